"""The check of translations finds what a reader would stumble over."""

from __future__ import annotations

import pytest

from tools import messages

SOURCE = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

HELLO = _("Hello, %(name)s")
OPEN = pgettext("button", "Open")


def cases(count: int) -> str:
    return ngettext("%(count)s case", "%(count)s cases", count)
"""
TEMPLATE = """
{% if case %}
    <h1>{% translate "Where it stands" %}</h1>
  {% blocktranslate trimmed count n=count %}
    {{ n }} step
  {% plural %}
    {{ n }} steps
  {% endblocktranslate %}
{% endif %}
"""
GOOD = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\\n"

msgid "Hello, %(name)s"
msgstr "Здравствуйте, %(name)s"

msgctxt "button"
msgid "Open"
msgstr "Открыть"

msgid "%(count)s case"
msgid_plural "%(count)s cases"
msgstr[0] "%(count)s обращение"
msgstr[1] "%(count)s обращения"
msgstr[2] "%(count)s обращений"

msgid "Where it stands"
msgstr "Ход рассмотрения"

msgid "%(n)s step"
msgid_plural "%(n)s steps"
msgstr[0] "%(n)s шаг"
msgstr[1] "%(n)s шага"
msgstr[2] "%(n)s шагов"
"""


@pytest.fixture
def tree(tmp_path, monkeypatch):
    package = tmp_path / "branddesk"
    (package / "cases/templates").mkdir(parents=True)
    (package / "cases/views.py").write_text(SOURCE, encoding="utf-8")
    (package / "cases/templates/case.html").write_text(TEMPLATE, encoding="utf-8")
    (package / "locale/ru/LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", package)
    monkeypatch.setattr(messages, "LANGUAGES", ["ru"])
    return package


def test_complete_catalogue_passes(tree):
    _write(GOOD)

    assert messages.check() == 0


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('msgid "Where it stands"\nmsgstr "Ход рассмотрения"\n', "", "'Where it stands' is missing"),
        ('msgstr "Открыть"', 'msgstr ""', "'Open' is not translated"),
        ('msgctxt "button"', '#, fuzzy\nmsgctxt "button"', "'Open' is marked fuzzy"),
        ("Здравствуйте, %(name)s", "Здравствуйте", "placeholders differ in 'Здравствуйте'"),
        ("%(n)s шага", "%(m)s шага", "placeholders differ in '%(m)s шага'"),
        ('msgstr[2] "%(n)s шагов"', "", "'%(n)s step' is not translated"),
        ('msgctxt "button"', 'msgid "Gone"\nmsgstr "Ушло"\n\nmsgctxt "button"', "'Gone' stands in no source"),
        ('msgctxt "button"', '#~ msgid "Old"\n#~ msgstr "Старое"\n\nmsgctxt "button"', "'Old' is kept as an obsolete"),
    ],
)
def test_faulty_catalogue_is_refused_with_the_string_named(before, after, complaint, tree, capsys):
    assert before in GOOD
    _write(GOOD.replace(before, after))

    result = messages.check()

    assert result == 1
    assert complaint in capsys.readouterr().out


def test_update_keeps_translations_adds_new_strings_and_drops_gone_ones(tree):
    _write(GOOD + '\nmsgid "Gone"\nmsgstr "Ушло"\n')
    (tree / "cases/more.py").write_text('_("New")\n', encoding="utf-8")

    messages.update()

    text = messages.path_of("ru").read_text(encoding="utf-8")
    assert "Ход рассмотрения" in text
    assert 'msgid "New"' in text
    assert "Gone" not in text


def _write(text: str) -> None:
    messages.path_of("ru").write_text(text, encoding="utf-8")
