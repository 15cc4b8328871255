from branddesk.brands.services.brands import found_brand, grant_brand, rename_brand, withdraw_grant
from branddesk.brands.services.papers import (
    add_authorisation,
    add_right,
    change_authorisation,
    change_right,
    faults_of_authorisation,
    faults_of_right,
)
from branddesk.brands.services.warnings import warn_of_ending_papers

__all__ = [
    "add_authorisation",
    "add_right",
    "change_authorisation",
    "change_right",
    "faults_of_authorisation",
    "faults_of_right",
    "found_brand",
    "grant_brand",
    "rename_brand",
    "warn_of_ending_papers",
    "withdraw_grant",
]
