"""How the organisation that files the case comes to act for the holder: the chain of authorisations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from branddesk.brands.models import Authorisation
from branddesk.brands.selectors import Chain
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.cases.readiness.right import territory_name
from branddesk.web import formats


def check_chain(material: Material) -> Iterator[Check]:
    """Whole from the holder to us, today and where the marketplace sells, and each link fit for a complaint."""
    chain = material.chain
    if chain is None:
        return
    if not chain.is_whole:
        yield from _broken(material, chain)
        return
    us = {"organisation": material.organisation.legal_name.rstrip(".")}
    if not chain.links:
        text = _("The right belongs to %(organisation)s itself.") % us
        yield Check(code="chain", level="ok", text=text, step="right")
        return
    found = [check for link in chain.links for check in _link(material, link)]
    yield from found
    if not any(check.level == "blocker" for check in found):
        text = _("The authorisations lead from the holder to %(organisation)s.") % us
        yield Check(code="chain", level="ok", text=text, step="right")


def _broken(material: Material, chain: Chain) -> Iterator[Check]:
    for link in material.lapsed:
        if link.valid_to is not None:
            yield Check(
                code=f"authorisation_expired:{link.pk}",
                level="blocker",
                text=_("The authorisation %(parties)s ended on %(day)s.")
                % {"parties": link, "day": formats.full_day(link.valid_to)},
                why=_("Without it the platform does not see that we may act for the holder."),
                mend=_("Enter the new authorisation"),
                mend_url=material.brand_page("authorisation_edit", link.pk),
                step="right",
            )
    names = {"territory": territory_name(material.marketplace.territory)}
    for link in [] if material.lapsed else material.abroad:
        yield Check(
            code=f"authorisation_territory:{link.pk}",
            level="blocker",
            text=_("The authorisation %(parties)s does not cover %(territory)s.") % {**names, "parties": link},
            why=_("It must allow us to act where the marketplace sells."),
            mend=_("Check the territory of the authorisation"),
            mend_url=material.brand_page("authorisation_edit", link.pk),
            step="right",
        )
    if not material.lapsed and not material.abroad:
        yield Check(
            code="chain",
            level="blocker",
            text=_("The authorisations do not lead from the holder to %(organisation)s.")
            % {"organisation": material.organisation.legal_name.rstrip(".")},
            why=chain.gap or "",
            mend=_("Add the authorisation"),
            mend_url=material.brand_page("authorisation_add"),
            step="right",
        )


def _link(material: Material, link: Authorisation) -> Iterator[Check]:
    edit = material.brand_page("authorisation_edit", link.pk)
    names = {"parties": link}
    if link.valid_to is None:
        refuses = material.rules.refuses_open_ended
        yield Check(
            code=f"authorisation_open_ended:{link.pk}",
            level="blocker" if refuses else "warning",
            text=_("The authorisation %(parties)s has no end date.") % names,
            why=_("%(marketplace)s refuses papers without an end date.") % {"marketplace": material.marketplace}
            if refuses
            else _("The platform cannot see whether it is still in force."),
            mend=_("Enter the end date"),
            mend_url=edit,
            step="right",
        )
    elif link.valid_to - material.today <= timedelta(days=material.rules.runs_days):
        yield Check(
            code=f"authorisation_ends_soon:{link.pk}",
            level="warning",
            text=_("The authorisation %(parties)s ends on %(day)s.")
            % {**names, "day": formats.full_day(link.valid_to)},
            why=_("The review may last longer than that."),
            mend=_("Enter the new authorisation"),
            mend_url=edit,
            step="right",
        )
    if not link.allows_enforcement:
        yield Check(
            code=f"authorisation_enforcement:{link.pk}",
            level="blocker",
            text=_("The authorisation %(parties)s does not cover complaints.") % names,
            why=_("It must allow us to complain on the holder’s behalf, not only to sell."),
            mend=_("Check what the authorisation allows"),
            mend_url=edit,
            step="right",
        )
