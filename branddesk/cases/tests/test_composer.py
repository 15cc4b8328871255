"""The composer on both sides' pages: what is typed there is never lost, and says only what it may to whom it may."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.models import Message, Writing
from branddesk.cases.receivers import may_watch_side
from branddesk.cases.selectors.presence import writers_in
from branddesk.cases.services import (
    add_note,
    answer_request,
    decide,
    note_writing,
    reopen_case,
    send_message,
    stop_writing,
)
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, Stale
from branddesk.evidence.models import Exhibit, Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.files.tests.samples import picture
from branddesk.foundation.live.models import Event
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

TYPED = "Эти слова не должны пропасть."


@pytest.fixture
def make_one(cast):
    brand = make_brand(members=[cast.alice])
    market = make_marketplace(operator=cast.platform, reopen_days=14)

    def make(status, submission):
        case = make_case(assignee=cast.alice, brand=brand, marketplace=market, moderator=cast.moderator, status=status)
        make_submission(case=case, status=submission)
        return case

    return make


@pytest.fixture
def case(make_one):
    return make_one(Status.IN_REVIEW, SubmissionStatus.IN_REVIEW)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def post(person, name, case, **fields):
    return signed_in(person).post(reverse(f"cases:{name}", args=[case.number]), {"form_key": uuid4()} | fields)


def page(person, case, **query):
    return signed_in(person).get(reverse("cases:detail", args=[case.number]), query).content.decode()


# What was typed stays


@pytest.mark.parametrize("name", ["message", "note"])
def test_an_empty_text_is_refused_in_its_own_form(cast, case, name):
    response = post(cast.alice, name, case, text="  ")

    shown = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in shown
    assert f'id="{name}-text"' in shown


def test_a_stale_answer_is_refused_with_what_changed_and_stays_in_the_form(cast, make_one):
    case = make_one(Status.WAITING, SubmissionStatus.WAITING)
    send_message(actor=cast.moderator, case=case, text="Ещё вопрос.")

    response = post(cast.alice, "answer", case, text=TYPED, version=1)

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Mila: Message sent" in shown
    assert f">{TYPED}</textarea>" in shown
    case.refresh_from_db()
    assert f'name="version" value="{case.version}"' in shown


def test_an_answer_that_nobody_waits_for_any_more_moves_to_the_message(cast, make_one):
    case = make_one(Status.WAITING, SubmissionStatus.WAITING)
    answer_request(actor=cast.bob, case=case, text="Вот.")

    response = post(cast.alice, "answer", case, text=TYPED)

    assert response.status_code == 409
    assert 'id="message-text"' in response.content.decode()
    assert f">{TYPED}</textarea>" in response.content.decode()


def test_a_text_that_fits_nowhere_is_shown_to_be_copied(cast, make_one):
    case = make_one(Status.CLOSED, SubmissionStatus.WITHDRAWN)

    response = post(cast.alice, "message", case, text=TYPED)

    assert response.status_code == 409
    assert 'id="kept-text"' in response.content.decode()
    assert f">{TYPED}</textarea>" in response.content.decode()


def test_a_stale_decision_stays_in_the_form_and_can_be_sent_again(cast, case):
    send_message(actor=cast.alice, case=case, text="Дополнение.")
    chosen = {"outcome": "refused", "reason": Reason.NO_VIOLATION, "submissions": case.submissions.get().pk}

    response = post(cast.moderator, "decide", case, text=TYPED, version=1, **chosen)

    shown = response.content.decode()
    case.refresh_from_db()
    assert response.status_code == 409
    assert "Alice: Message sent" in shown
    assert f"{TYPED}</textarea>" in shown
    assert 'value="refused" data-key="r" checked' in shown
    assert post(cast.moderator, "decide", case, text=TYPED, version=case.version, **chosen).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.REFUSED


def test_a_decision_that_came_too_late_is_shown_to_be_copied(cast, case):
    row = case.submissions.get()
    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Да.")
    other = make_user(name="Nina", organisation=cast.platform)

    chosen = {"outcome": "refused", "reason": Reason.NO_VIOLATION, "submissions": row.pk}
    response = post(other, "decide", case, text=TYPED, version=1, **chosen)

    assert response.status_code == 409
    assert f">{TYPED}</textarea>" in response.content.decode()


def test_reopening_is_done_once_however_often_its_form_comes(cast, make_one):
    case = make_one(Status.REFUSED, SubmissionStatus.REFUSED)
    key = uuid4()

    for _click in range(2):
        assert post(cast.alice, "reopen", case, text="Продавец сменил имя.", form_key=key).status_code == 302

    assert case.messages.count() == 1


def test_who_did_not_see_what_changed_does_not_reopen(cast, make_one):
    case = make_one(Status.REFUSED, SubmissionStatus.REFUSED)
    send_message(actor=cast.moderator, case=case, text="Карточка уже скрыта.")

    with pytest.raises(Stale):
        reopen_case(actor=cast.alice, case=case, reason="Посмотрите.", version=1)


# Formatting


def test_people_write_with_formatting_and_the_platforms_answer_stays_word_for_word(cast, case):
    send_message(actor=cast.alice, case=case, text="**Срочно** <script>alert(1)</script>")
    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="**Скрыта**\n- да")

    for reader in (cast.alice, cast.moderator):
        shown = page(reader, case)
        assert "<strong>Срочно</strong>" in shown
        assert "<script>alert" not in shown
        assert "**Скрыта**<br>- да</blockquote>" in shown


HOSTILE = '"><svg onload=alert(1)><script>alert(1)</script>'


def test_hostile_words_in_subject_fields_and_file_names_are_only_words(cast, case):
    case.subject, case.statement = HOSTILE, HOSTILE
    case.save()
    exhibit = make_exhibit(brand=case.brand, sealed_by=cast.alice, title=HOSTILE)
    send_message(actor=cast.alice, case=case, text=HOSTILE, exhibits=[exhibit])
    add_note(actor=cast.alice, case=case, text=HOSTILE)

    for reader in (cast.alice, cast.moderator):
        shown = page(reader, case)
        assert "<svg onload" not in shown
        assert "<script>alert" not in shown


# Attachments


def test_a_notes_attachment_is_shared_with_nobody(cast, case):
    exhibit = make_exhibit(brand=case.brand, sealed_by=cast.alice)

    post(cast.alice, "note", case, text="Look at this.", exhibits=exhibit.key)
    send_message(actor=cast.alice, case=case, text="Есть новости?")

    assert case.messages.get(kind=Message.Kind.NOTE).exhibits.get() == exhibit
    assert not Share.objects.exists()
    assert exhibit not in Exhibit.objects.visible_to(cast.moderator)


def test_without_script_a_file_goes_with_the_message(cast, case):
    file = SimpleUploadedFile("photo.png", picture(), "image/png")

    post(cast.alice, "message", case, text="Вот фото.", file=file)

    sent = case.messages.get().exhibits.get()
    assert sent.file_name == "photo.png"
    assert sent in Exhibit.objects.visible_to(cast.moderator)


def test_a_file_that_came_with_a_refused_text_is_kept_and_ticked(cast, case):
    response = post(cast.alice, "message", case, text=" ", file=SimpleUploadedFile("photo.png", picture(), "image/png"))

    assert response.status_code == 422
    assert f'value="{Exhibit.objects.get().key}" checked' in response.content.decode()


def test_nothing_of_another_brand_goes_with_a_text(cast, case):
    strange = make_exhibit(brand=make_brand(members=[cast.alice]), sealed_by=cast.alice)

    for say in (send_message, add_note):
        with pytest.raises(DomainError):
            say(actor=cast.alice, case=case, text="Look.", exhibits=[strange])


# Mentions


def test_a_colleague_who_is_named_in_a_note_is_told_so_once(cast, case):
    message = add_note(actor=cast.alice, case=case, text="@Bob, what do you think? (@bob)")

    assert message.mentions.get() == cast.bob
    assert [(notice.person, notice.code) for notice in Notice.objects.all()] == [(cast.bob, "case.mentioned")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请看 @林晓雯请确认", ["林晓雯"]),
        ("@Елена Соколова, посмотрите", ["Елена Соколова"]),
        ("@Еленаметр", []),
        ("mail@Bobby.example", []),
        ("bob without the sign", []),
    ],
)
def test_names_are_found_in_all_three_scripts(cast, case, text, names):
    for name in ("林晓雯", "Елена Соколова"):
        make_user(name=name, organisation=cast.merchant)

    message = add_note(actor=cast.alice, case=case, text=text)

    assert [person.name for person in message.mentions.all()] == names


def test_nobody_of_the_other_side_and_nobody_without_access_is_named(cast, case):
    message = add_note(actor=cast.alice, case=case, text="@Mila @Mallory @Bob")

    assert message.mentions.get() == cast.bob
    assert not Notice.objects.filter(person__in=[cast.moderator, cast.mallory]).exists()


def test_in_a_message_to_the_other_side_a_name_is_only_text(cast, case):
    message = send_message(actor=cast.alice, case=case, text="@Bob @Mila")

    assert not message.mentions.exists()
    assert not Notice.objects.filter(code="case.mentioned").exists()


def test_the_composer_offers_ones_own_side(cast, case):
    offered = signed_in(cast.alice).get(reverse("cases:colleagues", args=[case.number])).json()["people"]

    names = {person["name"] for person in offered}
    assert {"Bob", "Vera", "Ada"} <= names
    assert names.isdisjoint({"Alice", "Mila", "Mallory"})


# Who is writing


def test_colleagues_see_who_writes_and_the_other_side_only_of_messages(cast, case):
    note_writing(actor=cast.alice, case=case, for_colleagues=True)
    assert [row.person for row in writers_in(case, cast.bob)] == [cast.alice]
    assert writers_in(case, cast.moderator) == writers_in(case, cast.alice) == []
    assert {event.channel for event in Event.objects.all()} == {f"side:{case.number}-brand"}

    note_writing(actor=cast.alice, case=case, for_colleagues=False)
    assert [row.person for row in writers_in(case, cast.moderator)] == [cast.alice]
    assert Event.objects.filter(channel=f"side:{case.number}-platform", kind="writing").exists()


def test_a_draft_is_written_for_colleagues_only(cast):
    draft = make_case(assignee=cast.alice, brand=make_brand(members=[cast.alice]))

    note_writing(actor=cast.alice, case=draft, for_colleagues=False)

    assert Writing.objects.get().for_colleagues


def test_whoever_stopped_or_fell_silent_is_writing_no_more(cast, case):
    note_writing(actor=cast.alice, case=case, for_colleagues=True)
    with clock.at(clock.now() + timedelta(seconds=11)):
        assert writers_in(case, cast.bob) == []

    stop_writing(actor=cast.alice, case=case)
    assert not Writing.objects.exists()
    assert Event.objects.last().data["writing"] is False


def test_a_heartbeat_comes_through_the_page_and_sending_ends_it(cast, case):
    assert post(cast.alice, "writing", case, to="other side").status_code == 204
    assert not Writing.objects.get().for_colleagues
    assert "Alice is writing" in page(cast.moderator, case)

    post(cast.alice, "message", case, text="Есть новости?")
    assert not Writing.objects.exists()


def test_each_side_may_follow_only_its_own_channel(cast, case):
    brand, platform = (f"{case.number}-{side}" for side in (Side.BRAND, Side.PLATFORM))

    assert may_watch_side(cast.alice, brand)
    assert not may_watch_side(cast.alice, platform)
    assert may_watch_side(cast.moderator, platform)
    assert not may_watch_side(cast.moderator, brand)
    assert not may_watch_side(cast.mallory, brand)


# Notices


def test_opening_a_case_reads_what_one_was_told_of_it(cast, case):
    send_message(actor=cast.moderator, case=case, text="Проверяем.")
    assert Notice.objects.filter(person=cast.alice, read_at=None).count() == 1

    page(cast.alice, case)

    assert not Notice.objects.filter(person=cast.alice, read_at=None).exists()


def test_both_sides_may_write_to_the_other_from_their_page(cast, case):
    assert 'id="message-text"' in page(cast.alice, case)
    post(cast.moderator, "message", case, text="Проверяем.")

    assert "Проверяем." in page(cast.alice, case)
    assert selectors.timeline(case, cast.alice)[-1].message.side == Side.PLATFORM
