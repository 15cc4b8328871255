"""A start does again only what changed since the last one, and never serves what is stale."""

from __future__ import annotations

import os

import pytest

from branddesk.config import prepare


@pytest.fixture
def source(settings, tmp_path):
    """A static file of an app; what is gathered lands beside it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path / "gathered"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    file = tmp_path / "sources" / "desk.css"
    file.parent.mkdir()
    file.write_text("a { color: red }")
    return file


def gathered(settings) -> str:
    prepare.collect_static_files()
    return (settings.STATIC_ROOT / "desk.css").read_text()


def test_second_start_gathers_nothing(settings, source):
    gathered(settings)
    (settings.STATIC_ROOT / "desk.css").write_text("as it was left")

    assert gathered(settings) == "as it was left"


def test_a_file_that_changed_but_for_its_size_and_time_is_gathered_anew(settings, source):
    gathered(settings)
    was = source.stat()
    source.write_text("a { color: tan }")
    os.utime(source, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert gathered(settings) == "a { color: tan }"


def test_a_file_that_is_gone_is_served_no_more(settings, source):
    gathered(settings)
    source.unlink()

    prepare.collect_static_files()

    assert not (settings.STATIC_ROOT / "desk.css").exists()


def test_a_start_that_was_cut_short_gathers_all_anew(settings, source, monkeypatch):
    def cut_short(*arguments, **options):
        raise KeyboardInterrupt

    gathered(settings)
    before = source.read_text()
    source.write_text("a { color: tan }")
    monkeypatch.setattr(prepare, "call_command", cut_short)
    with pytest.raises(KeyboardInterrupt):
        prepare.collect_static_files()
    monkeypatch.undo()
    source.write_text(before)
    (settings.STATIC_ROOT / "desk.css").write_text("half of i")

    assert gathered(settings) == before
