"""Everything the readiness check looks at, read from the database once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.urls import reverse

from branddesk.accounts.models import Organisation
from branddesk.brands.models import Authorisation, Right, Territory
from branddesk.brands.selectors import Chain, chain_on
from branddesk.cases.kinds import MATTER, Answer, Kind, kind_of
from branddesk.cases.models import Case, CaseExhibit, OffendingListing, Submission
from branddesk.cases.prefetched import links_of, rarities_of, submissions_of
from branddesk.cases.readiness.terms import terms_for
from branddesk.core.enums import Status
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.gateway import Gateway, Rules
from branddesk.marketplaces.registry import gateway
from branddesk.stores.models import Marketplace

SETTLED = (Status.GRANTED, Status.PARTLY, Status.REFUSED, Status.CLOSED)
_RELATIONS = ("brand", "marketplace", "right")


@dataclass(frozen=True)
class Material:
    """A case with what belongs to it, on one day, as seen by the organisation that files it."""

    case: Case
    organisation: Organisation
    today: date
    gateway: Gateway
    rules: Rules
    """What the marketplace accepts, with what an administrator set for this kind of case."""
    kind: Kind
    answers: dict[str, Answer]
    """What the case answers to the questions of its kind that are asked."""
    listings: list[OffendingListing]
    links: list[CaseExhibit]
    """Exhibits used in the case, the withdrawn ones too."""
    chain: Chain | None
    """From the holder of the right to the organisation; None while no right is chosen."""
    lapsed: list[Authorisation] = field(default_factory=list)
    """Papers that would make the chain whole, had they not ended."""
    abroad: list[Authorisation] = field(default_factory=list)
    """Papers that would make the chain whole, did they cover the marketplace's territory."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """SKUs that stand in another open case of the brand, drafts aside, with its number."""
    submissions: list[Submission] = field(default_factory=list)

    @property
    def matter(self) -> str:
        """What a case of a small kind is about; empty while it is not chosen."""
        return str(self.answers.get(MATTER, ""))

    @property
    def right_step(self) -> str:
        """The section in which the right is chosen."""
        return next((section.anchor for section in self.kind.sections if section.has_right), "")

    @property
    def right(self) -> Right | None:
        return self.case.right

    @property
    def marketplace(self) -> Marketplace:
        return self.case.marketplace

    @property
    def standing(self) -> list[CaseExhibit]:
        """Exhibits that were not withdrawn."""
        return [link for link in self.links if link.exhibit.withdrawn_at is None]

    def of_kind(self, *kinds: Exhibit.Kind) -> list[Exhibit]:
        return [link.exhibit for link in self.standing if link.exhibit.kind in kinds]

    def page(self, section: str) -> str:
        """Where a person mends something of the case itself."""
        name = "cases:draft" if self.case.status == Status.DRAFT else "cases:detail"
        return f"{reverse(name, args=[self.case.number])}#{section}"

    def brand_page(self, name: str, pk: int | None = None) -> str:
        """A page of the rights register that leads back to the case when it is done."""
        args: list[str | int] = [self.case.brand.slug]
        if pk is not None:
            args.append(pk)
        return f"{reverse(f'brands:{name}', args=args)}?{urlencode({'next': self.page(self.right_step)})}"

    def exhibit_page(self, exhibit: Exhibit) -> str:
        """The page on which an exhibit is described, leading back to the evidence of the case."""
        address = reverse("evidence:describe", args=[exhibit.key])
        return f"{address}?{urlencode({'next': self.page('evidence')})}"


def gather(case: Case, *, today: date, organisation: Organisation, as_received: bool = False) -> Material:
    """Reads what the check needs; the number of queries does not grow with listings or exhibits."""
    case = _with_relations(case)
    listings = list(case.listings.all())
    links = links_of(case)
    chain = chain_on(case.right, organisation, today, territory=case.marketplace.territory) if case.right else None
    kind = kind_of(case.kind)
    return Material(
        case=case,
        organisation=organisation,
        today=today,
        gateway=gateway(case.marketplace.gateway),
        rules=terms_for(case.marketplace, case.kind).rules,
        kind=kind,
        answers=kind.given(case.details),
        listings=listings,
        links=[link for link in links if link.sent_at is not None] if as_received else links,
        chain=chain,
        lapsed=_lapsed(chain, today, case) if chain and not chain.is_whole else [],
        abroad=_abroad(chain, today, case) if chain and not chain.is_whole else [],
        elsewhere=_elsewhere(case, listings),
        submissions=submissions_of(case) if case.was_prepared else [],
    )


def _with_relations(case: Case) -> Case:
    """The case with its brand, marketplace and right at hand, and the brand's authorisations read once."""
    if any(getattr(case, f"{name}_id") and name not in case._state.fields_cache for name in _RELATIONS):
        case = Case.objects.select_related(*_RELATIONS).get(pk=case.pk)
    if case.right is not None:
        case.right.brand = case.brand
        prefetch_related_objects([case.brand], "authorisations")
    return case


def _lapsed(broken: Chain, today: date, case: Case) -> list[Authorisation]:
    """The ended links of the chain as it stood on the last day on which it was whole."""
    ends = {paper.valid_to for paper in case.brand.authorisations.all() if paper.valid_to and paper.valid_to < today}
    for day in sorted(ends, reverse=True):
        chain = chain_on(broken.right, broken.organisation, day, territory=case.marketplace.territory)
        if chain.is_whole:
            return [link for link in chain.links if not link.is_valid_on(today)]
    return []


def _abroad(broken: Chain, today: date, case: Case) -> list[Authorisation]:
    """The links that lead to us today, but not where the marketplace sells."""
    for territory in Territory.values:
        chain = chain_on(broken.right, broken.organisation, today, territory=territory)
        if chain.is_whole:
            return [link for link in chain.links if case.marketplace.territory not in link.territories]
    return []


def _elsewhere(case: Case, listings: list[OffendingListing]) -> dict[str, str]:
    """Cases before the platform or ready to go there; a mere draft of a colleague is not told to whoever reads on."""
    skus = [listing.sku for listing in listings if listing.sku]
    if not skus or not rarities_of(case).namesakes:
        return {}
    # The index of SKUs leaves out listings without one, and is used where that is said.
    others = (
        OffendingListing.objects.filter(sku__in=skus, case__brand=case.brand_id, case__marketplace=case.marketplace_id)
        .exclude(sku="")
        .exclude(case=case.pk)
        .exclude(case__status__in=SETTLED)
        .exclude(case__status=Status.DRAFT, case__prepared_at=None)
    )
    return dict(others.order_by("case").values_list("sku", "case__number"))
