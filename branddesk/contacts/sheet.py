"""A book of contacts as a sheet: its columns, what each row would do, and taking all of them over at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from branddesk.contacts.history import state_of
from branddesk.contacts.models import Book, Contact, Coverage
from branddesk.contacts.rules import Card, from_plain, plain_card, read_card
from branddesk.contacts.schedule import Span
from branddesk.contacts.services import set_parts
from branddesk.foundation.journal.revisions import record_revision
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.registry import Check, Column, Finding, Kind, Line

NEW, CHANGED, SAME, WRONG = (TransferRow.State(name) for name in ("new", "changed", "same", "wrong"))

COLUMNS = (
    Column("name", ("Name", "Имя", "Контакт", "ФИО", "姓名", "名称"), required=True),
    Column("role", ("Role", "Роль", "角色", "类别")),
    Column("position", ("Position", "Title", "Должность", "职位", "职务")),
    Column("purpose", ("What for", "Note", "По каким вопросам", "Примечание", "用途", "备注")),
    Column("languages", ("Languages", "Языки", "Язык", "语言")),
    Column("phone", ("Phone", "Телефон", "电话", "手机")),
    Column("extension", ("Extension", "Добавочный", "分机")),
    Column("email", ("E-mail", "Почта", "Эл. почта", "邮箱", "电子邮件")),
    Column("wecom", ("WeCom", "企业微信")),
    Column("chat_url", ("Chat", "Чат", "在线客服", "聊天地址")),
    Column("hours", ("Hours", "Часы", "Часы работы", "工作时间")),
    Column("time_zone", ("Time zone", "Часовой пояс", "时区")),
    Column("country", ("Holidays of", "Праздники", "节假日")),
)


def checker(transfer: Transfer) -> Check:
    """Checks one part after another; a contact that comes twice is wrong the second time."""
    book = Book.objects.select_related("marketplace").get(pk=transfer.scope)
    usual = {"zone": book.marketplace.time_zone, "country": book.marketplace.territory}
    known = _known(book)
    deputies = set(Coverage.objects.filter(brand=book.brand_id, as_deputy=True).values_list("contact", flat=True))
    seen: dict[str, int] = {}

    def check(lines: Sequence[Line]) -> list[Finding]:
        found = []
        for line in lines:
            card, faults = read_card(line.cells, **usual)
            earlier = next((seen[key] for key in _keys(card) if key in seen), None)
            if earlier is not None:
                faults["name"] = _("This contact stands in row %(row)d already.") % {"row": earlier}
            for key in _keys(card):
                seen.setdefault(key, line.number)
            if faults:
                found.append(Finding(WRONG, dict(line.cells), problem=" ".join(faults.values())))
                continue
            contact = next((known[key] for key in _keys(card) if key in known), None)
            values = plain_card(card)
            if contact is None:
                found.append(Finding(NEW, values))
                continue
            now = plain_card(card_of(contact, as_deputy=contact.pk in deputies))
            given = {name: value for name, value in values.items() if line.cells.get(name)}
            if "role" in given:
                given["as_deputy"] = values["as_deputy"]
            before = {name: now[name] for name, value in given.items() if now[name] != value}
            found.append(Finding(CHANGED if before else SAME, now | given | {"contact": contact.pk}, before=before))
        return found

    return check


def take(transfer: Transfer, rows: Iterable[TransferRow]) -> None:
    """New contacts come into the book, known ones change; each with an entry in its own journal."""
    book = Book.objects.select_for_update().get(pk=transfer.scope)
    for row in rows:
        card = from_plain(row.values)
        contact = Contact.objects.select_for_update(of=("self",)).filter(pk=row.values.get("contact")).first()
        before: dict[str, Any] | None = None
        if contact is None:
            contact = Contact(keeper_id=book.keeper_id, marketplace_id=book.marketplace_id)
        else:
            before = state_of(contact)
        for name, value in card.columns.items():
            setattr(contact, name, value)
        contact.changed_by_id = transfer.owner_id
        contact.save()
        set_parts(contact, card)
        if not contact.serves_all:
            Coverage.objects.update_or_create(
                contact=contact, brand_id=book.brand_id, defaults={"as_deputy": card.as_deputy}
            )
        record_revision(transfer.owner, "contact.imported", contact, before=before, after=state_of(contact))


def card_of(contact: Contact, *, as_deputy: bool = False) -> Card:
    """The card as its rows hold it."""
    return Card(
        **{name: getattr(contact, name) for name in Card().columns},
        as_deputy=as_deputy,
        hours=sorted(Span(row.weekday, row.opens_at, row.closes_at) for row in contact.spans.all()),
        menu=list(contact.menu_options.all()),  # type: ignore[arg-type]
    )


def _known(book: Book) -> dict[str, Contact]:
    """The book's contacts by each of their keys."""
    covered = Coverage.objects.filter(brand=book.brand_id).values("contact")
    rows = Contact.objects.filter(keeper=book.keeper_id, marketplace=book.marketplace_id).standing()
    rows = rows.filter(pk__in=covered) | rows.filter(serves_all=True)
    found: dict[str, Contact] = {}
    for contact in rows.prefetch_related("spans", "menu_options"):
        for key in _keys(contact):
            found.setdefault(key, contact)
    return found


def _keys(contact: Card | Contact) -> list[str]:
    """By what a contact is known again: its mail, its phone, its name."""
    keys = []
    if contact.email:
        keys.append(f"mail:{contact.email.casefold()}")
    if contact.phone:
        keys.append(f"phone:{contact.phone}:{contact.extension}")
    if not keys and contact.name:
        keys.append(f"name:{contact.name.casefold()}")
    return keys


BOOK = Kind("contacts.book", COLUMNS, checker, take)
