"""Words of the trade that several apps share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    CHINESE = "zh-hans", "中文"
    RUSSIAN = "ru", "Русский"
    ENGLISH = "en", "English"


class Currency(models.TextChoices):
    RUB = "RUB", _("Russian rouble")
    CNY = "CNY", _("Chinese yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")


class Route(models.TextChoices):
    """How a case reaches a marketplace."""

    DESK = "desk", _("answered on this desk")
    CABINET = "cabinet", _("submitted by a person in the marketplace's own cabinet")


class Side(models.TextChoices):
    """The two sides of a case, and whose turn it is."""

    BRAND = "brand", _("Brand")
    PLATFORM = "platform", _("Platform")
    NONE = "none", _("Nobody")


class Status(models.TextChoices):
    """Where a case stands. Every status but draft and closed follows from its submissions."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "review", _("In review")
    WAITING = "waiting", _("Waiting for brand")
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Partly granted")
    REFUSED = "refused", _("Refused")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")


class SubmissionStatus(models.TextChoices):
    """Where one submission stands; for infringement there is one per offending listing."""

    PREPARED = "prepared", _("To be filed")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "review", _("In review")
    WAITING = "waiting", _("More proof wanted")
    GRANTED = "granted", _("Listing hidden")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")
    REOPENED = "reopened", _("Reopened")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Reason(models.TextChoices):
    """Why a submission was decided so, or what was missing."""

    COUNTERFEIT = "counterfeit", _("Counterfeit goods")
    NO_PERMISSION = "no_permission", _("Mark used without permission")
    SIMILAR_SIGN = "similar_sign", _("Confusingly similar sign")
    COPIED_CONTENT = "copied_content", _("Photos or texts copied")
    NO_VIOLATION = "no_violation", _("No violation found")
    SELLER_PERMITTED = "seller_permitted", _("Seller showed permission")
    WRONG_CLASS = "wrong_class", _("Right does not cover these goods")
    OWN_SKU_UNKNOWN = "own_sku_unknown", _("Own SKU not found")
    PROOF_INSUFFICIENT = "proof_insufficient", _("Proof insufficient")
    PAPER_EXPIRED = "paper_expired", _("Paper expired or open-ended")
    SCREENSHOT_UNCLEAR = "screenshot_unclear", _("Screenshot without date, address or seller")
    LISTING_GONE = "listing_gone", _("Listing already gone")
