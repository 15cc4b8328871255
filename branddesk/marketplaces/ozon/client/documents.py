"""Which brands need papers, and certificates of quality. Papers for brands go in by the cabinet alone."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from branddesk.marketplaces.ozon.client.errors import BadRequest, Conflict, NotFound
from branddesk.marketplaces.ozon.client.paging import Page, by_length, by_number, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, number_of, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import whole

MOST = 1000
MOST_BRANDS = 100
CREATE, DELETE = "/v2/product/certificate/create", "/v1/product/certificate/delete"


@dataclass(frozen=True)
class BrandPapers:
    name: Id = at("brand_name")
    has_certificate: bool = at("has_certificate")
    """Mind the sense: true, no papers are needed; false, they are."""

    @property
    def needs_papers(self) -> bool:
        return not self.has_certificate


@dataclass(frozen=True)
class Certificate:
    """A document of quality, not of a trade mark."""

    id: Id = at("certificate_id")
    number: str = at("certificate_number")
    name: str = at("certificate_name")
    type: Word = at("type_code")
    status: Word = at("status_code")
    accordance_type: Word = at("accordance_type_code")
    rejection_reason: Word = at("rejection_reason_code")
    comment: str = at("verification_comment")
    issued_at: datetime | None = at("issue_date")
    expires_at: datetime | None = at("expire_date")
    products_count: int = at("products_count")


@dataclass(frozen=True)
class Certified:
    product_id: Id
    sku: str
    product_status_code: Word


@dataclass(frozen=True)
class Code:
    """One entry of Ozon's dictionaries, its name in Russian."""

    code: Id
    name: str


@dataclass(frozen=True)
class Draft:
    """A certificate to be made. source: [O] files are jpg, jpeg, png or pdf."""

    number: str
    name: str
    type: str
    """CERTIFICATE_OF_CONFORMITY, DECLARATION and others, as `/v2/product/certificate/create` names them."""
    accordance: str
    """TECHNICAL_REGULATIONS_RF, TECHNICAL_REGULATIONS_CU, GOST and others."""
    issued_on: date
    ends_on: date | None = None
    """None: without an end."""
    files: Sequence[tuple[str, bytes]] = ()
    """Name and content."""
    skus: Sequence[str] = ()

    def sent(self) -> dict[str, Any]:
        ends: dict[str, Any] = {"infinite": self.ends_on is None}
        if self.ends_on is not None:
            ends["date"] = {"year": self.ends_on.year, "month": self.ends_on.month, "day": self.ends_on.day}
        return {
            "number": self.number,
            "name": self.name,
            "certificate_type": self.type,
            "accordance_type": self.accordance,
            "issue_date": f"{self.issued_on.isoformat()}T00:00:00Z",
            "expired_date": ends,
            "files": [
                {"name": name, "file_content": base64.b64encode(content).decode()} for name, content in self.files
            ],
            "skus": list(self.skus),
        }


@dataclass(frozen=True)
class Checked:
    name: Id
    state: Word
    """VALID, INVALID, MISSING."""
    error: str


def create_certificate(ozon: Client, draft: Draft) -> str | Unknown[str]:
    """Make a certificate; gives its number at Ozon. Raises BadRequest with what is missing or wrong in it."""

    def look_up() -> str | None:
        try:
            return get_certificate(ozon, draft.number).id
        except NotFound:
            return None

    def of(data: Any) -> str:
        wrong = [row for row in read_all(Checked, dig(data, "params")) if row.state != "VALID"]
        if dig(data, "status") != "COMPLETED":
            raise BadRequest(
                CREATE, "; ".join(f"{row.name}: {row.error or row.state}" for row in wrong) or "incomplete"
            )
        return text_of(dig(data, "certificate_id"))

    return ozon.write(CREATE, {"params": draft.sent()}, of, look_up=look_up)


def bind_certificate(ozon: Client, certificate_id: str, product_ids: Sequence[str]) -> bool | Unknown[bool]:
    """Have the certificate cover these products; those that it covers already stay."""
    wanted = set(product_ids)

    def look_up() -> bool | None:
        found = {row.product_id for row in list_certified(ozon, certificate_id=certificate_id).rows}
        return True if wanted <= found else None

    body = {"certificate_id": int(certificate_id), "product_id": whole(list(product_ids))}
    return ozon.write("/v1/product/certificate/bind", body, lambda data: dig(data, "result") is True, look_up=look_up)


def unbind_certificate(ozon: Client, certificate_id: str, product_ids: Sequence[str]) -> bool | Unknown[bool]:
    """Have it cover these products no more. What it did not cover is passed over."""

    def look_up() -> bool | None:
        found = {row.product_id for row in list_certified(ozon, certificate_id=certificate_id).rows}
        return True if found.isdisjoint(product_ids) else None

    body = {"certificate_id": int(certificate_id), "product_id": [str(number) for number in product_ids]}
    return ozon.write("/v1/product/certificate/unbind", body, lambda data: True, look_up=look_up)


def delete_certificate(ozon: Client, certificate_id: str) -> bool | Unknown[bool]:
    """Delete one that covers nothing. Raises Conflict with Ozon's words where it still covers something."""

    def look_up() -> bool | None:
        rows = list_certificates(ozon).rows
        return None if any(row.id == certificate_id for row in rows) else True

    def of(data: Any) -> bool:
        if dig(data, "result.is_delete") is not True:
            raise Conflict(DELETE, text_of(dig(data, "result.error_message")))
        return True

    return ozon.write(DELETE, {"certificate_id": int(certificate_id)}, of, look_up=look_up)


def list_brands(ozon: Client, *, after: str = "", limit: int = MOST_BRANDS) -> Page[BrandPapers]:
    body = {"page": number(after, 1), "page_size": limit}

    def of(data: Any) -> Page[BrandPapers]:
        return by_number(read_all(BrandPapers, dig(data, "result.brand_certification")), after, limit=limit)

    return ozon.read("/v1/brand/company-certification/list", body, of)


def list_certificates(ozon: Client, *, after: str = "", limit: int = MOST) -> Page[Certificate]:
    body = {"page": number(after, 1), "page_size": limit}

    def of(data: Any) -> Page[Certificate]:
        rows = read_all(Certificate, dig(data, "result.certificates"))
        return by_number(rows, after, limit=limit, count=number_of(dig(data, "result.page_count")))

    return ozon.read("/v1/product/certificate/list", body, of)


def get_certificate(ozon: Client, certificate_number: str) -> Certificate:
    body = {"certificate_number": certificate_number}
    return ozon.read("/v1/product/certificate/info", body, lambda data: read(Certificate, dig(data, "result")))


def list_certified(ozon: Client, *, certificate_id: str, after: str = "", limit: int = MOST) -> Page[Certified]:
    """The products under a certificate; the last one's number is the mark."""
    body: dict[str, Any] = {"certificate_id": int(certificate_id), "limit": limit}
    if after:
        body["last_id"] = int(after)

    def of(data: Any) -> Page[Certified]:
        rows = read_all(Certified, dig(data, "result.items"))
        return by_length(rows, rows[-1].product_id if rows else "", limit=limit)

    return ozon.read("/v1/product/certificate/products/list", body, of)


def statuses(ozon: Client) -> tuple[Code, ...]:
    return _codes(ozon, "/v1/product/certificate/status/list")


def product_statuses(ozon: Client) -> tuple[Code, ...]:
    return _codes(ozon, "/v1/product/certificate/product_status/list")


def rejection_reasons(ozon: Client) -> tuple[Code, ...]:
    return _codes(ozon, "/v1/product/certificate/rejection_reasons/list")


def _codes(ozon: Client, path: str) -> tuple[Code, ...]:
    return ozon.read(path, {}, lambda data: read_all(Code, dig(data, "result")))
