"""The readiness check: what a case needs before it goes to the platform, what is missing, and how to mend it."""

from branddesk.cases.readiness.check import check_case
from branddesk.cases.readiness.findings import Check, Level, Readiness

__all__ = ["Check", "Level", "Readiness", "check_case"]
