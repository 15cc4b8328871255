"""Questions about calls: which there were, who is calling, and what one should have at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.channels.phone.models import Call, Line, PhoneSystem
from branddesk.contacts.models import Contact
from branddesk.contacts.phones import UnreadablePhone, read_phone
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.core.queries import holding
from branddesk.foundation.delivery.models import Inbound

PAGE = 50
RINGS_FOR = timedelta(minutes=2)
"""A call that nobody answered or ended is not ringing any more after this long."""
MOST_CASES = 5


@dataclass(frozen=True)
class Filters:
    brand: Brand | None = None
    result: str = ""
    q: str = ""


def system_of(organisation: Organisation) -> PhoneSystem | None:
    return PhoneSystem.objects.filter(organisation=organisation).first()


def read_filters(reader: User, query: QueryDict) -> tuple[Filters, list[Brand]]:
    """What the address of the list says, and the brands that one may choose there."""
    brands = [] if reader.is_platform else list(Brand.objects.visible_to(reader))
    result = query.get("result", "")
    filters = Filters(
        brand=next((brand for brand in brands if brand.slug == query.get("brand")), None),
        result=result if result in {*Call.Result.values, "open"} else "",
        q=query.get("q", "").strip()[:200].replace("\x00", ""),
    )
    return filters, brands


def calls(reader: User, filters: Filters) -> QuerySet[Call]:
    """The calls that the reader may see, the newest first."""
    rows = Call.objects.visible_to(reader).select_related("person", "case", "brand", "contact")
    if filters.brand is not None:
        rows = rows.filter(brand=filters.brand)
    if filters.result == "open":
        rows = rows.filter(logged_at=None)
    elif filters.result:
        rows = rows.filter(result=filters.result)
    if filters.q:
        rows = rows.filter(holding(filters.q, "who", "outcome", "number", "option", "case__number"))
    return rows.order_by("-started_at", "-pk")


def page_of(rows: QuerySet[Call], before: str) -> tuple[list[Call], str]:
    """One page, and where the next begins: after a call's key; nothing when this is the last."""
    if before.isascii() and before.isdigit() and len(before) < 19:
        last = rows.filter(pk=int(before)).values("started_at", "pk").first()
        if last is not None:
            rows = rows.filter(
                Q(started_at__lt=last["started_at"]) | Q(started_at=last["started_at"], pk__lt=last["pk"])
            )
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def ringing_for(person: User) -> Call | None:
    """The call that rings at one of the person's lines at this moment."""
    rows = Call.objects.filter(
        person=person,
        direction=Call.Direction.IN,
        answered_at=None,
        ended_at=None,
        logged_at=None,
        started_at__gte=clock.now() - RINGS_FOR,
    )
    return rows.exclude(system=None).select_related("contact", "brand").order_by("-pk").first()


def person_at(system: PhoneSystem, number: str) -> User | None:
    """Whose line it is: compared as it is written, and as a number of the world."""
    written = {number, normalised(number)}
    line = Line.objects.filter(system=system, number__in=written, person__is_active=True).select_related("person")
    return found.person if (found := line.first()) is not None else None


def contact_with(organisation: Organisation, number: str) -> Contact | None:
    """The one contact with this number that the organisation keeps, or that its marketplaces offer to it."""
    phone = normalised(number)
    if not phone.startswith("+"):
        return None
    known = Contact.objects.filter(phone=phone, removed_at=None)
    own = known.filter(keeper=organisation).order_by("pk").first()
    if own is not None or organisation.kind == Organisation.Kind.PLATFORM:
        return own
    granted = Brand.objects.filter(grants__organisation=organisation)
    offered = known.filter(Q(serves_all=True) | Q(coverages__brand__in=granted))
    return offered.filter(keeper__kind=Organisation.Kind.PLATFORM).order_by("pk").first()


def only_brand_of(contact: Contact, organisation: Organisation) -> Brand | None:
    """The organisation's brand for which the contact is there, when it is just one."""
    brands = Brand.objects.filter(grants__organisation=organisation)
    if not contact.serves_all:
        brands = brands.filter(contact_coverages__contact=contact)
    found = list(brands.distinct()[:2])
    return found[0] if len(found) == 1 else None


def open_cases_with(reader: User, call: Call) -> list[Case]:
    """What the call may be about: open cases of its brand, or at the contact's marketplace, the newest first."""
    rows = Case.objects.visible_to(reader).exclude(status__in=[Status.DRAFT, Status.CLOSED])
    if call.brand is not None:
        rows = rows.filter(brand=call.brand)
    elif call.contact is not None:
        rows = rows.filter(marketplace=call.contact.marketplace_id)
    else:
        return []
    return list(rows.select_related("brand").order_by("-last_event_at", "-pk")[:MOST_CASES])


def latest_events(system: PhoneSystem) -> list[Inbound]:
    """What the telephone system said last."""
    return list(Inbound.objects.filter(channel="phone-in", key__startswith=f"{system.pk}:").order_by("-pk")[:20])


def due_again() -> QuerySet[Call]:
    """Calls without a case whose next date has come, and of which nobody was reminded."""
    day = clock.today() + timedelta(days=1)
    return Call.objects.filter(next_on__lte=day, reminded_at=None, case=None).select_related("person")


def normalised(number: str) -> str:
    """The number as E.164; as it was written where it is none, such as an extension."""
    text = number.strip()
    try:
        return read_phone(text)[0] if sum(each.isdigit() for each in text) > 5 else text
    except UnreadablePhone:
        return text
