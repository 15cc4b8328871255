"""The ladder beside a case, its brief on one page, and the administrator's thresholds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.roles import EVERYBODY
from branddesk.accounts.tests.tables import SIGN_IN, check_row
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.ladder import places
from branddesk.cases.ladder.brief import brief_of
from branddesk.cases.ladder.rules import defaults
from branddesk.cases.models import LadderProposal, Message
from branddesk.cases.services.ladder import review_case
from branddesk.cases.tests.factories import (
    make_case,
    make_case_exhibit,
    make_listing,
    make_message,
    make_submission,
)
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Side, Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    desk = make_marketplace(operator=cast.platform, slug="verba")
    with clock.at(clock.now() - timedelta(days=20)):
        case = make_case(
            brand=make_brand(members=[cast.alice]), created_by=cast.alice, marketplace=desk, status=Status.SUBMITTED
        )
        make_submission(case=case, listing=make_listing(case=case, seller="shop-1", price=2890))
    return case


@pytest.fixture
def at_alices(client, cast):
    client.force_login(cast.alice)
    return client


def test_the_panel_says_why_and_offers_both_ways(at_alices, case):
    text = at_alices.get(reverse("cases:ladder", args=[case.number])).content.decode()

    assert "The desk proposes to go up: Account manager" in text
    assert "The platform has not answered for" in text
    proposal = LadderProposal.objects.get(case=case, side=Side.BRAND)

    response = at_alices.post(reverse("cases:go_up", args=[case.number]), {"proposal": proposal.pk})
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.level == EscalationLevel.ACCOUNT_MANAGER


def test_a_dismissal_without_a_reason_is_refused_with_a_sentence(at_alices, case):
    at_alices.get(reverse("cases:ladder", args=[case.number]))
    proposal = LadderProposal.objects.get(case=case, side=Side.BRAND)
    address = reverse("cases:dismiss_proposal", args=[case.number])

    refused = at_alices.post(address, {"proposal": proposal.pk, "reason": ""})
    assert refused.status_code == 422
    assert "Say why the case stays where it is." in refused.content.decode()

    assert at_alices.post(address, {"proposal": proposal.pk, "reason": "Friday"}).status_code == 302
    assert at_alices.post(address, {"proposal": "x", "reason": "Friday"}).status_code == 404


def test_the_panel_and_the_brief_stay_in_their_budget(at_alices, case, django_assert_max_num_queries):
    at_alices.get(reverse("cases:ladder", args=[case.number]))
    for name in ("cases:ladder", "cases:brief"):
        with django_assert_max_num_queries(20):
            assert at_alices.get(reverse(name, args=[case.number])).status_code == 200


def test_the_brief_holds_what_counts_and_only_the_newest_words(cast, case):
    for number in range(5):
        make_message(
            case=case, author=cast.alice, body=f"Word {number}", happened_at=clock.now() + timedelta(hours=number)
        )
    make_message(case=case, author=cast.alice, kind=Message.Kind.NOTE, body="Between us", happened_at=clock.now())
    make_case_exhibit(case=case)

    brief = brief_of(case, cast.alice, "en")

    assert [said.text for said in brief.said] == ["Word 4", "Word 3", "Word 2"]
    assert "shop-1" in brief.text
    assert "Between us" not in brief.text
    assert "Messages so far: 5 from the brand, 0 from the platform." in brief.text
    assert "Submitted:" in brief.text
    assert len(brief.text) < 4000


def test_the_platforms_brief_names_only_what_was_sent_to_it(cast, case):
    make_case_exhibit(case=case)

    assert any(section.title == "Evidence" for section in brief_of(case, cast.alice, "en").sections)
    assert all(section.title != "Evidence" for section in brief_of(case, cast.moderator, "en").sections)


def test_the_brief_is_in_its_readers_language(cast, case):
    assert "Что просим" in brief_of(case, cast.alice).text or brief_of(case, cast.alice).language == "ru"
    assert brief_of(case, cast.alice, "zh-hans").language == "zh-hans"


def test_long_words_leave_the_brief_on_one_page(cast, case):
    for number in range(5):
        make_message(
            case=case, author=cast.alice, body="слово " * 900, happened_at=clock.now() + timedelta(hours=number)
        )
    case.statement = "утверждение " * 200
    case.save()

    assert len(brief_of(case, cast.alice, "ru").text) < 4500


@pytest.mark.parametrize("name", ["cases:ladder", "cases:brief"])
def test_whoever_may_see_the_case_may_see_its_ladder(cast, case, name):
    expected: dict[str, int | str] = {"anonymous": SIGN_IN}
    for person in EVERYBODY:
        if person != "anonymous":
            user = getattr(cast, person)
            sees = case in type(case).objects.visible_to(user)
            expected[person] = 200 if sees else 404
    check_row(cast, name, method="get", expected=expected, args=(case.number,))


@pytest.mark.parametrize("name", ["cases:go_up", "cases:dismiss_proposal"])
def test_a_proposal_that_is_not_theirs_is_not_found(cast, case, name):
    expected = dict.fromkeys(EVERYBODY, 404) | {"anonymous": SIGN_IN}
    check_row(cast, name, method="post", expected=expected, args=(case.number,), data={"proposal": "1"})
    check_row(
        cast, name, method="get", expected=dict.fromkeys(EVERYBODY, 405) | {"anonymous": SIGN_IN}, args=(case.number,)
    )


@pytest.mark.parametrize(
    ("name", "method", "mine"),
    [("terms:ladder", "get", 200), ("terms:ladder", "post", 302), ("terms:ladder_history", "get", 200)],
)
def test_thresholds_are_the_operators_administrators(cast, case, name, method, mine):
    expected: dict[str, int | str] = {"anonymous": SIGN_IN}
    for person in EVERYBODY:
        if person != "anonymous":
            is_administrator = getattr(cast, person).role == Role.ADMINISTRATOR
            expected[person] = (404 if getattr(cast, person).is_merchant else mine) if is_administrator else 403
    check_row(
        cast, name, method=method, expected=expected, args=("verba",), data=defaults() if method == "post" else {}
    )


def test_a_refused_threshold_keeps_what_was_typed(client, cast, case):
    client.force_login(cast.platform_administrator)

    response = client.post(reverse("terms:ladder", args=["verba"]), defaults() | {"priority": "9", "silent": "11"})

    assert response.status_code == 422
    assert 'value="11"' in response.content.decode()


def test_the_start_page_heads_its_list_with_the_readers_own_proposals(cast, case, rf, django_assert_num_queries):
    review_case(case=case)
    request = rf.get("/")
    for person, count in ((cast.alice, 1), (cast.bob, 0)):
        request.user = person
        with django_assert_num_queries(1):
            rows = places._of_reader(request)["rows"]
        assert len(rows) == count
    assert "has not answered" in str(places._of_reader(_by(rf, cast.alice))["rows"])


def test_beside_a_case_nothing_is_asked_before_the_case_is_there(cast, case, rf, django_assert_num_queries):
    request = _by(rf, cast.alice)
    request.case = case
    with django_assert_num_queries(0):
        context = {"panel": places._of_case(request)}
        text = render_to_string("cases/ladder/place.html", context)
        text += render_to_string("contacts/_case_panel.html", context)

    assert reverse("cases:ladder", args=[case.number]) in text
    assert f"case={case.number}&amp;marketplace=verba" in text


def _by(rf, person):
    request = rf.get("/")
    request.user = person
    return request
