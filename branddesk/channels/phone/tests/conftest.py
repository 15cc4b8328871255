from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case
from branddesk.channels.phone.models import PhoneSystem
from branddesk.channels.phone.tests.factories import make_system
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def case(cast) -> Case:
    return make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        moderator=cast.moderator,
        statement="Просим скрыть карточку.",
    )


@pytest.fixture
def system(cast) -> PhoneSystem:
    return make_system(cast.merchant, e101=cast.alice)
