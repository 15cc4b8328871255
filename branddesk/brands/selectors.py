"""Questions to the rights register: above all, do the papers lead from the rights holder to us?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Authorisation, Brand, Right, names_of_territories
from branddesk.brands.rules import same_name
from branddesk.web import formats

SOON = 30
"""Days before its end from which a paper's row warns."""


@dataclass(frozen=True)
class Chain:
    """The papers that lead from a right's holder to an organisation, in order; or where they break."""

    right: Right
    organisation: Organisation
    links: list[Authorisation] = field(default_factory=list)
    gap: str | None = None
    """The sentence that says what is missing; None when the chain is whole."""

    @property
    def is_whole(self) -> bool:
        return self.gap is None

    @property
    def ends_on(self) -> date | None:
        """The last day on which every paper is in force; None when no paper has an end."""
        return min((link.valid_to for link in self.links if link.valid_to is not None), default=None)

    @property
    def allows_enforcement(self) -> bool:
        """Every party down the chain may complain on the holder's behalf. The holder itself always may."""
        return all(link.allows_enforcement for link in self.links)

    @property
    def is_open_ended(self) -> bool:
        """One of the papers names no end."""
        return any(link.valid_to is None for link in self.links)

    @property
    def parties(self) -> list[str]:
        """Holder first, us last, as the papers spell them."""
        return [self.links[0].grantor, *(link.grantee for link in self.links)] if self.links else [self.right.holder]


def chain_on(right: Right, organisation: Organisation, day: date, *, territory: str | None = None) -> Chain:
    """The chain of papers in force on `day` from the right's holder to the organisation.

    With `territory` every paper must cover it; without, all papers must share one of the right's territories. Of
    several chains the one that allows complaints and names its ends is taken, then the shortest, then the one that
    lasts longest. Company names are compared without case, blanks and quotation marks. Costs one query, none when
    the brand's authorisations are prefetched.
    """
    papers = sorted(right.brand.authorisations.all(), key=lambda paper: paper.valid_to or date.max, reverse=True)
    start, goal = same_name(right.holder), same_name(organisation.legal_name)
    territories = [territory] if territory else list(right.territories)

    in_force = [paper for paper in papers if paper.is_valid_on(day)]
    for wanted in (_is_ready_for_complaints, _allows_enforcement, _any):
        for place in territories:
            links = _path(start, goal, [paper for paper in in_force if wanted(paper) and place in paper.territories])
            if links is not None:
                return Chain(right, organisation, links)
    return Chain(right, organisation, gap=_gap(right, organisation, papers, territories, day))


def _is_ready_for_complaints(paper: Authorisation) -> bool:
    return paper.allows_enforcement and paper.valid_to is not None


def _allows_enforcement(paper: Authorisation) -> bool:
    return paper.allows_enforcement


def _any(paper: Authorisation) -> bool:
    return True


def _path(start: str, goal: str, papers: Iterable[Authorisation]) -> list[Authorisation] | None:
    """The shortest way from one company to another over the papers; None when there is none."""
    if start == goal:
        return []
    given: dict[str, list[Authorisation]] = {}
    for paper in papers:
        given.setdefault(same_name(paper.grantor), []).append(paper)
    ways: dict[str, list[Authorisation]] = {start: []}
    queue = deque([start])
    while queue:
        party = queue.popleft()
        for paper in given.get(party, []):
            receiver = same_name(paper.grantee)
            if receiver in ways:
                continue
            ways[receiver] = [*ways[party], paper]
            if receiver == goal:
                return ways[receiver]
            queue.append(receiver)
    return None


def _gap(
    right: Right, organisation: Organisation, papers: Sequence[Authorisation], territories: Sequence[str], day: date
) -> str:
    """What breaks the chain, told from the paper that would have completed it, else from where the papers end."""
    start, goal = same_name(right.holder), same_name(organisation.legal_name)
    for place in territories:
        links = _path(start, goal, [paper for paper in papers if place in paper.territories])
        if links is not None:
            return _gap_in_time(next(link for link in links if not link.is_valid_on(day)), day)
    links = _path(start, goal, papers)
    if links is not None:
        return _gap_in_territory(links, territories)
    in_force = [paper for paper in papers if paper.is_valid_on(day)]
    last = _furthest(start, right.holder, in_force)
    return _("No paper leads from %(grantor)s to %(grantee)s.") % {
        "grantor": last,
        "grantee": organisation.legal_name,
    }


def _gap_in_time(link: Authorisation, day: date) -> str:
    parties = {"grantor": link.grantor, "grantee": link.grantee}
    if link.valid_to is not None and link.valid_to < day:
        return _("The paper from %(grantor)s to %(grantee)s ended on %(day)s.") % {
            **parties,
            "day": formats.day(link.valid_to),
        }
    return _("The paper from %(grantor)s to %(grantee)s only starts on %(day)s.") % {
        **parties,
        "day": formats.day(link.valid_from),
    }


def _gap_in_territory(links: Sequence[Authorisation], territories: Sequence[str]) -> str:
    """The first link after which none of the wanted territories is left."""
    left = list(territories)
    for link in links:
        lost, left = left, [code for code in left if code in link.territories]
        if not left:
            break
    return _("The paper from %(grantor)s to %(grantee)s does not cover %(territory)s.") % {
        "grantor": link.grantor,
        "grantee": link.grantee,
        "territory": names_of_territories(lost),
    }


def _furthest(start: str, holder: str, papers: Sequence[Authorisation]) -> str:
    """The company furthest from the holder that the papers still reach, as a paper spells it."""
    names, queue, last = {start}, deque([start]), holder
    while queue:
        party = queue.popleft()
        for paper in papers:
            receiver = same_name(paper.grantee)
            if same_name(paper.grantor) == party and receiver not in names:
                names.add(receiver)
                queue.append(receiver)
                last = paper.grantee
    return last


@dataclass(frozen=True)
class State:
    """Whether a paper is in force, in words; `level` is good, soon, over or open."""

    level: str
    text: str


def state_on(paper: Right | Authorisation, day: date) -> State:
    """How a right or an authorisation stands on `day`, as its row says it."""
    if day < paper.valid_from:
        return State("soon", _("starts on %(day)s") % {"day": formats.day(paper.valid_from)})
    if paper.valid_to is None:
        return State("open", _("open-ended: Ozon refuses such papers"))
    left = (paper.valid_to - day).days
    if left < 0:
        return State("over", _("expired on %(day)s") % {"day": formats.day(paper.valid_to)})
    if left == 0:
        return State("soon", _("ends today"))
    if left <= SOON:
        return State("soon", ngettext("ends in %(days)s day", "ends in %(days)s days", left) % {"days": left})
    return State("good", _("in force until %(day)s") % {"day": formats.day(paper.valid_to)})


@dataclass(frozen=True)
class RightRow:
    right: Right
    state: State
    chain: Chain


@dataclass(frozen=True)
class PaperRow:
    authorisation: Authorisation
    state: State


@dataclass(frozen=True)
class PapersOfBrand:
    """The brand's register as one organisation reads it on one day."""

    rights: list[RightRow]
    authorisations: list[PaperRow]


def papers_of(brand: Brand, organisation: Organisation, day: date) -> PapersOfBrand:
    """Two queries, however many papers there are."""
    prefetch_related_objects([brand], "rights", "authorisations")
    return PapersOfBrand(
        rights=[
            RightRow(right, state_on(right, day), chain_on(right, organisation, day)) for right in brand.rights.all()
        ],
        authorisations=[PaperRow(paper, state_on(paper, day)) for paper in brand.authorisations.all()],
    )


@dataclass(frozen=True)
class BrandRow:
    brand: Brand
    rights: int
    authorisations: int
    ends_on: date | None
    """The next day on which a paper of the brand ends."""


def brands_of(user: User, day: date) -> list[BrandRow]:
    """The person's brands with what their registers hold; two queries."""
    brands = Brand.objects.visible_to(user).prefetch_related("rights", "authorisations")
    rows = []
    for brand in brands:
        papers: list[Right | Authorisation] = [*brand.rights.all(), *brand.authorisations.all()]
        ends = [paper.valid_to for paper in papers if paper.valid_to is not None and paper.valid_to >= day]
        rows.append(BrandRow(brand, len(brand.rights.all()), len(brand.authorisations.all()), min(ends, default=None)))
    return rows


@dataclass(frozen=True)
class Ending:
    """A paper that ends soon, and the page on which it is renewed."""

    paper: Right | Authorisation
    url: str
    days: int
    """Until its last day."""


def ending_papers(user: User, day: date, *, within: int = 90, most: int = 5) -> list[Ending]:
    """The person's papers that end within so many days, the nearest first; two queries."""
    found: list[Ending] = []
    for name, model in (("right", Right), ("authorisation", Authorisation)):
        rows = model.objects.filter(
            brand__in=Brand.objects.visible_to(user), valid_to__gte=day, valid_to__lte=day + timedelta(days=within)
        )
        for paper in rows.select_related("brand").order_by("valid_to", "pk")[:most]:
            assert paper.valid_to is not None
            url = reverse(f"brands:{name}_edit", args=[paper.brand.slug, paper.pk])
            found.append(Ending(paper, url, (paper.valid_to - day).days))
    return sorted(found, key=lambda ending: ending.days)[:most]


def brands_of_reader(request: HttpRequest) -> QuerySet[Brand] | None:
    """The brands that somebody on the brands' side acts for; nothing to a platform's people."""
    user = request.user
    return Brand.objects.visible_to(user) if isinstance(user, User) and user.is_merchant else None


def brands_in_words(number: int) -> str:
    """How many brands the reader acts for, for the head of the navigation."""
    return ngettext("%(number)s brand", "%(number)s brands", number) % {"number": number}
