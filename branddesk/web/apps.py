from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "branddesk.web"
    label = "web"
