"""Who may put evidence into the vault and describe it: those who keep the brand's papers.

People of a platform see what was shared with them and change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.brands.permissions import may_keep_papers
from branddesk.core.errors import NotAllowed, WrongStatus
from branddesk.evidence.models import Exhibit


def may_change(actor: User, exhibit: Exhibit) -> bool:
    return not exhibit.is_withdrawn and may_keep_papers(actor, exhibit.brand)


def may_seal(actor: User, brand: Brand) -> bool:
    return may_keep_papers(actor, brand)


def check_can_seal(actor: User, brand: Brand) -> None:
    if not may_seal(actor, brand):
        raise NotAllowed(_("Only a representative or an administrator of the brand can add evidence. Ask one of them."))


def check_can_change(actor: User, exhibit: Exhibit) -> None:
    """Describing and withdrawing are for the brand's own people, and not for what is withdrawn already."""
    if not may_keep_papers(actor, exhibit.brand):
        raise NotAllowed(
            _("Only a representative or an administrator of the brand can change what is said about this exhibit.")
        )
    if exhibit.is_withdrawn:
        raise WrongStatus(_("This exhibit is withdrawn. What is said about it stays as it is; seal a new one instead."))


def check_can_share(actor: User, exhibits: Sequence[Exhibit]) -> None:
    for brand in {exhibit.brand for exhibit in exhibits}:
        if not may_keep_papers(actor, brand):
            raise NotAllowed(_("Only a representative of the brand can share its evidence with the other side."))
    for exhibit in exhibits:
        if exhibit.blob.is_infected:
            raise WrongStatus(
                _("A virus was found in “%(title)s”. Take it out of the case and seal a clean copy.")
                % {"title": exhibit.title}
            )
        if exhibit.is_withdrawn:
            raise WrongStatus(
                _("“%(title)s” is withdrawn and must not be used any more. Take it out of the case first.")
                % {"title": exhibit.title}
            )
