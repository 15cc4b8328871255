"""Which brands need papers, and certificates of quality. Papers for brands go in by the cabinet alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_length, by_number, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, number_of, read, read_all
from branddesk.marketplaces.ozon.client.transport import Client

MOST = 1000
MOST_BRANDS = 100


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
