"""The questions of a kind: answered where an answer is required, and with days that can be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branddesk.cases.kinds import Question, Type
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.web import formats


def check_details(material: Material) -> Iterator[Check]:
    found = [check for question in material.kind.asked_of(material.matter) for check in _of(material, question)]
    yield from found
    if material.kind.questions and not any(check.level == "blocker" for check in found):
        text = _("Every question that the platform would ask is answered.")
        yield Check(code="details", level="ok", text=text, step=material.kind.sections[0].anchor)


def _of(material: Material, question: Question) -> Iterator[Check]:
    label = question.label.in_(get_language() or "en")
    answer = material.answers.get(question.code)
    if answer is None:
        if question.need != "optional":
            is_required = question.need == "required"
            yield Check(
                code=f"answer_missing:{question.code}",
                level="blocker" if is_required else "warning",
                text=_("“%(question)s” is not answered.") % {"question": label},
                why=_("The platform asks for it first.") if is_required else _("It makes the matter easier to check."),
                mend=_("Choose the answer") if question.type is Type.CHOICE else _("Fill it in"),
                mend_url=material.page(f"field-{question.code}"),
                step=question.section,
            )
        return
    if question.is_past:
        yield from _past(material, question, label, date.fromisoformat(str(answer)))
    elif question.type is Type.SKUS and isinstance(answer, list):
        yield from _skus(material, question, answer)


def _past(material: Material, question: Question, label: str, day: date) -> Iterator[Check]:
    names = {"question": label, "day": formats.full_day(day)}
    age = (material.today - day).days
    if age < 0:
        yield Check(
            code=f"to_come:{question.code}",
            level="blocker",
            text=_("“%(question)s” is still to come: %(day)s.") % names,
            why=_("Only what has happened can be looked into."),
            mend=_("Correct the day"),
            mend_url=material.page(f"field-{question.code}"),
            step=question.section,
        )
    elif age > material.rules.matter_days:
        yield Check(
            code=f"long_ago:{question.code}",
            level="warning",
            text=_("“%(question)s” lies far back: %(day)s.") % names,
            why=ngettext(
                "It is %(count)d day ago; the platform may no longer look into it.",
                "It is %(count)d days ago; the platform may no longer look into it.",
                age,
            )
            % {"count": age},
            mend=_("Check the day"),
            mend_url=material.page(f"field-{question.code}"),
            step=question.section,
        )


def _skus(material: Material, question: Question, skus: list[str]) -> Iterator[Check]:
    wrong = [sku for sku in skus if not material.gateway.is_sku(sku)]
    if wrong:
        yield Check(
            code=f"sku_form:{question.code}",
            level="blocker" if material.rules.needs_own_sku else "warning",
            text=_("“%(sku)s” is not a SKU of %(marketplace)s.")
            % {"sku": wrong[0], "marketplace": material.marketplace},
            why=_("A SKU there has digits only. The article number of a seller is something else."),
            mend=_("Correct the SKU"),
            mend_url=material.page(f"field-{question.code}"),
            step=question.section,
        )
