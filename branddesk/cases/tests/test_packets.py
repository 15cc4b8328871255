"""One packet per listing: the way through the cabinet, texts to copy with their meaning, files in order."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.brands.tests.factories import make_authorisation
from branddesk.cases.models import Case
from branddesk.cases.packets import packets_for, preview
from branddesk.cases.reasons import SHIPPED
from branddesk.cases.tests.checking import attach, change_right, exhibits, ozon, readiness_of, ready_case
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import SubmissionStatus
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files.models import Blob
from branddesk.marketplaces.registry import gateway, names

pytestmark = pytest.mark.django_db
K = Exhibit.Kind
HAN = re.compile("[\u4e00-\u9fff]")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_prepared_case_has_one_packet_for_each_submission_in_order():
    case = ready_case(make_user(), listings=3)
    submissions = [
        make_submission(listing=listing, status=SubmissionStatus.PREPARED) for listing in case.listings.all()
    ]

    packets = packets_for(case, reader_language="en")

    assert [packet.submission for packet in packets] == submissions


def test_draft_shows_a_packet_for_each_listing_as_it_would_go_out():
    case = ready_case(make_user(), listings=2)

    packets = packets_for(case, reader_language="en")

    assert [packet.listing for packet in packets] == list(case.listings.all())
    assert [packet.submission for packet in packets] == [None, None]


def test_packet_leads_through_ozons_menu_in_its_own_words_with_the_meaning_beside():
    case = ready_case(make_user())

    [packet] = packets_for(case, reader_language="zh-hans")

    assert [step.ru for step in packet.steps] == [
        "Личный кабинет",
        "Товары и Цены",
        "Контроль качества",
        "Нарушение правил площадки другим продавцом",
        "Использование моего бренда",
    ]
    assert all(HAN.search(step.meaning) for step in packet.steps)
    assert packet.brand_account_steps[1].url == "https://seller.ozon.ru/app/brand-products/all"


def test_packet_asks_in_the_order_of_ozons_bot_own_sku_offending_sku_proof():
    case = ready_case(make_user())
    listing = case.listings.get()

    [packet] = packets_for(case, reader_language="en")

    own, offending, text = packet.fields
    assert (own.text_ru, offending.text_ru) == ("1571120446", listing.sku)
    assert listing.sku in text.text_ru
    assert case.statement in text.text_ru
    assert text.limit == 1000
    assert not text.is_over


@pytest.mark.parametrize("violation", Case.Violation)
@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
def test_text_is_russian_and_its_meaning_is_in_the_readers_language(violation, language):
    case = ready_case(make_user(), violation=violation, statement="")

    [packet] = packets_for(case, reader_language=language)

    text = packet.fields[-1]
    assert CYRILLIC.search(text.text_ru)
    assert not HAN.search(text.text_ru)
    assert (HAN.search(text.meaning) is not None) is (language == "zh-hans")
    assert (text.meaning == text.text_ru) is (language == "ru")


def test_text_over_the_limit_says_so():
    case = ready_case(make_user(), statement="а" * 990)

    [packet] = packets_for(case, reader_language="en")

    assert packet.fields[-1].is_over
    assert "text_length" in {check.code for check in readiness_of(case).blockers}


def test_text_of_the_packet_is_as_long_as_the_readiness_check_says():
    case = ready_case(make_user())

    [packet] = packets_for(case, reader_language="zh-hans")

    [length] = [check for check in readiness_of(case).passed if check.code == "text_length"]
    assert f": {packet.fields[-1].length} of" in length.text


def test_files_go_screenshot_first_then_proof_of_the_right_then_who_we_are():
    actor = make_user()
    case = ready_case(actor)
    change_right(case, holder="Holder AG")
    letter = make_authorisation(brand=case.brand, grantee=actor.organisation.legal_name)
    attach(case, K.TRANSLATION)
    attach(case, K.LETTER, authorisation=letter)
    attach(case, K.PURCHASE, listing=case.listings.get())

    [packet] = packets_for(case, reader_language="en")

    kinds = [file.exhibit.kind for file in packet.files]
    assert kinds == [K.SCREENSHOT, K.PURCHASE, K.CERTIFICATE, K.EXTRACT, K.LETTER, K.TRANSLATION]
    assert [file.position for file in packet.files] == [1, 2, 3, 4, 5, 6]
    assert all(file.refused is None for file in packet.files)


def test_packet_has_no_proof_of_another_listing_and_nothing_withdrawn():
    case = ready_case(make_user(), listings=2)
    first, second = case.listings.all()
    attach(case, K.PHOTO, listing=second)
    exhibits(case, K.EXTRACT).update(withdrawn_at=clock.now())

    packet = packets_for(case, reader_language="en")[0]

    assert [file.exhibit.kind for file in packet.files] == [K.SCREENSHOT, K.CERTIFICATE]
    assert packet.files[0].exhibit.source_url == case.listings.get(pk=first.pk).url


def test_file_that_the_form_would_not_take_says_why():
    case = ready_case(make_user())
    Blob.objects.filter(pk=exhibits(case, K.CERTIFICATE).get().blob_id).update(content_type="image/heic")
    Blob.objects.filter(pk=exhibits(case, K.EXTRACT).get().blob_id).update(size=30 * 1024 * 1024)
    for _n in range(11):
        attach(case, K.PHOTO)

    [packet] = packets_for(case, reader_language="en")

    refused = {file.exhibit.kind: file.refused for file in packet.files if file.refused}
    assert "JPG, PNG, PDF" in (refused[K.CERTIFICATE] or "")
    assert "20" in (refused[K.EXTRACT] or "")
    assert "10 files" in (refused[K.PHOTO] or "")


def test_packet_says_that_a_person_files_it_and_who_set_the_limits():
    [packet] = packets_for(ready_case(make_user()), reader_language="en")

    assert "cannot be sent by API" in packet.note
    assert "states no limits" in packet.file_limits


def test_case_on_this_desk_has_no_cabinet_to_walk_through():
    [packet] = packets_for(ready_case(make_user(), by_ozon=False), reader_language="en")

    assert not packet.steps
    assert not packet.fields
    assert packet.note == ""


def test_queries_do_not_grow_with_listings():
    actor = make_user()
    counts = []
    for listings in (1, 12):
        case = Case.objects.select_related("brand", "marketplace", "right").get(
            pk=ready_case(actor, listings=listings).pk
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            packets_for(case, reader_language="en")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_preview_is_the_letter_that_the_platform_reads():
    actor = make_user()
    case = ready_case(actor)
    listing = case.listings.get()

    letter = preview(case, listing, "ru")

    assert letter.title == "Использование моего бренда"
    assert ("SKU нарушителя", listing.sku) in letter.rows
    assert case.statement in letter.paragraphs
    assert letter.attachments.startswith("Приложения: ")
    assert letter.length == len(letter.text) == packets_for(case, reader_language="en")[0].fields[-1].length


def test_preview_without_a_listing_speaks_of_all_of_them_and_names_each_seller_once():
    case = ready_case(make_user(), by_ozon=False, listings=3)

    letter = preview(case, None, "en")

    assert all(listing.sku in letter.text for listing in case.listings.all())
    assert letter.text.count("shop-78114") == 1


def test_preview_of_an_empty_draft_shows_what_there_is():
    case = make_case(marketplace=ozon())

    letter = preview(case, None, "ru")

    assert letter.rows == []
    assert letter.attachments == ""
    assert letter.title


def test_applicant_is_named_where_it_is_not_the_holder():
    actor = make_user(organisation=make_organisation(legal_name="Agency LLC"))
    case = ready_case(actor)
    assert "Agency LLC" in preview(case, None, "ru").text
    assert "Заявитель" not in preview(case, None, "ru").text

    change_right(case, holder="Holder AG")

    assert "Заявитель: Agency LLC." in preview(Case.objects.get(pk=case.pk), None, "ru").text


@pytest.mark.parametrize("name", names())
def test_outcomes_of_a_cabinet_are_states_and_reasons_of_ours(name):
    cabinet = gateway(name).cabinet
    for outcome in cabinet.outcomes if cabinet else ():
        status = SubmissionStatus(outcome.status)
        needs_reason = status in {SubmissionStatus.WAITING, SubmissionStatus.REFUSED}
        assert (status in SHIPPED[outcome.reason][0]) if needs_reason else (outcome.reason == "")
        assert all(outcome.label.in_(language) for language in ("ru", "zh-hans", "en"))


@pytest.mark.parametrize("name", names())
def test_every_violation_has_its_title_and_its_way_through_the_cabinet(name):
    port = gateway(name)
    for violation in Case.Violation:
        if port.cabinet is not None:
            assert port.cabinet.paths[violation]
            assert port.cabinet.brand_account_paths[violation]
