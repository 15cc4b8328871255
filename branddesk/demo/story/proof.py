"""The exhibits of a case: drawn, sealed and attached."""

from __future__ import annotations

from datetime import timedelta

from branddesk.cases.models import OffendingListing
from branddesk.cases.services import drafts
from branddesk.demo import pictures
from branddesk.demo.papers import seal
from branddesk.demo.story.teller import Teller
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
EXTRACT_DAYS = 25


class Proof(Teller):
    def add_proof(self) -> None:
        if self.matter is not None:
            self.attach([self.proof_of(kind) for kind in self.matter.proofs])
            return
        for listing in self.case.listings.all():
            self.attach([self.screenshot_of(listing)], listing)
        papers = [self.house.certificates[0], *self.house.letters[self.author.organisation], self.extract()]
        if self.violation == "counterfeit" and self.dice.random() < 0.3:
            data = pictures.photo(colour=self.goods.colour, mark=self.brand.name)
            papers.append(seal(self.author, self.brand, K.PURCHASE, f"Test purchase {self.case.number}.jpg", data))
        self.attach(papers)

    def attach(self, exhibits: list[Exhibit], listing: OffendingListing | None = None) -> None:
        drafts.attach_exhibits(actor=self.author, case=self.case, exhibits=exhibits, listing=listing)

    def proof_of(self, kind: Exhibit.Kind) -> Exhibit:
        if kind == K.CERTIFICATE:
            return self.house.certificates[0]
        if kind == K.SCREENSHOT:
            return self.screenshot_of(None)
        if kind == K.PHOTO:
            data = pictures.photo(colour=self.goods.colour, mark=self.brand.name)
            return seal(self.author, self.brand, kind, f"Photo {self.case.number}.jpg", data)
        if kind == K.CORRESPONDENCE:
            data = pictures.notice(
                heading=self.marketplace.name, lines=(self.case.number, self.case.subject), seen_at=self.at
            )
            return seal(self.author, self.brand, kind, f"Notice {self.case.number}.jpg", data, captured_at=self.at)
        # What is attached to the case is a paper of the brand: it is scanned once.
        name = f"{kind.label} {self.goods.sku}"
        if name not in self.house.documents:
            data = pictures.paper(
                heading=str(kind.label), lines=(self.brand.name, self.goods.title, f"{self.at:%d.%m.%Y}")
            )
            self.house.documents[name] = seal(self.author, self.brand, kind, f"{name}.pdf", data)
        return self.house.documents[name]

    def extract(self) -> Exhibit:
        """The extract of the month; a new one when the last is getting old."""
        extracts, right = self.house.extracts, self.house.right
        if not extracts or extracts[-1].sealed_at < self.at - timedelta(days=EXTRACT_DAYS):
            heading = f"Extract {right.number} {self.at:%Y-%m-%d}"
            data = pictures.paper(heading=heading, lines=(self.brand.name.upper(), f"{self.at:%d.%m.%Y}"))
            extracts.append(
                seal(self.author, self.brand, K.EXTRACT, f"{heading}.pdf", data, right=right, captured_at=self.at)
            )
        return extracts[-1]

    def screenshot_of(self, listing: OffendingListing | None) -> Exhibit:
        sku = listing.sku if listing else self.goods.sku
        address = (listing and listing.url) or self.address_of(sku)
        data = pictures.screenshot(
            address=address,
            title=listing.title if listing else self.goods.title,
            seller=listing.seller if listing else self.brand.name,
            price=f"{listing.price:.0f} ₽" if listing and listing.price else f"{self.goods.price} ₽",
            seen_at=self.at,
            colour=self.goods.colour,
        )
        return seal(
            self.author,
            self.brand,
            K.SCREENSHOT,
            f"SKU {sku}.jpg",
            data,
            source_url=address,
            captured_at=self.at,
        )
