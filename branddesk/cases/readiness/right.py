"""The right that the complaint rests on: registered, in force, here, and for these goods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from branddesk.brands.models import Right, Territory
from branddesk.cases.models import Case
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.web import formats

MARK_VIOLATIONS = (Case.Violation.COUNTERFEIT, Case.Violation.SIMILAR_SIGN, Case.Violation.NO_PERMISSION)


def territory_name(code: str) -> str:
    return str(Territory(code).label) if code in Territory.values else code


def check_right(material: Material) -> Iterator[Check]:
    right = material.right
    if right is None:
        yield Check(
            code="right_chosen",
            level="blocker",
            text=_("No right is chosen."),
            why=_("The platform asks which registered right is infringed."),
            mend=_("Choose the right"),
            mend_url=material.page(material.right_step),
            step=material.right_step,
        )
        return
    yield from _registered(material, right)
    yield from _dates(material, right)
    yield from _territory(material, right)
    yield from _suits_violation(material, right)
    if right.kind == Right.Kind.TRADEMARK:
        yield from _classes(material, right)


def check_named_right(material: Material) -> Iterator[Check]:
    """A right that a case names beside its matter: it must be registered, in force, and hold here."""
    right = material.right
    if right is None or not material.kind.has_right:
        return
    yield from _registered(material, right)
    yield from _dates(material, right)
    yield from _territory(material, right)


def _registered(material: Material, right: Right) -> Iterator[Check]:
    if right.number.strip():
        text = _("The right is registered: %(right)s.") % {"right": right}
        yield Check(code="right_registered", level="ok", text=text, step=material.right_step)
        return
    yield Check(
        code="right_registered",
        level="blocker",
        text=_("The right has no registration number."),
        why=_("Only a registered right can be complained of; an application does not do."),
        mend=_("Enter the number"),
        mend_url=material.brand_page("right_edit", right.pk),
        step=material.right_step,
    )


def _dates(material: Material, right: Right) -> Iterator[Check]:
    edit = material.brand_page("right_edit", right.pk)
    if right.valid_from > material.today:
        yield Check(
            code="right_in_force",
            level="blocker",
            text=_("The right is not in force before %(day)s.") % {"day": formats.full_day(right.valid_from)},
            why=_("The platform acts on rights that are in force on the day of the complaint."),
            mend=_("Check the dates of the right"),
            mend_url=edit,
            step=material.right_step,
        )
    elif right.valid_to is None:
        yield from _open_ended(material, right, edit)
    elif right.valid_to < material.today:
        yield Check(
            code="right_in_force",
            level="blocker",
            text=_("The right ended on %(day)s.") % {"day": formats.full_day(right.valid_to)},
            why=_("This date has passed. If the right was renewed, enter the new date and attach the proof."),
            mend=_("Enter the renewed date"),
            mend_url=edit,
            step=material.right_step,
        )
    elif right.valid_to - material.today <= timedelta(days=material.rules.runs_days):
        yield Check(
            code="right_ends_soon",
            level="warning",
            text=_("The right ends on %(day)s.") % {"day": formats.full_day(right.valid_to)},
            why=_("The review may last longer than that."),
            mend=_("Enter the renewed date"),
            mend_url=edit,
            step=material.right_step,
        )
    else:
        text = _("The right is in force until %(day)s.") % {"day": formats.full_day(right.valid_to)}
        yield Check(code="right_in_force", level="ok", text=text, step=material.right_step)


def _open_ended(material: Material, right: Right, edit: str) -> Iterator[Check]:
    if right.kind == Right.Kind.COPYRIGHT:
        text = _("The copyright needs no renewal.")
        yield Check(code="right_in_force", level="ok", text=text, step=material.right_step)
        return
    yield Check(
        code="right_open_ended",
        level="blocker" if material.rules.refuses_open_ended else "warning",
        text=_("The right has no end date."),
        why=_("%(marketplace)s refuses papers without an end date.") % {"marketplace": material.marketplace}
        if material.rules.refuses_open_ended
        else _("The platform cannot see whether it is still in force."),
        mend=_("Enter the end date"),
        mend_url=edit,
        step=material.right_step,
    )


def _territory(material: Material, right: Right) -> Iterator[Check]:
    place = territory_name(material.marketplace.territory)
    if material.marketplace.territory in right.territories:
        text = _("The right covers the territory of the marketplace: %(territory)s.") % {"territory": place}
        yield Check(code="territory", level="ok", text=text, step=material.right_step)
        return
    yield Check(
        code="territory",
        level="blocker",
        text=_("The right does not cover the territory of the marketplace: %(territory)s.") % {"territory": place},
        why=_("A right counts only where it is registered or extended to."),
        mend=_("Choose another right"),
        mend_url=material.page(material.right_step),
        step=material.right_step,
    )


def _suits_violation(material: Material, right: Right) -> Iterator[Check]:
    if material.case.violation in MARK_VIOLATIONS and right.kind != Right.Kind.TRADEMARK:
        yield Check(
            code="right_kind",
            level="warning",
            text=_("The chosen right is not a trade mark."),
            why=_("For this violation the platform compares the listing with a registered trade mark."),
            mend=_("Choose a trade mark"),
            mend_url=material.page(material.right_step),
            step=material.right_step,
        )


def _classes(material: Material, right: Right) -> Iterator[Check]:
    goods = material.case.nice_class
    accepted = material.rules.classes
    covered = {int(number) for number in right.classes}
    if goods is None:
        yield Check(
            code="class_given",
            level="blocker",
            text=_("The class of the goods is not given."),
            why=_("A trade mark counts only for the classes it is registered for."),
            mend=_("Choose the class"),
            mend_url=material.page(material.right_step),
            step=material.right_step,
        )
        return
    numbers = {"number": goods, "marketplace": material.marketplace, "covered": _in_words(covered)}
    if goods not in accepted:
        yield Check(
            code="class_accepted",
            level="blocker",
            text=_("%(marketplace)s does not accept class %(number)d.") % numbers,
            why=_("Only classes of goods count there: %(first)d to %(last)d.")
            % {"first": min(accepted), "last": max(accepted)},
            mend=_("Choose the class of the goods"),
            mend_url=material.page(material.right_step),
            step=material.right_step,
        )
    elif goods not in covered:
        yield Check(
            code="class_covered",
            level="blocker",
            text=_("The right does not cover class %(number)d.") % numbers,
            why=_("It covers: %(covered)s.") % numbers if covered else _("No classes are entered for it."),
            mend=_("Choose another right or class"),
            mend_url=material.page(material.right_step) if covered else material.brand_page("right_edit", right.pk),
            step=material.right_step,
        )
    else:
        text = _("The right covers class %(number)d.") % numbers
        yield Check(code="class_covered", level="ok", text=text, step=material.right_step)


def _in_words(numbers: set[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))
