from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class BrandsConfig(AppConfig):
    name = "branddesk.brands"
    label = "brands"

    def ready(self) -> None:
        from branddesk.brands import selectors
        from branddesk.web import slots

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
        slots.organisation_facts.add(selectors.brands_in_words)


def _is_merchant(request: HttpRequest) -> bool:
    return bool(request.user.is_merchant)  # type: ignore[union-attr]
