"""One person for every role, so that each app can ask who may do what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from django.test import Client

from branddesk.accounts.models import Organisation, Role, User
from branddesk.accounts.tests.factories import make_organisation, make_user


@dataclass(frozen=True)
class Cast:
    """Alice has access, Bob is her colleague, Mallory works for another merchant and sees nothing of theirs.

    The agent works for an agency and only for brands granted by name, so sees nothing either until one is.
    """

    alice: User
    bob: User
    viewer: User
    administrator: User
    moderator: User
    platform_viewer: User
    platform_administrator: User
    mallory: User
    brand_manager: User
    counsel: User
    agent: User
    support_agent: User
    account_manager: User
    activity_manager: User
    trainer: User

    @property
    def merchant(self) -> Organisation:
        return self.alice.organisation

    @property
    def platform(self) -> Organisation:
        return self.moderator.organisation

    @property
    def agency(self) -> Organisation:
        return self.agent.organisation

    def clients(self) -> Iterator[tuple[str, Client]]:
        """Each person's name with a browser signed in as them, and "anonymous"."""
        for field in fields(self):
            client = Client()
            client.force_login(getattr(self, field.name))
            yield field.name, client
        yield "anonymous", Client()


EVERYBODY = (*(field.name for field in fields(Cast)), "anonymous")
"""The names that `Cast.clients` gives: the columns of a table of permissions."""

LIKE = {
    "brand_manager": "bob",
    "counsel": "viewer",
    "agent": "mallory",
    "support_agent": "platform_viewer",
    "account_manager": "platform_viewer",
    "activity_manager": "platform_viewer",
    "trainer": "platform_viewer",
}
"""Who stands where a table names nobody else: a brand manager may what a representative may, and so on."""


def expectation(expected: Mapping[str, int | str], person: str) -> int | str:
    """What a row of a table expects for the person: by name, then as for whoever is like them, then `*`."""
    for name in (person, LIKE.get(person, ""), "*"):
        if name in expected:
            return expected[name]
    raise KeyError(f"The row says nothing of {person}.")


def make_cast() -> Cast:
    merchant = make_organisation(name="Qiheng", legal_name="Qiheng Brands Co., Ltd.")
    platform = make_organisation(name="Platform", legal_name="Platform LLC", kind=Organisation.Kind.PLATFORM)
    agency = make_organisation(name="Agency", legal_name="Agency LLC", kind=Organisation.Kind.AGENCY)
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
        brand_manager=make_user(
            name="Bruno", email="bruno@example.org", organisation=merchant, role=Role.BRAND_MANAGER
        ),
        counsel=make_user(name="Clara", email="clara@example.org", organisation=merchant, role=Role.COUNSEL),
        agent=make_user(name="Agnes", email="agnes@example.com", organisation=agency, sees_all_brands=False),
        support_agent=make_user(
            name="Sergey", email="sergey@example.org", organisation=platform, role=Role.SUPPORT_AGENT
        ),
        account_manager=make_user(
            name="Anna", email="anna@example.org", organisation=platform, role=Role.ACCOUNT_MANAGER
        ),
        activity_manager=make_user(
            name="Artur", email="artur@example.org", organisation=platform, role=Role.ACTIVITY_MANAGER
        ),
        trainer=make_user(name="Tamara", email="tamara@example.org", organisation=platform, role=Role.TRAINER),
    )
