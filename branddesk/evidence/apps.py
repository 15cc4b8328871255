from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOTICES = {"exhibit.infected": _("A virus was found in “%(title)s”; it is given to nobody. Seal a clean copy.")}


class EvidenceConfig(AppConfig):
    name = "branddesk.evidence"
    label = "evidence"

    def ready(self) -> None:
        from branddesk.brands.slots import proofs
        from branddesk.evidence import finding, panels, receivers
        from branddesk.notices import texts
        from branddesk.web import slots

        assert receivers
        for code, text in NOTICES.items():
            texts.register(code, text, texts.Kind.TURN)
        slots.search_groups.add(finding.GROUP)
        proofs.provide(panels.proofs_of_brand, panels.proofs_of_paper)
        slots.navigation.add(
            slots.NavItem(
                key="evidence",
                label=_("Evidence"),
                short=pgettext_lazy("navigation", "Proof"),
                icon="photo",
                url_name="evidence:list",
                group="brand",
                order=510,
                visible=_is_merchant,
            )
        )


def _is_merchant(request: HttpRequest) -> bool:
    return bool(request.user.is_merchant)  # type: ignore[union-attr]
