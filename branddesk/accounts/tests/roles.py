"""One person for every role, so that each app can ask who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.test import Client

from branddesk.accounts.models import Organisation, Role, User
from branddesk.accounts.tests.factories import make_organisation, make_user


@dataclass(frozen=True)
class Cast:
    """Alice has access, Bob is her colleague, Mallory works for another merchant and sees nothing of theirs."""

    alice: User
    bob: User
    viewer: User
    administrator: User
    moderator: User
    platform_viewer: User
    platform_administrator: User
    mallory: User

    @property
    def merchant(self) -> Organisation:
        return self.alice.organisation

    @property
    def platform(self) -> Organisation:
        return self.moderator.organisation

    def clients(self) -> Iterator[tuple[str, Client]]:
        """Each person's name with a browser signed in as them, and "anonymous"."""
        for field in fields(self):
            client = Client()
            client.force_login(getattr(self, field.name))
            yield field.name, client
        yield "anonymous", Client()


EVERYBODY = (*(field.name for field in fields(Cast)), "anonymous")
"""The names that `Cast.clients` gives: the columns of a table of permissions."""


def make_cast() -> Cast:
    merchant = make_organisation(name="Qiheng", legal_name="Qiheng Brands Co., Ltd.")
    platform = make_organisation(name="Platform", legal_name="Platform LLC", kind=Organisation.Kind.PLATFORM)
    return Cast(
        alice=make_user(name="Alice", email="alice@example.org", organisation=merchant),
        bob=make_user(name="Bob", email="bob@example.org", organisation=merchant),
        viewer=make_user(name="Vera", email="vera@example.org", organisation=merchant, role=Role.VIEWER),
        administrator=make_user(name="Ada", email="ada@example.org", organisation=merchant, role=Role.ADMINISTRATOR),
        moderator=make_user(name="Mila", email="mila@example.org", organisation=platform),
        platform_viewer=make_user(name="Petra", email="petra@example.org", organisation=platform, role=Role.VIEWER),
        platform_administrator=make_user(
            name="Pavel", email="pavel@example.org", organisation=platform, role=Role.ADMINISTRATOR
        ),
        mallory=make_user(name="Mallory", email="mallory@example.net"),
    )
