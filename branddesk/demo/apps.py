from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "branddesk.demo"
    label = "demo"
