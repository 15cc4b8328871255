from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "branddesk.foundation.jobs"
    label = "jobs"
