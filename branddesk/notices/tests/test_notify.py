from __future__ import annotations

import pytest
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.tests.factories import make_user
from branddesk.foundation.live.models import Event
from branddesk.notices import texts
from branddesk.notices.models import Notice
from branddesk.notices.services import mark_all_read, mark_page_read, mark_read, mark_unread, notify, notify_each

texts.register("test.language", lazy(get_language, str)())  # type: ignore[arg-type]
texts.register("test.asked", _("More is asked on %(number)s: %(subject)s"))
FACTS = {"number": "BD-10001", "subject": "Fakes"}

pytestmark = pytest.mark.django_db


def tell(person, **fields):
    return notify(**{"person": person, "code": "test.asked", "url": "/cases/BD-10001/", **FACTS, **fields})


def test_a_notice_says_its_sentence_with_the_facts():
    notice = tell(make_user())

    assert notice.sentence == "More is asked on BD-10001: Fakes"


def test_open_pages_of_the_person_hear_of_it():
    person = make_user()
    tell(person)

    notice = tell(person)

    event = Event.objects.filter(kind="notice").latest("pk")
    assert event.channel == f"person:{person.pk}"
    assert event.data == {
        "notice": notice.pk,
        "text": "More is asked on BD-10001: Fakes",
        "url": f"/notices/{notice.pk}/",
        "unread": 2,
    }


def test_the_sentence_is_in_the_language_of_the_reader():
    person = make_user(language="ru")

    notify(person=person, code="test.language", url="/")

    assert Event.objects.latest("pk").data["text"] == "ru"


def test_each_of_several_people_is_told_in_their_language_and_hears_their_own_count():
    alice, bob, gone = make_user(language="ru"), make_user(language="en"), make_user(is_active=False)
    tell(bob)

    notices = notify_each(people=[alice, bob, gone], code="test.language", url="/")

    assert [notice.person for notice in notices] == [alice, bob]
    events = Event.objects.order_by("-pk")[:2]
    assert {event.channel: (event.data["text"], event.data["unread"]) for event in events} == {
        f"person:{alice.pk}": ("ru", 1),
        f"person:{bob.pk}": ("en", 2),
    }


def test_a_key_is_told_once():
    person = make_user()

    first = tell(person, key="case:1:asked:1")
    second = tell(person, key="case:1:asked:1")
    for_another = tell(make_user(), key="case:1:asked:1")

    assert first is not None
    assert second is None
    assert for_another is not None
    assert Notice.objects.filter(person=person).count() == 1


def test_a_deactivated_person_is_told_nothing():
    assert tell(make_user(is_active=False)) is None
    assert not Notice.objects.exists()


def test_a_change_that_is_undone_leaves_no_notice():
    with transaction.atomic():
        tell(make_user())
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_a_notice_leads_to_a_page_of_the_desk_only(url):
    with pytest.raises(ValueError, match="page of the desk"):
        tell(make_user(), url=url)


def test_a_code_without_a_sentence_is_refused():
    with pytest.raises(ValueError, match="No text"):
        tell(make_user(), code="test.unknown")


def test_two_apps_cannot_claim_one_code():
    with pytest.raises(ValueError, match="Two texts"):
        texts.register("test.asked", _("Something else"))


def test_reading_one_leaves_the_others_unread():
    person = make_user()
    notice, other = tell(person), tell(person)

    mark_read(actor=person, notice=notice)

    other.refresh_from_db()
    assert other.read_at is None
    assert Event.objects.latest("pk").data == {"unread": 1}


def test_opening_the_page_reads_whatever_led_there():
    person = make_user()
    tell(person)
    elsewhere = tell(person, url="/cases/BD-10002/")
    of_another = tell(make_user())

    count = mark_page_read(actor=person, url="/cases/BD-10001/")

    assert count == 1
    assert set(Notice.objects.filter(read_at=None)) == {elsewhere, of_another}


def test_mark_all_read_can_be_taken_back_and_only_it():
    person = make_user()
    read_before = tell(person)
    mark_read(actor=person, notice=read_before)
    tell(person)
    of_another = tell(make_user())

    moment = mark_all_read(actor=person)
    assert not Notice.objects.filter(person=person, read_at=None).exists()

    count = mark_unread(actor=person, moment=moment)
    assert count == 1
    assert Notice.objects.filter(person=person, read_at=None).count() == 1
    assert Notice.objects.filter(pk=of_another.pk, read_at=None).exists()


def test_nobody_reads_the_notices_of_another():
    notice = tell(make_user())

    with pytest.raises(Notice.DoesNotExist):
        mark_read(actor=make_user(), notice=notice)
