"""How contacts are written in templates."""

from __future__ import annotations

from django import template

from branddesk.contacts import phones, telling
from branddesk.contacts.models import Contact
from branddesk.contacts.schedule import write_hours
from branddesk.contacts.selectors import Entry
from branddesk.core.enums import Language

register = template.Library()


@register.filter
def state(entry: Entry) -> str:
    """Whether somebody is there now, and when else."""
    return telling.state_of(entry)


@register.filter
def hours(entry: Entry) -> str:
    """The hours of the week: Mon–Fri 09:00–18:00."""
    return write_hours(entry.week.spans)


@register.filter
def phone(contact: Contact) -> str:
    return phones.shown(contact.phone, contact.extension)


@register.filter
def dial(contact: Contact) -> str:
    return phones.dial(contact.phone, contact.extension)


@register.filter
def languages(contact: Contact) -> str:
    return ", ".join(str(Language(code).label) for code in contact.languages if code in Language)
