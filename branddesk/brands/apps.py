from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

NOTICES = {
    "right.ends": _("%(paper)s of %(brand)s ends on %(ends_on)s. Renew it in time, then enter the new date."),
    "authorisation.ends": _("The paper %(paper)s of %(brand)s ends on %(ends_on)s. Ask for a new one in time."),
}


class BrandsConfig(AppConfig):
    name = "branddesk.brands"
    label = "brands"

    def ready(self) -> None:
        from branddesk.accounts import reach
        from branddesk.brands import access, finding, receivers, selectors  # noqa: F401
        from branddesk.notices import texts
        from branddesk.web import slots

        for code, text in NOTICES.items():
            texts.register(code, text, texts.Kind.DATE)
        slots.navigation.add(
            slots.NavItem(
                key="brands",
                label=_("Rights register"),
                short=_("Rights"),
                icon="certificate-2",
                url_name="brands:list",
                group="brand",
                order=500,
                visible=_is_merchant,
            )
        )
        slots.search_groups.add(finding.GROUP)
        reach.place.fill(access)
        slots.start_panels.add(
            slots.Panel("papers", "brands/_ending_papers.html", order=300, visible=_is_merchant, context=_ending)
        )
        slots.organisation_facts.add(slots.Fact("brands", selectors.brands_of_reader, selectors.brands_in_words))


def _ending(request: HttpRequest) -> dict[str, Any]:
    from branddesk.brands import permissions, selectors
    from branddesk.core import clock

    assert request.user.is_authenticated
    papers = selectors.ending_papers(request.user, clock.today())
    return {"papers": papers, "may_keep": request.user.role in permissions.KEEPERS}


def _is_merchant(request: HttpRequest) -> bool:
    return bool(request.user.is_merchant)  # type: ignore[union-attr]
