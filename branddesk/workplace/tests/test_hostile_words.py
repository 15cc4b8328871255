"""Words that mean to be more than words: in every place where people type, on every page that shows them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases.listings import read_listings
from branddesk.cases.services import (
    add_note,
    add_tag,
    link_cases,
    plan_follow_up,
    rate_case,
    save_template,
    send_message,
    watch,
)
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing, make_submission
from branddesk.catalogue.tests.factories import make_product
from branddesk.core.enums import CaseKind, Status
from branddesk.evidence.tests.factories import make_exhibit, make_share
from branddesk.foundation.files.serving import serve
from branddesk.foundation.lists.services.views import save_view
from branddesk.foundation.search.analyser import analyse, mark, read_query
from branddesk.helpcenter.tests.factories import make_article
from branddesk.marketplaces.registry import gateway
from branddesk.stores.tests.factories import make_marketplace
from branddesk.web.markdown import render

pytestmark = pytest.mark.django_db

HOSTILE = '"><svg onload=alert(1)>'
TAG = '"><svg onload=x>'
LIVE = re.compile(r"<svg onload", re.IGNORECASE)


@pytest.fixture
def world(cast) -> dict[str, object]:
    """Everything that has words has hostile ones."""
    User.objects.filter(pk__in=[cast.bob.pk, cast.moderator.pk]).update(name=HOSTILE)
    brand = make_brand(name=f"Q{HOSTILE}", slug="q", members=[cast.alice])
    market = make_marketplace(operator=cast.platform)
    fields = {"created_by": cast.alice, "brand": brand, "marketplace": market, "moderator": cast.moderator}
    right = make_right(brand=brand, sign=HOSTILE, holder=HOSTILE)
    case = make_case(
        **fields, status=Status.IN_REVIEW, subject=HOSTILE, statement=HOSTILE, own_sku="<svg onload", right=right
    )
    make_submission(case=case, listing=make_listing(case=case, seller=HOSTILE, title=HOSTILE, sku=TAG))
    other = make_case(
        **fields, status=Status.IN_REVIEW, subject=HOSTILE, kind=CaseKind.OTHER, details={"asked": HOSTILE}
    )
    rated = make_case(**fields, status=Status.CLOSED, subject=HOSTILE)
    draft = make_case(**fields, subject=HOSTILE, statement=HOSTILE, own_sku="<svg onload")
    exhibit = make_exhibit(brand=brand, sealed_by=cast.alice, title=HOSTILE, file_name=HOSTILE)
    make_case_exhibit(case=case, exhibit=exhibit)
    make_share(exhibit, cast.platform)
    make_product(brand=brand, changed_by=cast.alice, name=HOSTILE, offer_id=TAG, sku="<svg onload")
    send_message(actor=cast.alice, case=case, text=HOSTILE)
    send_message(actor=cast.moderator, case=case, text=HOSTILE)
    add_note(actor=cast.alice, case=case, text=f"{HOSTILE} @{HOSTILE}")
    add_tag(actor=cast.alice, case=case, name=TAG)
    add_tag(actor=cast.moderator, case=case, name=TAG)
    watch(actor=cast.alice, case=case, person=cast.bob)
    link_cases(actor=cast.alice, case=case, other=other)
    plan_follow_up(actor=cast.alice, case=case, due_on=market.today(), text=HOSTILE)
    rate_case(actor=cast.alice, case=rated, score=1, comment=HOSTILE)
    save_view(actor=cast.alice, list_name="cases", name=HOSTILE, query=f"view=all&q={HOSTILE}")
    template = save_template(actor=cast.administrator, name=HOSTILE, texts={"en": HOSTILE})
    texts: dict[str, Any] = {
        f"{part}_{code}": HOSTILE for part in ("title", "summary", "body") for code in ("en", "ru", "zh")
    }
    article = make_article(**texts)
    article.section.name_en = HOSTILE
    article.section.save()
    case_page = [("cases:detail", [each.number]) for each in (case, other, rated)]
    return {
        "pages": [
            *case_page,
            ("cases:draft", [draft.number]),
            ("cases:side", [draft.number]),
            ("cases:evidence", [draft.number]),
            ("cases:list", []),
            ("cases:views", []),
            ("cases:tags", [case.number]),
            ("cases:templates", [case.number]),
            ("cases:template", [case.number, template.texts.get().pk]),
            ("cases:colleagues", [case.number]),
            ("cases:act", [case.number, "watchers"]),
            ("cases:act", [case.number, "link"]),
            ("cases:queue", []),
            ("terms:templates", []),
            ("terms:template", [template.pk]),
            ("terms:template_history", [template.pk]),
            ("terms:overview", []),
            ("workplace:start", []),
            ("web:search", []),
            ("web:palette", []),
            ("brands:list", []),
            ("brands:detail", [brand.slug]),
            ("catalogue:list", []),
            ("catalogue:bring", []),
            ("evidence:list", []),
            ("evidence:detail", [exhibit.key]),
            ("helpcenter:home", []),
            ("helpcenter:article", [article.slug]),
            ("helpcenter:articles", []),
            ("helpcenter:edit", [article.slug]),
            ("helpcenter:history", [article.slug]),
            ("accounts:people", []),
            ("notices:list", []),
        ],
        "exhibit": exhibit,
    }


@pytest.mark.parametrize("person", ["alice", "bob", "administrator", "moderator", "platform_administrator", "trainer"])
@pytest.mark.parametrize("query", ["", "svg onload alert", HOSTILE])
def test_no_page_takes_typed_words_for_markup(client, cast, world, person, query):
    client.force_login(getattr(cast, person))
    seen = 0

    for name, args in world["pages"]:
        response = client.get(reverse(name, args=args), {"q": query} if query else {}, follow=True)
        assert response.status_code in {200, 403, 404, 409}, name
        if response["Content-Type"].startswith("text/html"):
            assert not LIVE.search(response.content.decode()), name
        else:
            assert response["Content-Type"].split(";")[0] in {"text/plain", "application/json"}, name
            assert response["X-Content-Type-Options"] == "nosniff"
        seen += "svg onload" in response.content.decode()

    assert seen > 5, "the words must be on the pages, or the test proves nothing"


@pytest.mark.parametrize(
    "name", ['a"; filename=evil.exe', "a\r\nSet-Cookie: x=1", "отчёт; x.html", "\u202egnp.exe", HOSTILE]
)
@pytest.mark.parametrize("inline", [True, False])
def test_a_file_name_adds_nothing_to_the_header(world, name, inline):
    header = serve(world["exhibit"].blob, name, inline=inline)["Content-Disposition"]

    assert "\r" not in header
    assert "\n" not in header
    assert "\u202e" not in header
    assert header.split(";")[0] in {"inline", "attachment"}
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', "", header)
    assert unquoted.count("filename") == 1, header


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "[" * 20_000 + "](" * 20_000,
        "*" * 50_000,
        "_a" * 20_000,
        "`" * 50_000,
        "> " * 20_000,
        "- " * 20_000,
        "http://" * 5_000,
        "品牌" * 20_000,
        "1 " * 50_000,
        "9" * 50_000,
        "https://www.ozon.ru/product/" + "-" * 50_000,
        "\t" * 50_000,
        "₽ 1 000 " * 5_000,
        "!@#" * 20_000,
        "<" * 50_000,
        "&" * 50_000,
    ],
    ids=lambda text: f"{text[:6]}x{len(text)}",
)
@pytest.mark.parametrize("reader", ["markdown", "search", "index", "listings"])
def test_no_long_text_keeps_a_reader_busy(text, reader):
    begun = time.process_time()

    if reader == "markdown":
        render(text[:10_000])
    elif reader == "search":
        mark(text, read_query(text[:200], is_typing=True), width=160)
    elif reader == "index":
        analyse(text)
    else:
        read_listings(text, gateway("ozon"))

    assert time.process_time() - begun < 1
