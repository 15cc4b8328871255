"""What each role may do, in one sentence, for whoever gives it to somebody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation, Role

OF_BRANDS: dict[Role, Promise] = {
    Role.REPRESENTATIVE: _("Opens cases, files them, answers the platform and closes them."),
    Role.BRAND_MANAGER: _("Does what a representative does, and looks after the whole of the brands' business."),
    Role.COUNSEL: _("Reads every case, writes notes, keeps the rights register and takes the package for the lawyers."),
    Role.VIEWER: _("Reads cases, evidence and papers, and changes nothing."),
    Role.ADMINISTRATOR: _("Invites people, gives roles and brands, keeps the papers and hands cases over."),
}
OF_PLATFORM: dict[Role, Promise] = {
    Role.MODERATOR: _("Decides infringement and content cases."),
    Role.SUPPORT_AGENT: _("Decides quality, complaint, account and other cases."),
    Role.ACCOUNT_MANAGER: _("Decides whatever was escalated to the account manager or above."),
    Role.ACTIVITY_MANAGER: _("Decides promotion cases."),
    Role.TRAINER: _("Reads every case, to teach from them."),
    Role.VIEWER: _("Reads every case that was submitted, and changes nothing."),
    Role.ADMINISTRATOR: _("Invites people, gives roles and passes cases on."),
}


def sentences(kind: str) -> dict[Role, Promise]:
    return OF_PLATFORM if kind == Organisation.Kind.PLATFORM else OF_BRANDS
