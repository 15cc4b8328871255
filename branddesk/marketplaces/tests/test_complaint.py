"""The complaint says what the case holds, in three languages, within the platform's limits."""

from __future__ import annotations

import dataclasses
import string
from datetime import date
from decimal import Decimal

import pytest

from branddesk.marketplaces import texts
from branddesk.marketplaces.gateway import Facts
from branddesk.marketplaces.ozon import cabinet as ozon_cabinet
from branddesk.marketplaces.ozon import texts as ozon_texts
from branddesk.marketplaces.registry import gateway, names
from branddesk.marketplaces.words import Phrase

LANGUAGES = ("ru", "zh-hans", "en")
VIOLATIONS = ("counterfeit", "similar_sign", "no_permission", "copied_content")
FACTS = Facts(
    violation="counterfeit",
    brand="Kettora",
    own_sku="1571120446",
    sku="1690038851",
    url="https://www.ozon.ru/product/1690038851/",
    seller="ИП Гусев А. В.",
    inn="500100732259",
    price=Decimal("2890"),
    seen_on=date(2026, 11, 21),
    right_kind="trademark",
    sign="KETTORA",
    right_number="912447",
    register="rospatent",
    classes=(21,),
    right_ends_on=date(2033, 3, 14),
    holder="Kettora Ltd",
    applicant="Qiheng Brand Management",
    statement="На фото логотип с ошибкой.",
)


def phrases(module: object) -> list[Phrase]:
    found: list[Phrase] = []
    for value in vars(module).values():
        values = value.values() if isinstance(value, dict) else [value]
        found += [phrase for phrase in values if isinstance(phrase, Phrase)]
    return found


@pytest.mark.parametrize("phrase", [*phrases(texts), *phrases(ozon_texts)], ids=lambda phrase: phrase.en)
def test_every_sentence_stands_in_three_languages_with_the_same_placeholders(phrase):
    placeholders = {
        language: {name for _, name, _, _ in string.Formatter().parse(phrase.in_(language)) if name}
        for language in LANGUAGES
    }

    assert all(phrase.in_(language) for language in LANGUAGES)
    assert len(set(map(frozenset, placeholders.values()))) == 1


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("violation", VIOLATIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_complaint_names_right_holder_seller_and_listing(name, violation, language):
    complaint = gateway(name).complaint(dataclasses.replace(FACTS, violation=violation), language)

    for fact in ("KETTORA", "912447", "21", "Kettora Ltd", "ИП Гусев А. В.", "500100732259", "1690038851"):
        assert fact in complaint.text
    assert "На фото логотип с ошибкой." in complaint.text
    assert "{" not in complaint.text
    assert texts.UNKNOWN not in complaint.text


@pytest.mark.parametrize("inn", ["", "500100732259"])
def test_a_name_that_ends_in_a_full_stop_gets_no_second_one(inn):
    facts = dataclasses.replace(FACTS, inn=inn, applicant="Qiheng Co., Ltd.", holder="Kettora Ltd.")

    assert ".." not in gateway("ozon").complaint(facts, "ru").text


def test_russian_complaint_reads_as_one_letter():
    complaint = gateway("ozon").complaint(FACTS, "ru")

    assert complaint.title == "Использование моего бренда"
    assert complaint.paragraphs == [
        (
            "В карточке товара предлагается подделка под брендом «Kettora»: "
            "этот товар произведён без согласия правообладателя."
        ),
        "На фото логотип с ошибкой.",
        (
            "Право: товарный знак «KETTORA» № 912447, Роспатент, классы МКТУ: 21, действует до 14.03.2033. "
            "Правообладатель: Kettora Ltd. Заявитель: Qiheng Brand Management."
        ),
        "Продавец: ИП Гусев А. В., ИНН 500100732259.",
        "Просим скрыть карточку 1690038851.",
    ]


def test_rows_show_price_and_date_as_the_language_writes_them():
    rows = {language: dict(gateway("plain").complaint(FACTS, language).rows) for language in LANGUAGES}

    assert rows["ru"]["Цена"] == "2\u00a0890\u00a0₽"
    assert rows["en"]["Price"] == "₽2,890"
    assert rows["zh-hans"]["发现日期"] == "2026年11月21日"
    assert rows["ru"]["Замечено"] == "21.11.2026"


def test_text_without_a_statement_leaves_most_of_ozons_limit_to_the_person():
    limit = gateway("ozon").rules.text_limit
    lengths = [
        len(gateway("ozon").complaint(dataclasses.replace(FACTS, violation=violation, statement=""), "ru").text)
        for violation in VIOLATIONS
    ]

    assert limit is not None
    assert max(lengths) < limit / 2


def test_braces_in_what_a_person_typed_stay_as_they_are():
    complaint = gateway("ozon").complaint(dataclasses.replace(FACTS, seller="{0}", statement="{sku} {}"), "ru")

    assert "Продавец: {0}" in complaint.text
    assert "{sku} {}" in complaint.text


def test_what_is_not_known_yet_leaves_a_gap_and_no_empty_lines():
    complaint = gateway("ozon").complaint(Facts(violation="counterfeit"), "ru")

    assert complaint.paragraphs[-1] == f"Просим скрыть карточку {texts.UNKNOWN}."
    assert all(complaint.paragraphs)
    assert complaint.rows == []


def test_cabinet_leads_every_violation_to_the_menu_that_ozon_has_for_it():
    cabinet = ozon_cabinet.CABINET

    for violation in VIOLATIONS:
        labels = [step.label.ru for step in cabinet.paths[violation]]
        assert labels[1:4] == ["Товары и Цены", "Контроль качества", "Нарушение правил площадки другим продавцом"]
    assert cabinet.paths["counterfeit"][-1].label.ru == "Использование моего бренда"
    assert cabinet.paths["copied_content"][-1].label.ru == "Использование моих фото, видео, текста"
    assert [field.name for field in cabinet.fields] == ["own_sku", "sku", "text"]


def test_every_address_in_the_cabinet_is_a_page_of_the_cabinet():
    cabinet = ozon_cabinet.CABINET
    paths = [*cabinet.paths.values(), *cabinet.brand_account_paths.values()]
    addresses = {step.url for path in paths for step in path if step.url}

    assert addresses
    assert all(address.startswith("https://seller.ozon.ru/app/") for address in addresses)
