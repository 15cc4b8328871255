"""Lists taken along as tables: what stands in them, for whom, and how long."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services import add_tag
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.lists.models import Export
from branddesk.foundation.lists.services import exports
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice], name="凯拓")


@pytest.fixture
def take(client, alice):
    """The rows of the exported list as its reader's spreadsheet has them."""

    def rows(format, query="view=all", person=alice):
        client.force_login(person)
        shown = client.post(reverse("cases:export"), {"format": format, "query": query}, follow=True)
        assert "Download" in shown.content.decode()
        answer = client.get(reverse("cases:export_file", args=[Export.objects.latest("pk").key]))
        content = b"".join(answer.streaming_content)
        if format == "csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    return rows


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_list_is_exported_as_it_is_filtered(alice, brand, take, format):
    case = make_case(created_by=alice, brand=brand, subject="投诉：жалоба")
    make_listing(case=case)
    add_tag(actor=alice, case=case, name="sale")
    make_case(created_by=alice, brand=brand, status=Status.CLOSED)

    head, *rows = take(format, "view=drafts")

    row = dict(zip(head, rows[0], strict=True))
    assert len(rows) == 1
    assert (row["Number"], row["Subject"], row["Brand"], row["Tags"]) == (case.number, "投诉：жалоба", "凯拓", "sale")
    assert int(row["Listings"]) == 1


def test_excel_reads_the_csv_as_unicode(alice, brand, take):
    make_case(created_by=alice, brand=brand)
    take("csv")

    assert Export.objects.get().file.open().read(3) == b"\xef\xbb\xbf"


@pytest.mark.parametrize("text", ["=1+1", "+7 495", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(text):
    file, sheet = io.BytesIO(), io.BytesIO()
    exports.write_csv(file, iter([[text]]))
    exports.write_xlsx(sheet, iter([["h"], [text]]))

    assert next(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))[0] == f"'{text}"
    assert CalamineWorkbook.from_filelike(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()[1][0] == text


def test_a_sheet_holds_typed_numbers_dates_and_moments():
    sheet = io.BytesIO()
    moment = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)

    exports.write_xlsx(sheet, iter([["h"] * 4, [3, Decimal("2.5"), date(2026, 11, 23), moment]]))

    row = CalamineWorkbook.from_filelike(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()[1]
    assert row == [3.0, 2.5, date(2026, 11, 23), datetime(2026, 11, 23, 12, 30)]  # noqa: DTZ001


def test_the_platform_learns_nothing_of_the_brands_side(cast, take):
    case = make_case(
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.SUBMITTED,
    )
    add_tag(actor=cast.alice, case=case, name="secret")

    rows = take("csv", "view=unassigned", cast.moderator)

    assert case.number in rows[1]
    assert "Assignee" not in rows[0]
    assert not any("secret" in cell or "Alice" in cell for cell in rows[1])


def test_only_its_owner_sees_an_export(client, cast, brand, take):
    take("csv")
    key = Export.objects.get().key
    client.force_login(cast.bob)

    assert client.get(reverse("cases:export_page", args=[key])).status_code == 404
    assert client.get(reverse("cases:export_file", args=[key])).status_code == 404


def test_an_export_is_gone_after_a_day(client, alice, brand, take):
    take("csv")
    Export.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    key = Export.objects.get().key

    assert client.get(reverse("cases:export_file", args=[key])).status_code == 404
    assert exports.throw_away_expired() == 1
    assert not Export.objects.exists()


def test_the_journal_keeps_who_took_what_along(alice, brand, take):
    make_case(created_by=alice, brand=brand)
    take("csv")

    entry = Entry.objects.get(action="person.exported")
    assert (entry.actor, entry.facts["count"]) == (alice, 1)


def test_a_stopped_export_keeps_nothing(alice, brand, monkeypatch):
    export = Export.objects.create(person=alice, list="cases", query="", format="csv")
    exports.stop(actor=alice, export=export)

    exports.write(export_id=export.pk)

    export.refresh_from_db()
    assert (export.state, bool(export.file)) == (Export.State.CANCELLED, False)


def test_an_unknown_format_is_refused(client, alice):
    client.force_login(alice)

    assert client.post(reverse("cases:export"), {"format": "exe"}).status_code == 422
