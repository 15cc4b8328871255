"""String references hide from import-linter, so foreign keys are checked here, by the same list of layers."""

from __future__ import annotations

import tomllib

from django.apps import apps
from django.conf import settings
from django.db import models


def test_no_foreign_key_points_up():
    layers = _layers()
    keys = [
        (model, field.name, field.related_model)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and _is_ours(model)
        and _is_ours(field.related_model)
    ]

    upward = [
        f"{model._meta.label}.{name} -> {target._meta.label}"
        for model, name, target in keys
        if layers[_app(target)] < layers[_app(model)] and target._meta.label != settings.AUTH_USER_MODEL
    ]

    assert keys
    assert upward == []


def test_every_installed_app_has_a_place_in_the_layers():
    ours = {config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("branddesk.")}

    assert ours
    assert ours <= _layers().keys()


def _layers() -> dict[str, int]:
    """Each app's place from the top."""
    settings_file = tomllib.loads((settings.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [c for c in settings_file["tool"]["importlinter"]["contracts"] if c["id"] == "apps"]
    return {app.strip(): place for place, layer in enumerate(contract["layers"]) for app in layer.split("|")}


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("branddesk.")


def _app(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]
