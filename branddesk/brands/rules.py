"""What a right or an authorisation must be like to be entered. Each fault is a sentence that says what to mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

from branddesk.brands.models import Authorisation, Register, Right, Territory

Faults = dict[str, str]
"""The field's name and what is wrong with it."""

NUMBER_FORMS = {
    Register.ROSPATENT: re.compile(r"\d{1,7}(/\d{1,2})?"),
    Register.MADRID: re.compile(r"(\d?R)?\d{1,7}[A-Z]{0,2}"),
    Register.CNIPA: re.compile(r"G?\d{1,9}[A-Z]{0,2}"),
}
"""How trade marks are numbered: 912447 or 912447/1 at Rospatent, 1604218A or 2R178204 at WIPO, G1604218 at CNIPA."""

REGISTERS: dict[str, tuple[Register, ...]] = {
    Right.Kind.TRADEMARK: (Register.ROSPATENT, Register.MADRID, Register.CNIPA),
    Right.Kind.DESIGN: (Register.ROSPATENT, Register.HAGUE, Register.EAPO, Register.CNIPA),
    Right.Kind.PATENT: (Register.ROSPATENT, Register.EAPO, Register.CNIPA),
    Right.Kind.COPYRIGHT: (Register.ROSPATENT, Register.NCAC, Register.DEPOSIT),
}
"""Who registers what. Copyright arises without a register; a deposit certificate shows since when the work exists."""

OTHER_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./-]{0,39}")
"""Designs, patents and copyright entries follow no single form."""

NICE_CLASSES = range(1, 46)
EARLIEST = date(1850, 1, 1)
LATEST = date(2150, 1, 1)

_SIGNS_BEFORE_NUMBER = re.compile(r"^(№|NO\.?|N°|#|ZL(?=\d))", re.I)
_QUOTES = dict.fromkeys(map(ord, "\"'«»‹›“”„‟‘’‚‛「」『』《》〈〉`´"))


class RightFields(TypedDict):
    """What the register holds of a right."""

    kind: str
    sign: str
    number: str
    register: str
    classes: NotRequired[Sequence[int]]
    territories: Sequence[str]
    holder: str
    valid_from: date
    valid_to: date | None


class AuthorisationFields(TypedDict):
    """What the register holds of a letter or licence."""

    kind: str
    grantor: str
    grantee: str
    allows_enforcement: bool
    scope: NotRequired[str]
    territories: Sequence[str]
    valid_from: date
    valid_to: date | None


def clean_right(fields: RightFields) -> RightFields:
    """The same right as registers write it: no stray blanks, number without its sign, lists in order."""
    return {
        **fields,
        "kind": str(fields["kind"]),
        "sign": " ".join(fields["sign"].split()),
        "number": clean_number(fields["number"]),
        "register": str(fields["register"]),
        "classes": sorted(set(fields.get("classes", ()))),
        "territories": sorted({str(territory) for territory in fields["territories"]}),
        "holder": " ".join(fields["holder"].split()),
    }


def clean_authorisation(fields: AuthorisationFields) -> AuthorisationFields:
    return {
        **fields,
        "kind": str(fields["kind"]),
        "grantor": " ".join(fields["grantor"].split()),
        "grantee": " ".join(fields["grantee"].split()),
        "scope": " ".join(fields.get("scope", "").split()),
        "territories": sorted({str(territory) for territory in fields["territories"]}),
    }


def clean_number(text: str) -> str:
    """The registration number as registers write it: "№ 912 447" becomes "912447"."""
    plain = "".join(unicodedata.normalize("NFKC", text.replace("№", "")).split()).upper()
    return _SIGNS_BEFORE_NUMBER.sub("", plain)


def same_name(name: str) -> str:
    """A company's name for comparison: quotation marks, blanks and case do not distinguish companies."""
    plain = unicodedata.normalize("NFKC", name).translate(_QUOTES)
    return "".join(plain.split()).casefold()


def faults_of_right(right: RightFields) -> Faults:
    classes = right.get("classes", ())
    faults = _faults_of_dates(right["valid_from"], right["valid_to"]) | _faults_of_territories(right["territories"])
    if right["kind"] not in Right.Kind:
        faults["kind"] = _("Choose what kind of right this is.")
    if not right["sign"].strip():
        faults["sign"] = _("Enter the sign as it stands in the certificate.")
    if not same_name(right["holder"]):
        faults["holder"] = _("Enter the rights holder as it stands in the certificate.")
    if right["register"] not in Register:
        faults["register"] = _("Choose the register that holds the right.")
    elif right["kind"] in REGISTERS and right["register"] not in REGISTERS[right["kind"]]:
        faults["register"] = _("%(register)s does not register such rights. Choose one of: %(registers)s.") % {
            "register": Register(right["register"]).label,
            "registers": ", ".join(str(register.label) for register in REGISTERS[right["kind"]]),
        }
    elif not _is_number(right):
        faults["number"] = _fault_of_number(right)
    if right["kind"] == Right.Kind.TRADEMARK and not classes:
        faults["classes"] = _("Enter the Nice classes from the certificate, for example 21, 25.")
    strange = [number for number in classes if number not in NICE_CLASSES]
    if strange:
        faults["classes"] = _("Nice classes run from 1 to 45; %(classes)s is not one of them.") % {
            "classes": ", ".join(map(str, strange))
        }
    return faults


def faults_of_authorisation(paper: AuthorisationFields) -> Faults:
    faults = _faults_of_dates(paper["valid_from"], paper["valid_to"]) | _faults_of_territories(paper["territories"])
    if paper["kind"] not in Authorisation.Kind:
        faults["kind"] = _("Choose what kind of paper this is.")
    if not same_name(paper["grantor"]):
        faults["grantor"] = _("Enter who gives the permission, as it stands in the paper.")
    if not same_name(paper["grantee"]):
        faults["grantee"] = _("Enter who receives the permission, as it stands in the paper.")
    elif same_name(paper["grantor"]) == same_name(paper["grantee"]):
        faults["grantee"] = _("Giver and receiver are the same company. Enter the one that receives the permission.")
    return faults


def _is_number(right: RightFields) -> bool:
    form = NUMBER_FORMS[Register(right["register"])] if right["kind"] == Right.Kind.TRADEMARK else OTHER_NUMBER
    return form.fullmatch(right["number"]) is not None


def _fault_of_number(right: RightFields) -> str:
    if not right["number"]:
        return _("Enter the registration number.")
    if right["kind"] != Right.Kind.TRADEMARK:
        return _("A registration number holds digits, Latin letters, dots and strokes only.")
    return {
        Register.ROSPATENT: _("Rospatent numbers have up to 7 digits, for example 912447 or 912447/1."),
        Register.MADRID: _("Madrid numbers have up to 7 digits, some with a letter, for example 1604218 or 1604218A."),
        Register.CNIPA: _("CNIPA numbers have up to 9 digits, some with a letter, for example 7654321 or G1604218."),
    }[Register(right["register"])]


def _faults_of_dates(valid_from: date, valid_to: date | None) -> Faults:
    faults: Faults = {}
    wrong_year = _("This year cannot be right. Check the date against the paper.")
    if not EARLIEST <= valid_from <= LATEST:
        faults["valid_from"] = wrong_year
    if valid_to is not None and not EARLIEST <= valid_to <= LATEST:
        faults["valid_to"] = wrong_year
    elif valid_to is not None and valid_to < valid_from:
        faults["valid_to"] = _("The end lies before the start. Check both dates against the paper.")
    return faults


def _faults_of_territories(territories: Sequence[str]) -> Faults:
    if not territories or any(territory not in Territory for territory in territories):
        return {"territories": _("Choose at least one country in which the paper is valid.")}
    return {}
