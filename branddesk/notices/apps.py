from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "branddesk.notices"
    label = "notices"

    def ready(self) -> None:
        from branddesk.notices import mail, selectors, ways
        from branddesk.web import slots

        slots.bell.fill(slots.Bell("notices:list", selectors.unread_of_reader))
        ways.register(mail.WAY)
