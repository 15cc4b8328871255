"""Prepared texts: kept by each organisation for itself, offered where they fit, filled from the case."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases import selectors
from branddesk.cases.models import ReplyTemplate
from branddesk.cases.selectors.templates import FIELDS
from branddesk.cases.services import retire_template, save_template
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core.enums import CaseKind, Language, Status
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal.selectors import entries_for
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast):
    return make_user(name="Maria", organisation=cast.merchant, role=Role.BRAND_MANAGER)


@pytest.fixture
def case(cast):
    brand = make_brand(name="Kettora", members=[cast.alice])
    case = make_case(
        assignee=cast.alice,
        brand=brand,
        marketplace=make_marketplace(operator=cast.platform, language=Language.RUSSIAN),
        right=make_right(brand=brand, holder="Qiheng Brands Co., Ltd."),
        status=Status.IN_REVIEW,
    )
    for sku in ("1690038851", "1690044120"):
        make_listing(case=case, sku=sku)
    return case


def names(case, reader):
    return [choice.template.name for choice in selectors.templates_for(case, reader)]


def test_a_template_is_filled_from_the_case(cast, case):
    filled = selectors.fill("{number}: {brand}, {skus}. {holder}. {me}, {organisation}.", case, cast.alice)

    assert filled == (
        f"{case.number}: Kettora, 1690038851, 1690044120. Qiheng Brands Co., Ltd.. Alice, {cast.alice.organisation}."
    )


def test_every_field_is_filled_with_something_or_nothing_and_never_breaks(cast):
    bare = make_case(assignee=cast.alice, right=None)
    text = " ".join(f"{{{name}}}" for name in FIELDS)

    assert "{" not in selectors.fill(text, bare, cast.alice)


def test_what_is_filled_in_is_not_read_again(cast, case):
    case.subject = "{me} {number}"

    assert selectors.fill("{subject}", case, cast.alice) == "{me} {number}"


@pytest.mark.parametrize(
    "text",
    ["{x.__class__}", "{number.__init__}", "{0}", "{}", "{ number }", "{number!r}", "{number:>9}", "{passwords}"],
)
def test_a_field_that_nothing_fills_is_refused_and_never_evaluated(cast, manager, case, text):
    with pytest.raises(DomainError, match="Nothing fills"):
        save_template(actor=manager, name="Odd", texts={"en": f"Hello {text}"})
    assert selectors.fill(text, case, cast.alice) == text


def test_templates_of_the_kind_and_of_the_other_sides_language_come_first(cast, manager, case):
    save_template(actor=manager, name="A English", texts={"en": "Hello"})
    save_template(actor=manager, name="B Russian", texts={"en": "Hello", "ru": "Здравствуйте"})
    save_template(actor=manager, name="C Infringement", texts={"ru": "Здравствуйте"}, kind=CaseKind.INFRINGEMENT)
    save_template(actor=manager, name="D Quality", texts={"ru": "Здравствуйте"}, kind=CaseKind.QUALITY)

    choices = selectors.templates_for(case, cast.alice)

    assert [choice.template.name for choice in choices] == ["C Infringement", "B Russian", "A English"]
    assert [text.language for text in choices[1].texts] == ["ru", "en"]


def test_nobody_is_offered_the_texts_of_another_organisation(cast, manager, case):
    save_template(actor=manager, name="Ours", texts={"en": "Hello"})

    assert names(case, cast.bob) == ["Ours"]
    assert names(case, cast.moderator) == []


def test_a_retired_template_is_offered_no_more_and_comes_back_when_saved(manager, cast, case):
    template = save_template(actor=manager, name="Ours", texts={"en": "Hello"})

    retire_template(actor=manager, template=template)
    assert names(case, cast.alice) == []

    save_template(actor=manager, template=template, name="Ours", texts={"ru": "Привет"})
    assert names(case, cast.alice) == ["Ours"]
    assert [text.language for text in template.texts.all()] == ["ru"]
    assert [entry.action for entry in entries_for(template)] == ["template.saved", "template.retired", "template.saved"]


def test_only_those_who_look_after_templates_change_them_and_only_their_own(cast, manager):
    template = save_template(actor=manager, name="Ours", texts={"en": "Hello"})

    for other in (cast.alice, cast.viewer, cast.moderator, cast.platform_administrator):
        with pytest.raises(NotAllowed):
            save_template(actor=other, template=template, name="Ours", texts={"en": "Hijacked"})
        with pytest.raises(NotAllowed):
            retire_template(actor=other, template=template)
    assert save_template(actor=cast.administrator, template=template, name="Ours", texts={"en": "Hi"}) == template


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Give the template a name"),
        ({"texts": {"en": "  "}}, "at least one language"),
        ({"texts": {"fr": "Bonjour"}}, "desk's languages"),
        ({"kind": "gossip"}, "Choose the kind"),
        ({"name": "x" * 121}, "at most 120"),
        ({"texts": {"en": "x" * 10_001}}, "too many"),
    ],
)
def test_a_faulty_template_is_refused_with_a_sentence(manager, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        save_template(actor=manager, **{"name": "Ours", "texts": {"en": "Hello"}} | fields)
    assert not ReplyTemplate.objects.exists()


def test_two_templates_of_one_organisation_have_names_of_their_own(cast, manager):
    save_template(actor=manager, name="Thanks", texts={"en": "Thanks"})

    with pytest.raises(DomainError, match="of this name"):
        save_template(actor=cast.administrator, name="Thanks", texts={"en": "Thank you"})
    save_template(actor=cast.platform_administrator, name="Thanks", texts={"en": "Thanks"})


def test_the_menu_offers_them_and_gives_each_filled(client, cast, manager, case):
    template = save_template(actor=manager, name="Ours", texts={"ru": "По обращению {number}"})
    text = template.texts.get()
    client.force_login(cast.alice)

    menu = client.get(
        reverse("cases:templates", args=[case.number]), {"box": "message"}, headers={"HX-Request": "true"}
    ).content.decode()
    filled = client.get(reverse("cases:template", args=[case.number, text.pk]))

    assert "Ours" in menu
    assert f"?template={text.pk}&amp;box=message" in menu
    assert "<html" not in menu
    assert filled.content.decode() == f"По обращению {case.number}"
    assert filled["Content-Type"] == "text/plain; charset=utf-8"


def test_without_script_the_chosen_template_stands_in_its_box(client, cast, manager, case):
    text = save_template(actor=manager, name="Ours", texts={"ru": "По обращению {number}"}).texts.get()
    client.force_login(cast.alice)

    shown = client.get(reverse("cases:detail", args=[case.number]), {"template": text.pk, "box": "message"})

    assert f">По обращению {case.number}</textarea>" in shown.content.decode()


def test_a_strange_template_is_not_found(client, cast, case):
    stranger = save_template(actor=cast.platform_administrator, name="Theirs", texts={"en": "x"}).texts.get()
    client.force_login(cast.alice)

    assert client.get(reverse("cases:template", args=[case.number, stranger.pk])).status_code == 404
    assert client.get(reverse("cases:detail", args=[case.number]), {"template": stranger.pk}).status_code == 404
