"""Words of the trade that several apps share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Via(models.TextChoices):
    """The way on which something was said."""

    DESK = "desk", pgettext_lazy("way", "Desk")
    EMAIL = "email", pgettext_lazy("way", "Mail")
    CHAT = "chat", pgettext_lazy("way", "Live chat")
    WECOM = "wecom", "WeCom"
    PHONE = "phone", pgettext_lazy("way", "Phone")
    MEETING = "meeting", pgettext_lazy("way", "Meeting")
    CABINET = "cabinet", pgettext_lazy("way", "Marketplace's cabinet")


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


class CaseKind(models.TextChoices):
    """What a case is about. Each kind has its form, its readiness check, its promises and its help."""

    INFRINGEMENT = "infringement", _("Brand infringement")
    QUALITY = "quality", _("Product-quality dispute")
    COMPLAINT = "complaint", _("Customer complaint")
    PROMOTION = "promotion", _("Promotion")
    CONTENT = "content", _("Brand content")
    ACCOUNT = "account", _("Account")
    OTHER = "other", _("Other")


class Priority(models.IntegerChoices):
    LOW = 1, pgettext_lazy("priority", "Low")
    NORMAL = 2, pgettext_lazy("priority", "Normal")
    HIGH = 3, pgettext_lazy("priority", "High")
    URGENT = 4, pgettext_lazy("priority", "Urgent")


class EscalationLevel(models.IntegerChoices):
    """Who looks at the case: a level beside its status."""

    SUPPORT = 1, pgettext_lazy("level", "Support")
    ACCOUNT_MANAGER = 2, pgettext_lazy("level", "Account manager")
    LEGAL = 3, pgettext_lazy("level", "Legal")


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
    REMEDIED = "remedied", _("Remedied as asked")
    QUALITY_CONFIRMED = "quality_confirmed", _("Quality shown by documents or inspection")
    VOICE_TAKEN_DOWN = "voice_taken_down", _("Review or question taken down")
    ENTRY_ALLOWED = "entry_allowed", _("Entry to the activity allowed")
    CONTENT_CORRECTED = "content_corrected", _("Card corrected")
    DOCUMENT_ACCEPTED = "document_accepted", _("Document accepted")
    ACCESS_RESTORED = "access_restored", _("Access restored")
    WITHIN_RULES = "within_rules", _("Within the platform's rules")
    QUALITY_DEFECT = "quality_defect", _("Defect confirmed")
    TERMS_NOT_MET = "terms_not_met", _("Conditions of the activity not met")
    DOCUMENT_REFUSED = "document_refused", _("Document refused")
    DETAILS_MISSING = "details_missing", _("Details missing")
    DOCUMENT_UNREADABLE = "document_unreadable", _("Document unreadable or incomplete")
