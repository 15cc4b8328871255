"""The translations, kept with Babel so that no machine needs gettext.

update    write every string of the tree into the catalogues; translations stay, strings that are gone go
compile   make the .mo files that Django reads
check     fail when a catalogue lacks a string, is unsure of one, keeps a gone one, or loses a placeholder
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "branddesk"
LANGUAGES = ["ru", "zh_Hans"]
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    name + suffix: positions
    for name, positions in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for suffix in ("", "_lazy")
} | {"_": None, "gettext_noop": None}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|{\w*}")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            return update()
        case ["compile"]:
            return compile_catalogues()
        case ["check"]:
            return check()
    print(__doc__)
    return 2


def update() -> int:
    strings = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(strings, no_fuzzy_matching=True)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
        missing = sum(not is_translated(message) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue)} strings, {missing} to translate")
    return 0


def compile_catalogues() -> int:
    for language in LANGUAGES:
        path = path_of(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))
    return 0


def check() -> int:
    strings = extracted()
    complaints = [complaint for language in LANGUAGES for complaint in complaints_about(language, strings)]
    for complaint in complaints[:200]:
        print(complaint)
    if complaints:
        print(f"{len(complaints)} strings to mend; `make messages` brings the catalogues up to date.")
        return 1
    print(f"{len(strings)} strings, all of them in {' and '.join(LANGUAGES)}.")
    return 0


def complaints_about(language: str, strings: Catalog) -> Iterator[str]:
    if not path_of(language).exists():
        yield f"{language}: no catalogue"
        return
    catalogue = read(language)
    for message in strings:
        if not message.id:
            continue
        where = f"{language}: {message.locations[0][0]}: {singular(message)!r}"
        kept = catalogue.get(message.id, message.context)
        if kept is None:
            yield f"{where} is missing"
        elif not is_translated(kept):
            yield f"{where} is not translated"
        elif kept.fuzzy:
            yield f"{where} is marked fuzzy"
        elif isinstance(message.id, tuple) and len(forms(kept)) != catalogue.num_plurals:
            yield f"{where} needs {catalogue.num_plurals} plural forms"
        else:
            yield from (f"{where}: {fault}" for fault in placeholder_faults(kept))
    for kept in catalogue:
        if kept.id and strings.get(kept.id, kept.context) is None:
            yield f"{language}: {singular(kept)!r} stands in no source"
    for gone in catalogue.obsolete.values():
        yield f"{language}: {singular(gone)!r} is kept as an obsolete entry"


def placeholder_faults(message: Message) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = {placeholder for source in sources for placeholder in PLACEHOLDER.findall(source)}
    for form in forms(message):
        if set(PLACEHOLDER.findall(form)) != wanted:
            yield f"placeholders differ in {form!r}"


def is_translated(message: Message) -> bool:
    return all(forms(message))


def forms(message: Message) -> list[str]:
    """The translation, or its plural forms."""
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def extracted() -> Catalog:
    """Every translatable string of the product's code and templates, tests aside."""
    catalogue = new_catalogue()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(ROOT)
        if path.suffix not in {".py", ".html", ".txt"} or {"tests", "migrations", "static"} & set(name.parts):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Lines start at the margin: what templates become has no Python indentation.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(name)).split("\n"))
        found = extract("python", BytesIO(text.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
        for line, message, comments, context in found:
            catalogue.add(message, None, [(str(name), line)], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return new_catalogue(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def new_catalogue(language: str | None = None) -> Catalog:
    # A fixed date, since a date of making would change the catalogues at every run.
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale=language,
        header_comment="# Strings of branddesk. `make messages` keeps this file up to date.",
        project="branddesk",
        last_translator="branddesk developers",
        language_team="branddesk developers",
        creation_date=day,
        revision_date=day,
        fuzzy=False,
    )


def path_of(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
