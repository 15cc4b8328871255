"""The pages of calls: the card, the list, one call, the telephone system."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import FollowUp
from branddesk.channels.phone.models import Call, PhoneSystem
from branddesk.channels.phone.tests.factories import event, make_call, make_contact, make_option, tell
from branddesk.contacts.ways import steps_for
from branddesk.core import clock
from branddesk.core.encryption import decrypt
from branddesk.evidence.tests.factories import make_blob, make_upload
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db
KEY = "6f3c2a52-6f0e-4a0b-9c53-8f9a0a1c7e42"


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def typed(**fields):
    return {
        "result": "reached",
        "outcome": "They look into it",
        "started_at": clock.now().strftime("%Y-%m-%dT%H:%M"),
        "form_key": KEY,
        **fields,
    }


def test_the_card_calls_shows_the_menu_and_logs_the_chosen_option(case, alice):
    contact = make_contact(alice, marketplace=case.marketplace)
    make_option(contact, "2 1", "Споры о бренде")
    day = clock.today() + timedelta(days=7)
    address = reverse("phone:card", query={"case": case.number, "contact": contact.pk})
    client = browser(alice)

    page = client.get(address).content.decode()
    assert 'href="tel:+74950000114"' in page
    assert "2 1 · Споры о бренде" in page
    assert case.number in page
    answer = client.post(
        address,
        typed(option="2 1", length="3:40", promise_1="a decision", promise_1_on=day.isoformat()),
    )

    call = Call.objects.get()
    assert answer.url == reverse("cases:detail", args=[case.number])
    assert (call.option, call.seconds, call.contact) == ("2 1 · Споры о бренде", 220, contact)
    assert FollowUp.objects.get().due_on == day


def test_what_was_typed_stays_when_it_is_refused(case, alice):
    address = reverse("phone:card", query={"case": case.number})

    answer = browser(alice).post(address, typed(result="", promise_1="a decision", length="long"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="They look into it"' in page
    assert 'value="a decision"' in page
    assert 'value="long"' in page
    assert not Call.objects.exists()


def test_a_recording_without_the_mark_is_refused_on_the_page(case, alice):
    answer = browser(alice).post(
        reverse("phone:card", query={"case": case.number}), typed(recording=make_upload(name="call.png"))
    )

    assert answer.status_code == 422
    assert not Call.objects.exists()


def test_a_call_of_the_telephone_system_is_logged_from_its_card(system, case, alice):
    tell(system, event("ringing"))
    tell(system, event("answered"))
    tell(system, event("hung_up", duration=42))
    call = Call.objects.get()
    client = browser(alice)
    address = reverse("phone:card", query={"call": call.pk, "case": case.number})

    client.post(address, {"result": "reached", "outcome": "Agreed", "form_key": KEY})

    call.refresh_from_db()
    assert (call.case, call.outcome, call.seconds) == (case, "Agreed", 42)
    assert "0:42" in case.messages.get().body


def test_the_page_of_a_call_reads_its_notice(system, alice):
    tell(system, event("ringing"))

    page = browser(alice).get(reverse("phone:detail", args=[Call.objects.get().pk]))

    assert page.status_code == 200
    assert Notice.objects.get().read_at is not None


def test_a_caller_is_shown_with_the_open_cases_of_the_brand(system, case, alice):
    make_contact(alice, marketplace=case.marketplace)
    tell(system, event("ringing"))

    page = browser(alice).get(reverse("phone:detail", args=[Call.objects.get().pk])).content.decode()

    assert case.number in page


def test_contacts_lead_to_the_card(case, alice):
    contact = make_contact(alice, marketplace=case.marketplace)

    steps = {step.key: step.url for step in steps_for(contact, case.number)}

    assert steps["call"] == reverse("phone:card", query={"case": case.number, "contact": contact.pk})
    assert "way=meeting" in steps["meet"]


def test_the_list_is_searched_filtered_and_taken_along(alice, bob):
    brand = make_brand(members=[alice])
    make_call(person=alice, brand=brand, who="Калугина", outcome="=SUM(1)")
    make_call(person=alice, brand=brand, who="Warehouse line", result=Call.Result.MISSED)
    client = browser(alice)

    assert "Warehouse line" not in client.get(reverse("phone:list"), {"q": "калугина"}).content.decode()
    assert "Калугина" not in client.get(reverse("phone:list"), {"result": "missed"}).content.decode()
    assert "Warehouse line" in client.get(reverse("phone:list"), {"brand": brand.slug}).content.decode()
    answer = client.post(reverse("phone:export"), {"query": "q=калугина", "format": "csv"})
    page = client.get(answer.url)
    assert page.context["back"].startswith(reverse("phone:list"))
    table = b"".join(client.get(f"{answer.url}file/").streaming_content).decode()
    assert "Калугина" in table
    assert "Support" not in table
    assert "'=SUM(1)" in table
    assert browser(bob).get(answer.url).status_code == 404


def test_a_stranger_sees_no_call_of_others(alice, mallory):
    call = make_call(person=alice, brand=make_brand(members=[alice]))

    assert call.who not in browser(mallory).get(reverse("phone:list")).content.decode()
    assert browser(mallory).get(reverse("phone:detail", args=[call.pk])).status_code == 404


def test_a_colleague_for_single_brands_sees_only_calls_of_theirs(alice, cast):
    call = make_call(person=alice, brand=make_brand(members=[alice]))
    cast.bob.sees_all_brands = False
    cast.bob.save()

    assert browser(cast.bob).get(reverse("phone:detail", args=[call.pk])).status_code == 404


def test_earlier_calls_stand_on_further_pages(alice):
    brand = make_brand(members=[alice])
    moment = clock.now()
    for number in range(60):
        make_call(person=alice, brand=brand, who=f"Number-{number:03}", started_at=moment)
    client = browser(alice)

    first = client.get(reverse("phone:list"))
    second = client.get(f"{reverse('phone:list')}?{first.context['next']}")

    seen = [call.who for call in (*first.context["calls"], *second.context["calls"])]
    assert len(seen) == len(set(seen)) == 60


def test_an_administrator_connects_the_telephones(cast):
    client = browser(cast.administrator)

    page = client.post(reverse("phone:new_secret")).content.decode()
    system = PhoneSystem.objects.get()
    assert decrypt(system.secret) in page
    assert decrypt(system.secret) not in client.get(reverse("phone:system")).content.decode()
    client.post(reverse("phone:system"), {"lines": f"101 {cast.administrator.email}\n+7 495 000-01-20 bob@example.org"})
    assert {line.number: line.person for line in system.lines.all()} == {
        "101": cast.administrator,
        "+74950000120": cast.bob,
    }
    client.post(reverse("phone:try"))
    assert Notice.objects.get().person == cast.administrator


def test_a_new_secret_ends_the_one_before(cast, system):
    browser(cast.administrator).post(reverse("phone:new_secret"))

    assert tell(system, event("ringing")) == 403


@pytest.mark.parametrize(
    "lines", ["101", "101 nobody@example.org", "101 mallory@example.net", "101 alice@example.org\n101 bob@example.org"]
)
def test_a_line_of_nobody_here_is_refused(cast, system, lines):
    answer = browser(cast.administrator).post(reverse("phone:system"), {"lines": lines})

    assert answer.status_code == 422
    assert lines.split("\n")[0] in answer.content.decode()


def test_a_recording_is_heard_only_by_those_who_keep_the_papers(cast):
    call = make_call(person=cast.alice, brand=make_brand(members=[cast.alice]), recording=make_blob())
    address = reverse("phone:recording", args=[call.pk])

    assert browser(cast.counsel).get(address).status_code == 200
    assert browser(cast.viewer).get(address).status_code == 403
    assert browser(cast.mallory).get(address).status_code == 404


def test_pages_ask_few_questions(system, case, alice, cast, django_assert_max_num_queries):
    contact = make_contact(alice, marketplace=case.marketplace)
    for _n in range(15):
        call = make_call(person=alice, brand=case.brand, case=case, contact=contact)
    client = browser(alice)
    pages = {
        reverse("phone:list"): 12,
        reverse("phone:detail", args=[call.pk]): 14,
        reverse("phone:card", query={"case": case.number, "contact": contact.pk}): 20,
        reverse("phone:ringing"): 4,
    }

    for address, most in pages.items():
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)
    administrator = browser(cast.administrator)
    administrator.get(reverse("phone:system"))
    with django_assert_max_num_queries(12):
        administrator.get(reverse("phone:system"))
