from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case
from branddesk.channels.wecom.models import WeComApp
from branddesk.channels.wecom.sandbox.company import Company
from branddesk.channels.wecom.sandbox.server import running
from branddesk.channels.wecom.tests.fixtures import make_app
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def company(settings):
    company = Company()
    with running(company) as address:
        settings.WECOM_API = address
        yield company


@pytest.fixture
def app(cast, company) -> WeComApp:
    return make_app(company, cast.merchant)


@pytest.fixture
def case(cast) -> Case:
    """A case of Alice's, with the platform of the cast."""
    return make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        moderator=cast.moderator,
    )
