"""The package for counsel: everything of a case in one ZIP, as it was sealed and said."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases.services import add_note, decide, send_message, submit_case, take_case
from branddesk.cases.services.counsel import package_for_counsel
from branddesk.cases.tests.factories import make_case_exhibit, make_ready_case
from branddesk.core.enums import Reason
from branddesk.core.errors import NotAllowed
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.files import vault
from branddesk.foundation.files.models import Blob
from branddesk.foundation.journal.selectors import entries_for
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture
def case(cast):
    """Decided, with a message, a note, and two exhibits whose bytes lie in the vault."""
    brand = make_brand(members=[cast.alice])
    case = make_ready_case(
        actor=cast.alice,
        brand=brand,
        marketplace=make_marketplace(operator=cast.platform),
        right=make_right(brand=brand, holder=cast.merchant.legal_name),
        subject="<script>alert(1)</script>",
    )
    case.exhibit_links.all().delete()
    return case


def attach(cast, case, data, name, **fields):
    exhibit = seal_exhibit(
        actor=cast.alice,
        brand=case.brand,
        file=ContentFile(data, name=name),
        kind=Exhibit.Kind.OTHER,
        **fields,
    )
    make_case_exhibit(case=case, exhibit=exhibit)
    return exhibit


def opened(cast, case, *, actor=None):
    data = b"".join(package_for_counsel(actor=actor or cast.alice, case=case).stream())
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return archive


def read(archive, case, name):
    return archive.read(f"{case.number}/{name}").decode()


def test_each_exhibit_lies_in_the_package_byte_for_byte_with_its_sum(cast, case):
    attach(cast, case, b"first paper", "договор.txt")
    attach(cast, case, b"second paper" * 100_000, "合同.txt")

    archive = opened(cast, case)

    sums = dict(line.split("  ", 1)[::-1] for line in read(archive, case, "SHA256SUMS.txt").splitlines())
    assert list(sums) == ["exhibits/01 договор.txt", "exhibits/02 合同.txt"]
    for path, digest in sums.items():
        assert hashlib.sha256(archive.read(f"{case.number}/{path}")).hexdigest() == digest


def test_the_parts_are_all_there_under_the_number_of_the_case(cast, case):
    names = opened(cast, case).namelist()

    wanted = ["index.html", "index.csv", "SHA256SUMS.txt", "facts.txt", "rights.txt", "chronology.txt", "messages.txt"]
    assert names == [f"{case.number}/{name}" for name in wanted]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "01 passwd"),
        ("..\\..\\.htaccess", "01 htaccess"),
        ("a\x00\r\nb\u202e.txt", "01 ab.txt"),
        ("CON:<x>|?.txt", "01 CON__x___.txt"),
    ],
)
def test_no_name_leaves_its_folder_or_hides_its_ending(cast, case, given, name):
    exhibit = attach(cast, case, b"paper", "paper.txt")
    Exhibit.objects.filter(pk=exhibit.pk).update(file_name=given.replace("\x00", "\x01"))

    paths = [path for path in opened(cast, case).namelist() if "/exhibits/" in path]

    assert paths == [f"{case.number}/exhibits/{name}"]


def test_the_index_for_a_spreadsheet_holds_no_formula(cast, case):
    attach(cast, case, b"paper", "paper.txt", title=HOSTILE)

    text = read(opened(cast, case), case, "index.csv")

    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert rows[1][2] == f"'{HOSTILE}"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_printed_index_runs_no_script(cast, case):
    page = read(opened(cast, case), case, "index.html")

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_was_said_stands_word_for_word_and_notes_stay_out(cast, case):
    other = make_ready_case(actor=cast.alice, brand=case.brand, marketplace=case.marketplace)
    submitted = take_case(actor=cast.moderator, case=submit_case(actor=cast.alice, case=other))
    send_message(actor=cast.alice, case=submitted, text="Товар <b>не наш</b>.\n  Просим скрыть.")
    add_note(actor=cast.alice, case=submitted, text="Между нами")
    decide(actor=cast.moderator, case=submitted, outcome="refused", reason=Reason.NO_VIOLATION, text="Отказано — нет.")

    with translation.override("zh-hans"):
        archive = opened(cast, submitted)

    said = read(archive, submitted, "messages.txt")
    assert "Товар <b>не наш</b>.\n  Просим скрыть." in said
    assert "Отказано — нет." in said
    for name in archive.namelist():
        assert "Между нами".encode() not in archive.read(name)


def test_times_stand_by_the_clocks_of_both_sides(cast, case):
    cast.alice.time_zone = "Asia/Shanghai"
    cast.alice.save()

    other = make_ready_case(actor=cast.alice, brand=case.brand, marketplace=case.marketplace)

    story = read(opened(cast, submit_case(actor=cast.alice, case=other)), other, "chronology.txt")

    assert "Asia/Shanghai · " in story
    assert "Europe/Moscow" in story


def test_the_rights_say_in_words_whether_the_chain_holds(cast, case):
    make_right(brand=case.brand, holder="Somebody else Ltd.")

    rights = read(opened(cast, case), case, "rights.txt")

    assert f"Chain: {cast.merchant.legal_name}" in rights
    assert "The chain is broken. No paper leads from Somebody else Ltd." in rights


def test_an_exhibit_whose_bytes_are_gone_or_infected_is_named_but_not_enclosed(cast, case):
    gone = attach(cast, case, b"gone", "gone.txt")
    ill = attach(cast, case, b"ill", "ill.txt")
    vault.storage().delete(gone.blob.path)
    Blob.objects.filter(pk=ill.blob_id).update(scan=Blob.Scan.INFECTED)

    archive = opened(cast, case)

    assert not any("/exhibits/" in name for name in archive.namelist())
    page = read(archive, case, "index.html")
    assert "its bytes are not in the vault" in page
    assert "a virus was found" in page


def test_the_journal_and_the_custody_tell_who_took_it(cast, case):
    exhibit = attach(cast, case, b"paper", "paper.txt")

    opened(cast, case)

    entry = entries_for(case).filter(action="case.packaged").get()
    assert (entry.actor, entry.facts["count"]) == (cast.alice, 1)
    assert entries_for(exhibit).filter(action="exhibit.downloaded", actor=cast.alice).count() == 1


def test_counsel_and_administrators_take_it_but_not_viewers_or_the_platform(cast, case):
    counsel = make_user(organisation=cast.merchant, role=Role.COUNSEL)
    for person in (counsel, cast.administrator):
        assert opened(cast, case, actor=person).namelist()
    for person in (cast.viewer, cast.mallory, cast.moderator):
        with pytest.raises(NotAllowed):
            package_for_counsel(actor=person, case=case)


def test_the_page_sends_it_as_a_download_in_pieces(cast, case, client):
    attach(cast, case, b"paper", "paper.txt")
    client.force_login(cast.alice)

    response = client.post(reverse("cases:package", args=[case.number]))

    assert response.streaming
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{case.number} ')
    assert zipfile.ZipFile(io.BytesIO(response.getvalue())).testzip() is None
