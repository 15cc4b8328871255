from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "branddesk.stores"
    label = "stores"
