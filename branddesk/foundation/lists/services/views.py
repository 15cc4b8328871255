"""Keeping a list as one likes to see it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError
from branddesk.core.form_keys import hold
from branddesk.foundation.lists.models import SavedView

MOST_VIEWS = 40
LONGEST_QUERY = 600


@transaction.atomic
def save_view(*, actor: Any, list_name: str, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep the list as it stands under a name; a view of one's own with that name becomes this one."""
    name = _name(name)
    if len(query) > LONGEST_QUERY:
        raise DomainError(_("There are too many filters to keep. Take some away, then save the view."))
    hold(actor)
    mine = SavedView.objects.select_for_update().filter(owner=actor, list=list_name)
    view = mine.filter(name=name).first()
    if view is None:
        if mine.count() >= MOST_VIEWS:
            raise DomainError(_("You have forty views here. Delete one that you no longer use."))
        last = mine.aggregate(last=Max("position"))["last"] or 0
        view = SavedView(owner=actor, list=list_name, name=name, position=last + 1)
    view.query, view.is_shared = query, is_shared
    view.save()
    return view


@transaction.atomic
def change_view(*, actor: Any, view: SavedView, name: str, is_shared: bool, is_default: bool) -> SavedView:
    """Give one's view another name, share it, or let it open first."""
    view = _mine(actor, view)
    name = _name(name)
    others = SavedView.objects.filter(owner=actor, list=view.list).exclude(pk=view.pk)
    if others.filter(name=name).exists():
        raise DomainError(_("You have a view of this name already. Choose another name."))
    if is_default:
        others.filter(is_default=True).update(is_default=False)
    view.name, view.is_shared, view.is_default = name, is_shared, is_default
    view.save()
    return view


@transaction.atomic
def move_view(*, actor: Any, view: SavedView, up: bool) -> None:
    """Let one's view stand one place earlier or later."""
    views = list(SavedView.objects.select_for_update().filter(owner=actor, list=view.list).order_by("position", "pk"))
    places = [each.pk for each in views]
    if view.pk not in places:
        return
    here = places.index(view.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(views):
        views[here], views[there] = views[there], views[here]
    for position, each in enumerate(views, start=1):
        each.position = position
    SavedView.objects.bulk_update(views, ["position"])


@transaction.atomic
def delete_view(*, actor: Any, view: SavedView) -> None:
    """Forget one's view; colleagues with whom it was shared lose it too."""
    _mine(actor, view).delete()


def _mine(actor: Any, view: SavedView) -> SavedView:
    found = SavedView.objects.select_for_update().filter(owner=actor, pk=view.pk).first()
    if found is None:
        raise DomainError(_("This view was deleted meanwhile."))
    return found


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("Give the view a name."))
    if len(name) > 60:
        raise DomainError(_("The name is too long. Sixty characters are enough for one."))
    return name
