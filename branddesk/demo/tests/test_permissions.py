"""Every address of the demo, for everybody: open to all in the demo, unknown outside."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import check_row, names_of
from branddesk.demo.models import DemoMail

ROWS = [("demo:mailbox", ""), ("demo:mail", "mail")]


@pytest.mark.parametrize(("is_demo", "status"), [(True, 200), (False, 404)])
@pytest.mark.parametrize(("name", "of"), ROWS)
def test_the_mailbox_exists_in_the_demo_only(cast, settings, name, of, is_demo, status):
    settings.DEMO = is_demo
    mail = DemoMail.objects.create(sender="desk@localhost", subject="Hello", text="Hello")

    check_row(cast, name, method="get", expected={"*": status}, args=(mail.pk,) if of else ())


def test_the_table_names_every_address():
    assert {name for name, _of in ROWS} == names_of("demo:")
