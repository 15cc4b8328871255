"""What an answer of Ozon means, what is asked again, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import httpx2
import pytest

from branddesk.marketplaces.ozon.client import errors, reviews, seller
from branddesk.marketplaces.ozon.client.errors import TRIPPED_SECONDS
from branddesk.marketplaces.ozon.client.paging import each, pages
from branddesk.marketplaces.ozon.client.transport import Client, Unknown

Handler = Callable[[httpx2.Request], httpx2.Response]
GATE = (
    "i.service.ReviewInfoV2: ReviewListV2 s.CheckSellerReviewAccess: rpc error: code = PermissionDenied "
    "desc = not available with existing subscription"
)


class NoPace:
    """Gives every turn at once, and remembers the pauses."""

    def __init__(self) -> None:
        self.rests: list[tuple[str, float]] = []

    def take(self, client_id: str, path: str, *, patience: float) -> None:
        pass

    def take_own(self, client_id: str, name: str, limit: tuple[int, float]) -> None:
        pass

    def rest(self, client_id: str, path: str, seconds: float) -> None:
        self.rests.append((path, seconds))


def asking(*answers: httpx2.Response | Exception, **given: Any) -> tuple[Client, list[httpx2.Request]]:
    """A client whose calls are answered in this order, the last answer for ever, and the calls."""
    calls: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        calls.append(request)
        said = answers[min(len(calls), len(answers)) - 1]
        if isinstance(said, Exception):
            raise said
        return said

    options: dict[str, Any] = {"pace": NoPace(), "sleep": lambda seconds: None} | given
    return Client("836273", "the-key", transport=httpx2.MockTransport(answer), **options), calls


def refusing(status: int, message: str, code: int | None = None, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json={"code": code, "message": message, "details": []}, headers=named)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusing(401, "Client-Id and Api-Key headers are required", 16), errors.KeyInvalid),
        (refusing(403, "Invalid Api-Key, please check the key and try again", 7), errors.KeyInvalid),
        (refusing(403, "Api-key is deactivated, use another one", 7), errors.KeyExpired),
        (refusing(403, "Api-Key is missing a required role for a method", 7), errors.NoRole),
        (refusing(403, "Api-Key is restricted to specific IP addresses", 7), errors.IpBound),
        (refusing(403, "Company is blocked, please contact support", 7), errors.Blocked),
        (refusing(403, "Offer not signed"), errors.OfferNotSigned),
        (refusing(403, GATE, 7), errors.NoSubscription),
        (refusing(400, "obsolete method cannot be used"), errors.Obsolete),
        (refusing(400, "Request validation error: invalid limit", 3), errors.BadRequest),
        (refusing(404, "review not found", 5), errors.NotFound),
        (httpx2.Response(404, text="404 page not found"), errors.NoSuchMethod),
        (refusing(409, "already", 6), errors.Conflict),
        (refusing(500, "oops", 13), errors.ServerTrouble),
        (refusing(429, "too many", Retry_After="900"), errors.Limited),
        (refusing(500, "Circle is open", 2), errors.Tripped),
        (httpx2.Response(200, text='{"expires_at": "2027-'), errors.Malformed),
        (httpx2.Response(200, json="words"), errors.Malformed),
        (httpx2.Response(502, text="<html>"), errors.ServerTrouble),
        (httpx2.ConnectTimeout("slow"), errors.Unreachable),
        (httpx2.ReadTimeout("slow"), errors.Interrupted),
    ],
)
def test_every_refusal_is_an_error_of_its_own_with_a_sentence(answer, kind):
    ozon, _calls = asking(answer)

    with pytest.raises(errors.OzonError) as caught:
        seller.roles(ozon)

    assert type(caught.value) is kind
    assert all(caught.value.sentence.in_(language) for language in ("en", "ru", "zh-hans"))
    assert "the-key" not in str(caught.value) + repr(ozon)


def test_a_read_is_asked_again_until_it_is_answered():
    ozon, calls = asking(refusing(500, "oops"), httpx2.ReadTimeout("slow"), httpx2.Response(200, json={"roles": []}))

    assert seller.roles(ozon).roles == ()
    assert len(calls) == 3


def test_a_refusal_is_not_asked_again():
    ozon, calls = asking(refusing(403, GATE, 7))

    with pytest.raises(errors.NoSubscription):
        reviews.list_reviews(ozon)
    assert len(calls) == 1


def test_the_pause_is_the_one_that_ozon_names():
    paused: list[float] = []
    pace = NoPace()
    ozon, _calls = asking(
        refusing(429, "too many", Retry_After="3"),
        httpx2.Response(200, json={}),
        sleep=paused.append,
        pace=pace,
    )

    seller.roles(ozon)

    assert paused == [3.0]
    assert pace.rests == [("", 3.0)]


def test_a_pause_for_items_is_in_minutes_and_rests_that_method_alone():
    pace = NoPace()
    ozon, _calls = asking(refusing(429, "too many", Item_Retry_After="10"), pace=pace)

    with pytest.raises(errors.Limited) as caught:
        seller.roles(ozon)

    assert caught.value.seconds == 600
    assert pace.rests == [("/v1/roles", 600.0)]


def test_a_tripped_method_rests_for_minutes():
    pace = NoPace()
    ozon, calls = asking(refusing(403, "Circle is open"), pace=pace)

    with pytest.raises(errors.Tripped):
        seller.roles(ozon)

    assert pace.rests == [("/v1/roles", TRIPPED_SECONDS)]
    assert len(calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        refusing(500, "oops"),
        httpx2.ReadTimeout("slow"),
        httpx2.RemoteProtocolError("cut"),
        httpx2.Response(200, text='{"comment_'),
        httpx2.Response(504, text="<html>"),
    ],
)
def test_a_write_whose_outcome_is_open_is_never_repeated(answer):
    ozon, calls = asking(answer)

    outcome = reviews.create_comment(ozon, review_id="r1", text="Thank you")

    assert isinstance(outcome, Unknown)
    assert len(calls) == 1


def test_an_open_outcome_is_looked_up_at_ozon():
    comments = {"comments": [{"id": "c7", "text": "Thank  you\n", "is_owner": True, "is_rejected": True}], "offset": 0}
    ozon, _calls = asking(httpx2.ReadTimeout("slow"), httpx2.Response(200, json=comments))

    outcome = reviews.create_comment(ozon, review_id="r1", text="Thank you")

    assert isinstance(outcome, Unknown)
    assert outcome.look_up() == "c7"


def test_what_was_not_done_is_not_found():
    other = {"comments": [{"id": "c1", "text": "Thank you", "is_owner": False}], "offset": 0}
    ozon, _calls = asking(refusing(500, "oops"), httpx2.Response(200, json=other))

    outcome = reviews.create_comment(ozon, review_id="r1", text="Thank you")

    assert isinstance(outcome, Unknown)
    assert outcome.look_up() is None


def test_a_write_that_was_never_sent_is_tried_again():
    ozon, calls = asking(
        httpx2.ConnectError("down"),
        refusing(429, "too many", Retry_After="1"),
        httpx2.Response(200, json={"comment_id": "c1"}),
    )

    assert reviews.create_comment(ozon, review_id="r1", text="Thank you") == "c1"
    assert len(calls) == 3


def test_pages_follow_the_mark_and_stop_with_the_flag():
    first = {"reviews": [{"id": "a"}, {"id": "b"}], "last_id": "b", "has_next": True}
    last = {"reviews": [{"id": "c"}], "last_id": "c", "has_next": False}
    ozon, calls = asking(httpx2.Response(200, json=first), httpx2.Response(200, json=last))

    assert [review.id for review in each(partial(reviews.list_reviews, ozon))] == ["a", "b", "c"]
    assert b'"last_id":"b"' in calls[1].content


def test_a_walk_goes_on_from_the_mark_where_it_was_cut_off():
    ozon, calls = asking(httpx2.Response(200, json={"reviews": [], "last_id": "", "has_next": True}))

    assert [page.rows for page in pages(partial(reviews.list_reviews, ozon), after="b")] == [()]
    assert b'"last_id":"b"' in calls[0].content


def test_a_mark_that_leads_round_in_a_circle_is_refused():
    same = {"reviews": [{"id": "a"}], "last_id": "a", "has_next": True}
    ozon, _calls = asking(httpx2.Response(200, json=same))

    with pytest.raises(errors.Malformed):
        list(each(partial(reviews.list_reviews, ozon)))
