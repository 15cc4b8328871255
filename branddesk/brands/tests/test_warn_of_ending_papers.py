"""Those who keep the register are warned 90, 30 and 7 days before a paper ends, each time once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.selectors import ending_papers
from branddesk.brands.services import warn_of_ending_papers
from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.core import clock
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("code", flat=True))


def test_a_warning_comes_90_30_and_7_days_before_the_end(alice, brand):
    today = clock.now()
    make_right(brand=brand, valid_to=today.date() + timedelta(days=100))

    counts = []
    for day in range(102):
        with clock.at(today + timedelta(days=day)):
            warn_of_ending_papers()
            counts.append(Notice.objects.filter(person=alice).count())

    steps = [day for day in range(1, 102) if counts[day] > counts[day - 1]]
    assert (counts[0], steps) == (0, [10, 70, 93])


def test_a_day_without_the_job_loses_no_warning(alice, brand):
    make_authorisation(brand=brand, valid_to=clock.today() + timedelta(days=25))

    warn_of_ending_papers()
    warn_of_ending_papers()

    assert told(alice) == ["authorisation.ends"]


def test_a_renewed_paper_is_warned_of_anew(alice, brand):
    right = make_right(brand=brand, valid_to=clock.today() + timedelta(days=5))
    warn_of_ending_papers()

    right.valid_to = clock.today() + timedelta(days=80)
    right.save()
    warn_of_ending_papers()

    assert told(alice) == ["right.ends", "right.ends"]


def test_only_those_who_keep_the_register_are_told(cast, brand):
    make_right(brand=brand, valid_to=clock.today() + timedelta(days=5))

    warn_of_ending_papers()

    assert told(cast.bob) == ["right.ends"]
    assert told(cast.viewer) == told(cast.mallory) == told(cast.moderator) == []


def test_papers_without_an_end_and_ended_ones_warn_of_nothing(alice, brand):
    make_right(brand=brand, valid_to=None)
    make_authorisation(brand=brand, valid_to=clock.today() - timedelta(days=1))

    assert warn_of_ending_papers() == 0


def test_the_warning_names_the_paper_and_its_day_in_the_readers_language(alice, brand):
    right = make_right(brand=brand, valid_to=clock.today() + timedelta(days=5))
    warn_of_ending_papers()

    sentence = Notice.objects.get(person=alice).sentence

    assert right.number in sentence
    assert str(right.valid_to.year) in sentence
    assert right.valid_to.isoformat() not in sentence


def test_papers_that_end_soon_stand_on_the_start_page_the_nearest_first(client, alice, brand):
    later = make_right(brand=brand, valid_to=clock.today() + timedelta(days=80))
    sooner = make_authorisation(brand=brand, valid_to=clock.today() + timedelta(days=5))
    make_right(brand=brand, valid_to=clock.today() + timedelta(days=200))
    client.force_login(alice)

    assert [ending.paper for ending in ending_papers(alice, clock.today())] == [sooner, later]
    assert str(later) in client.get("/").content.decode()
