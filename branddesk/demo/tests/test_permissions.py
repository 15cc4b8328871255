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


@pytest.mark.parametrize(("is_demo", "status"), [(True, 422), (False, 404)])
def test_mail_is_answered_in_the_demo_only(cast, settings, is_demo, status):
    settings.DEMO = is_demo
    mail = DemoMail.objects.create(sender="desk@localhost", subject="Hello", text="Hello")

    check_row(cast, "demo:answer", method="post", expected={"*": status}, args=(mail.pk,))


@pytest.mark.parametrize(("is_demo", "status"), [(True, 400), (False, 404)])
def test_the_translator_exists_in_the_demo_only(cast, settings, is_demo, status):
    settings.DEMO = is_demo

    check_row(cast, "demo:translator", method="post", expected={"*": status})


def test_the_table_names_every_address():
    assert {name for name, _of in ROWS} | {"demo:answer", "demo:translator"} == names_of("demo:")
