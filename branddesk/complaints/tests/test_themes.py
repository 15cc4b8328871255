"""Themes: the same trouble with the same product comes together, is counted, and is put in order by people."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Complaint, Theme
from branddesk.complaints.selectors.themes import counted, effects_of, themes_of, weeks_of
from branddesk.complaints.services import grouping
from branddesk.complaints.tests.factories import make_complaint
from branddesk.complaints.troubles import trouble_of
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def said(brand, text, *, days=1.0, sku="11", **fields):
    return make_complaint(brand=brand, text=text, sku=sku, received_at=clock.now() - timedelta(days=days), **fields)


def group(*complaints):
    return grouping.group([each.pk for each in complaints])


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("Разошлась молния на основном отделении", "zipper"),
        ("Протекает из-под крышки", "leak"),
        ("Через три часа чай холодный", "cold"),
        ("Похоже на подделку, логотип кривой", "fake"),
        ("После стирки разошёлся шов", "seam"),
        ("The zipper broke after a week", "zipper"),
        ("保温杯漏水", "leak"),
        ("Коробка мятая", "packing"),
        ("Отличная вещь", ""),
        ("Шоврум удобный", ""),
    ],
)
def test_rules_know_the_usual_troubles(text, trouble):
    assert trouble_of(text) == trouble


def test_the_same_trouble_with_the_same_product_is_one_theme(alice, brand):
    rows = [
        said(brand, "Молния сломалась"),
        said(brand, "Разошлась молния"),
        said(brand, "Молния!", sku="22"),
        said(brand, "Протекает"),
    ]

    assert group(*rows) == 4

    assert Theme.objects.count() == 3
    assert [row.total for row in themes_of(alice)] == [2]


def test_grouping_twice_changes_nothing(brand):
    rows = [said(brand, "Молния сломалась"), said(brand, "Разошлась молния")]
    group(*rows)

    assert group(*rows) == 0
    assert Theme.objects.count() == 1


def test_what_no_rule_knows_comes_together_by_likeness(alice, brand):
    first = said(brand, "Кнопка включения залипает и щёлкает громко")
    second = said(brand, "Залипает кнопка включения, щёлкает громко")
    other = said(brand, "Инструкция только на китайском языке")

    group(first, second, other)

    first.refresh_from_db()
    second.refresh_from_db()
    other.refresh_from_db()
    assert first.theme is not None
    assert first.theme == second.theme
    assert other.theme is None


def test_praise_makes_no_theme(brand):
    praise = said(brand, "Молния отличная", rating=5, wish=Complaint.Wish.PRAISE)

    assert group(praise) == 0


def test_a_theme_says_how_many_times_the_usual_it_is(alice, brand):
    rows = [said(brand, "Молния сломалась", days=day) for day in (1, 2, 3, 5, 8, 9)]
    rows += [said(brand, "Молния сломалась", days=day) for day in (40, 70, 100, 130, 160, 190)]
    said(brand, "Отличная вещь", days=215, wish=Complaint.Wish.PRAISE)
    group(*rows)

    row = counted(Theme.objects.get())

    assert (row.recent, round(row.usual, 3), round(row.times, 3)) == (6, 1.0, 6.0)
    assert sum(week.count for week in weeks_of(row.theme)) == 8


def test_the_usual_is_counted_over_the_time_in_which_the_brand_was_heard(brand):
    group(*[said(brand, "Молния сломалась", days=day) for day in (1, 2, 3, 50, 60)])

    row = counted(Theme.objects.get())

    assert (row.recent, round(row.usual, 3)) == (3, 2.0)


def test_what_came_up_in_these_days_is_new(alice, brand):
    group(said(brand, "Молния сломалась"), said(brand, "Молния разошлась"))

    row = counted(Theme.objects.get())

    assert row.is_new
    assert row.times is None


def test_a_voice_that_a_person_took_out_stays_out(alice, brand):
    complaint = said(brand, "Молния сломалась")
    group(complaint)

    grouping.place(actor=alice, complaint=complaint, theme=None)
    group(complaint)

    complaint.refresh_from_db()
    assert complaint.theme is None


def test_two_themes_become_one_and_later_voices_follow(alice, brand):
    first, second = said(brand, "Молния сломалась"), said(brand, "Протекает")
    group(first, second)
    first.refresh_from_db()
    second.refresh_from_db()

    grouping.merge(actor=alice, theme=second.theme, into=first.theme)
    later = said(brand, "Снова протекает")
    group(later)

    later.refresh_from_db()
    assert later.theme == first.theme
    assert counted(first.theme).total == 3


def test_themes_of_different_brands_are_not_merged(alice, brand):
    other = make_brand(members=[alice])
    group(said(brand, "Молния сломалась"), said(other, "Молния сломалась"))
    one, two = Theme.objects.order_by("pk")

    with pytest.raises(DomainError):
        grouping.merge(actor=alice, theme=one, into=two)


def test_a_theme_takes_its_own_name_and_gives_it_back(alice, brand):
    group(said(brand, "Молния сломалась"))
    theme = Theme.objects.get()

    assert str(grouping.rename(actor=alice, theme=theme, name="Бегунок партии 12")) == "Бегунок партии 12"
    assert str(grouping.rename(actor=alice, theme=theme, name="")) == "zipper breaks"


def test_the_effect_of_what_was_done_is_counted_before_and_after(alice, brand):
    group(*[said(brand, "Молния сломалась", days=day) for day in (30, 32, 40, 50, 55, 60, 5)])
    theme = Theme.objects.get()
    task = grouping.improve(actor=alice, theme=theme, text="Другой бегунок", owner=alice)
    assert effects_of(theme)[0].after is None

    with clock.at(clock.now() - timedelta(days=20)):
        grouping.finish_improvement(actor=alice, task=task)

    effect = effects_of(theme)[0]
    assert effect.before == 3.0
    assert round(effect.after, 1) == 1.5


def test_the_same_form_twice_notes_an_improvement_once(alice, brand):
    group(said(brand, "Молния сломалась"))
    theme, key = Theme.objects.get(), uuid4()

    for _time in range(2):
        grouping.improve(actor=alice, theme=theme, text="Другой бегунок", owner=alice, form_key=key)

    assert theme.improvements.count() == 1


def test_a_theme_becomes_one_case_with_the_latest_words(alice, brand):
    make_marketplace()
    group(said(brand, "Молния сломалась", order_number="70-1"), said(brand, "Молния разошлась", order_number="70-2"))
    theme = Theme.objects.get()

    case = grouping.open_case(actor=alice, theme=theme, kind="quality")

    assert "Молния сломалась" in case.details["complaint"]
    assert "Молния разошлась" in case.details["complaint"]
    assert set(case.details["orders"]) == {"70-1", "70-2"}
    assert set(theme.complaints.values_list("case", flat=True)) == {case.pk}
    theme.refresh_from_db()
    assert grouping.open_case(actor=alice, theme=theme, kind="quality") == case


def test_mallory_changes_no_theme(mallory, brand):
    complaint = said(brand, "Молния сломалась")
    group(complaint)
    theme = Theme.objects.get()

    for change in (
        lambda: grouping.rename(actor=mallory, theme=theme, name="X"),
        lambda: grouping.set_closed(actor=mallory, theme=theme, closed=True),
        lambda: grouping.place(actor=mallory, complaint=complaint, theme=None),
        lambda: grouping.open_case(actor=mallory, theme=theme, kind="quality"),
        lambda: grouping.improve(actor=mallory, theme=theme, text="X", owner=mallory),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_the_pages_show_a_theme_and_take_it_off_the_list(alice, brand, client):
    group(said(brand, "Молния сломалась"), said(brand, "Молния разошлась"))
    theme = Theme.objects.get()
    client.force_login(alice)

    assert "zipper breaks" in client.get(reverse("complaints:themes")).content.decode()
    page = client.get(reverse("complaints:theme", args=[theme.pk])).content.decode()
    assert "Молния разошлась" in page
    client.post(reverse("complaints:close_theme", args=[theme.pk]))

    assert "zipper breaks" not in client.get(reverse("complaints:themes")).content.decode()
    assert "zipper breaks" in client.get(reverse("complaints:themes"), {"closed": ""}).content.decode()
