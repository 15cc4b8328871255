from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.forms import DescribeForm, UploadForm
from branddesk.evidence.services import describe_exhibit
from branddesk.evidence.tests.factories import make_exhibit, make_share
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db


def test_description_is_filled_in_later_and_keeps_what_was_before(alice):
    exhibit = make_exhibit(sealed_by=alice, title="IMG_0001")
    captured_at = clock.now() - timedelta(days=1)

    described = describe_exhibit(
        actor=alice,
        exhibit=exhibit,
        kind="screenshot",
        title="Listing 1690038851",
        source_url="https://www.ozon.ru/product/1690038851/",
        captured_at=captured_at,
    )

    assert (described.title, described.captured_at) == ("Listing 1690038851", captured_at)
    assert described.blob == exhibit.blob
    entry = entries_for(exhibit).get()
    assert entry.facts["changed"] == ["captured_at", "source_url", "title"]
    assert entry.text("title_before") == "IMG_0001"
    assert entry.text("title_after") == "Listing 1690038851"


def test_describing_it_the_same_records_nothing(alice):
    exhibit = make_exhibit(sealed_by=alice)

    describe_exhibit(actor=alice, exhibit=exhibit, kind=exhibit.kind, title=exhibit.title)

    assert not entries_for(exhibit).exists()


def test_empty_title_keeps_the_old_one(alice):
    exhibit = make_exhibit(sealed_by=alice, title="Letter")

    described = describe_exhibit(actor=alice, exhibit=exhibit, kind="letter", title="  ")

    assert described.title == "Letter"


def test_withdrawn_exhibit_is_described_no_more(alice):
    exhibit = make_exhibit(sealed_by=alice, withdrawn_at=clock.now())

    with pytest.raises(WrongStatus):
        describe_exhibit(actor=alice, exhibit=exhibit, kind="photo", title="Other")


def test_other_side_describes_nothing(alice, moderator):
    exhibit = make_exhibit(sealed_by=alice)
    make_share(exhibit, moderator.organisation)

    with pytest.raises(NotAllowed):
        describe_exhibit(actor=moderator, exhibit=exhibit, kind="photo", title="Other")


def test_address_that_could_run_is_refused(alice):
    exhibit = make_exhibit(sealed_by=alice)

    with pytest.raises(DomainError, match="address of the web"):
        describe_exhibit(
            actor=alice, exhibit=exhibit, kind="screenshot", title="x", source_url="javascript:alert(document.cookie)"
        )


def test_only_the_log_of_a_call_says_that_all_agreed_to_a_recording(alice):
    paper, recording = make_exhibit(sealed_by=alice), make_exhibit(sealed_by=alice, kind="call_recording")

    for exhibit, kind in ((paper, "call_recording"), (recording, "other")):
        with pytest.raises(DomainError, match="all agreed"):
            describe_exhibit(actor=alice, exhibit=exhibit, kind=kind, title="Talk")

    assert describe_exhibit(actor=alice, exhibit=recording, kind="call_recording", title="Talk").title == "Talk"


def test_the_forms_offer_recordings_only_where_there_is_one():
    assert "call_recording" not in dict(UploadForm.base_fields["kind"].choices)
    assert "call_recording" not in dict(DescribeForm().fields["kind"].choices)
    assert list(dict(DescribeForm(initial={"kind": "call_recording"}).fields["kind"].choices)) == ["call_recording"]
