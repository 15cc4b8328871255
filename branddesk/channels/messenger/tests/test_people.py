"""What Ozon's own people write comes in once, finds its case by its number, and is answered where that is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.offered import offers_for
from branddesk.cases.tests.factories import make_case, make_listing, make_submission
from branddesk.channels.messenger import selectors
from branddesk.channels.messenger.delivery import SETTLES
from branddesk.channels.messenger.models import Line, Placing, Talk
from branddesk.channels.messenger.naming import references_in, skus_in
from branddesk.channels.messenger.services import placing, taking, writing
from branddesk.channels.messenger.tests.factories import make_line, make_talk
from branddesk.core import clock
from branddesk.core.enums import Side, Status, Via
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.server import KEYS
from branddesk.stores.models import Capability
from branddesk.stores.services import syncing
from branddesk.stores.services.connecting import probe_store
from branddesk.stores.tests.factories import make_store

pytestmark = pytest.mark.django_db


def read(store) -> None:
    syncing.read_stream(reading_id=store.readings.get(stream="people").pk)


def say(sandbox, text: str, kind: str = "SELLER_SUPPORT") -> None:
    controls.write(sandbox.world, {"client_id": KEYS[0][0], "kind": kind, "text": text})


def filed(alice, brand, store, **fields):
    case = make_case(created_by=alice, brand=brand, marketplace=store.marketplace, status=Status.SUBMITTED)
    return make_submission(listing=make_listing(case=case, sku="1684000777"), **fields)


def theirs(sandbox, talk: Talk) -> list[str]:
    return [row["data"][0] for row in sandbox.world.shops[KEYS[0][0]].messages[talk.outside_id]]


def test_support_and_managers_come_in_once(store, sandbox):
    read(store)
    read(store)

    assert sorted(Talk.objects.values_list("kind", flat=True)) == ["manager", "support"]
    assert Line.objects.count() == 2
    assert set(Line.objects.values_list("side", flat=True)) == {Side.PLATFORM}
    assert Talk.objects.filter(is_unread=True).count() == 2


def test_only_what_is_new_is_asked_for(store, sandbox):
    read(store)
    say(sandbox, "Проверка завершена.")
    sandbox.world.calls.clear()

    read(store)

    assert [call["path"] for call in sandbox.world.calls].count("/v3/chat/history") == 1
    assert Line.objects.filter(text="Проверка завершена.").count() == 1


def test_a_line_goes_into_the_case_whose_number_it_names(alice, brand, store, sandbox):
    submission = filed(alice, brand, store, reference="44012345")
    read(store)
    say(sandbox, "По обращению 44012345 карточка скрыта.")

    read(store)

    message = Message.objects.get(case=submission.case)
    assert (message.via, message.side, message.outsider) == (Via.CABINET, Side.PLATFORM, "Support")
    assert message.body == "По обращению 44012345 карточка скрыта."
    assert Placing.objects.get().placed_by is None


def test_a_number_of_somebody_elses_case_places_nothing(store, sandbox):
    make_submission(reference="44012345")
    read(store)
    say(sandbox, "По обращению 44012345 карточка скрыта.")

    read(store)

    assert not Placing.objects.exists()


def test_a_part_of_a_conversation_is_put_into_a_case_by_hand_once(alice, brand):
    case = make_case(created_by=alice, brand=brand, status=Status.SUBMITTED)
    talk = make_talk(store=make_store(organisation=alice.organisation, marketplace=case.marketplace))
    lines = [make_line(talk=talk, text=f"Line {n}", said_at=clock.now() + timedelta(minutes=n)) for n in range(3)]

    assert placing.place_lines(actor=alice, talk=talk, case=case, lines=lines[:2]) == 2
    assert placing.place_lines(actor=alice, talk=talk, case=case, lines=lines) == 1
    assert list(case.messages.values_list("body", flat=True)) == ["Line 0", "Line 1", "Line 2"]
    assert case.messages.first().happened_at == lines[0].said_at


def test_a_draft_and_a_case_elsewhere_take_no_lines(alice, brand):
    draft = make_case(created_by=alice, brand=brand)
    elsewhere = make_case(created_by=alice, brand=brand, status=Status.SUBMITTED)
    talk = make_talk(store=make_store(organisation=alice.organisation, marketplace=draft.marketplace))
    line = make_line(talk=talk)

    for case in (draft, elsewhere):
        with pytest.raises(DomainError):
            placing.place_lines(actor=alice, talk=talk, case=case, lines=[line])


def test_what_they_write_about_a_filed_sku_is_offered_as_its_answer(alice, brand, store, sandbox):
    submission = filed(alice, brand, store)
    say(sandbox, "По товару SKU 1684000777 проверка завершена: карточка скрыта.")
    read(store)
    talk = Talk.objects.get(kind="support")

    shown = selectors.opened(alice, talk).lines[-1]
    assert shown.answers == [submission]
    assert [offer.text for offer in offers_for(alice, submission)] == [
        "По товару SKU 1684000777 проверка завершена: карточка скрыта."
    ]


def test_what_was_said_before_it_was_filed_is_no_answer(alice, brand, store, sandbox):
    say(sandbox, "По товару SKU 1684000777 вопросов нет.")
    read(store)
    submission = filed(alice, brand, store, submitted_at=clock.now() + timedelta(minutes=1))

    assert offers_for(alice, submission) == []


def test_a_recorded_answer_is_offered_no_more(client, alice, brand, store, sandbox):
    submission = filed(alice, brand, store)
    say(sandbox, "По товару SKU 1684000777 нарушение подтверждено.")
    read(store)
    client.force_login(alice)
    offer = offers_for(alice, submission)[0]
    url = f"/cases/{submission.case.number}/packets/{submission.pk}/answer/"

    page = client.get(f"{url}?said={offer.key}").content.decode()
    assert "По товару SKU 1684000777 нарушение подтверждено." in page

    submission.messages.create(
        case=submission.case,
        kind=Message.Kind.DECISION,
        side=Side.PLATFORM,
        author=alice,
        body=offer.text,
        happened_at=offer.said_at,
    )
    assert offers_for(alice, submission) == []


def test_our_line_arrives_once_and_is_read_back_as_ours(alice, store, sandbox):
    read(store)
    talk = Talk.objects.get(kind="manager")
    line = writing.write(actor=alice, talk=talk, text="Добрый день! Есть новости?")

    outbox.deliver(outbound_id=Outbound.objects.get().pk)
    read(store)

    line.refresh_from_db()
    assert (line.state, bool(line.outside_id)) == (Line.State.THERE, True)
    assert talk.lines.filter(side=Side.BRAND).count() == 1
    assert theirs(sandbox, talk).count("Добрый день! Есть новости?") == 1


def test_a_line_whose_reply_was_lost_is_looked_up_before_it_is_sent_again(alice, store, sandbox):
    read(store)
    talk = Talk.objects.get(kind="support")
    writing.write(actor=alice, talk=talk, text="Пришлём фото сегодня.")
    outbound = Outbound.objects.get()
    outbox.deliver(outbound_id=outbound.pk)
    Line.objects.filter(side=Side.BRAND).update(state=Line.State.WAITING)
    Outbound.objects.update(state=Outbound.State.QUEUED, due_at=clock.now())

    with clock.at(clock.now() + SETTLES * 2):
        outbox.deliver(outbound_id=outbound.pk)

    assert theirs(sandbox, talk).count("Пришлём фото сегодня.") == 1
    assert talk.lines.get(side=Side.BRAND).state == Line.State.THERE


def test_where_ozon_refuses_no_message_is_offered_again(alice, store, sandbox):
    read(store)
    talk = Talk.objects.get(kind="support")
    line = writing.write(actor=alice, talk=talk, text="Добрый день!")
    sandbox.world.shops[KEYS[0][0]].subscription = "UNSPECIFIED"

    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    line.refresh_from_db()
    talk.refresh_from_db()
    assert (line.state, "subscription" in line.reason) == (Line.State.REFUSED, True)
    assert not selectors.may_write_to(talk)
    with pytest.raises(WrongStatus):
        writing.write(actor=alice, talk=talk, text="Ещё раз")


def test_a_line_is_taken_back_before_it_leaves(alice, store, sandbox):
    read(store)
    talk = Talk.objects.get(kind="support")
    line = writing.write(actor=alice, talk=talk, text="Добрый день!")

    writing.undo(actor=alice, line=line)

    assert not outbox.deliver(outbound_id=Outbound.objects.get().pk)
    assert "Добрый день!" not in theirs(sandbox, talk)


def test_writing_is_offered_only_where_the_probe_shows_that_the_key_may(alice, store, sandbox):
    read(store)
    talk = Talk.objects.select_related("store").first()
    Capability.objects.all().delete()
    assert not selectors.may_write_to(talk)

    probe_store(store=store)

    assert selectors.may_write_to(talk)
    sandbox.world.shops[KEYS[0][0]].subscription = "UNSPECIFIED"
    probe_store(store=store)
    assert not selectors.may_write_to(talk)


def test_counsel_puts_lines_into_cases_and_viewers_only_read(cast):
    case = make_case(created_by=cast.alice, brand=make_brand(members=[cast.alice]), status=Status.SUBMITTED)
    talk = make_talk(store=make_store(organisation=cast.merchant, marketplace=case.marketplace))
    line = make_line(talk=talk)

    with pytest.raises(NotAllowed):
        placing.place_lines(actor=cast.viewer, talk=talk, case=case, lines=[line])
    assert placing.place_lines(actor=cast.counsel, talk=talk, case=case, lines=[line]) == 1


def test_opening_a_conversation_takes_its_mark_away_for_the_organisation(client, alice):
    talk = make_talk(store=make_store(organisation=alice.organisation), is_unread=True)
    make_line(talk=talk)
    client.force_login(alice)

    assert selectors.unread(alice).count() == 1
    client.get(f"/talks/{talk.pk}/")
    assert selectors.unread(alice).count() == 0


def test_numbers_are_words_with_a_digit_and_skus_stand_alone():
    assert references_in("По обращению №44012345, BD-120 и A-7.") == {"44012345", "BD-120"}
    assert skus_in("SKU 1684000777, цена 12 345 и 99999999999999") == {"1684000777"}


def test_the_same_words_twice_are_two_lines_of_theirs(store):
    said = [taking.Said(str(n), Side.PLATFORM, "Да", clock.now()) for n in (1, 2)]

    taking.keep(store, [taking.Heard("c", "support", True, "2", said)])

    assert Line.objects.count() == 2


def test_a_page_takes_few_queries(client, alice, django_assert_max_num_queries):
    talk = make_talk(store=make_store(organisation=alice.organisation))
    for _n in range(30):
        make_line(talk=talk)
    client.force_login(alice)
    client.get(f"/talks/{talk.pk}/")

    with django_assert_max_num_queries(16):
        client.get(f"/talks/{talk.pk}/")


def test_a_refused_number_keeps_the_choice(client, alice):
    talk = make_talk(store=make_store(organisation=alice.organisation))
    line = make_line(talk=talk)
    client.force_login(alice)

    page = client.post(f"/talks/{talk.pk}/place/", {"case": "BD-9999", "line": [line.pk]})

    assert page.status_code == 422
    assert "BD-9999" in page.content.decode()
    assert f'value="{line.pk}"' in page.content.decode()
