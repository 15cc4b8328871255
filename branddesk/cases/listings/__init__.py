"""Reads a pasted list of listings in any form people have: links, SKUs, lines from a sheet.

No line is lost in silence: each ends as a listing, as one already named, as a heading, or as unreadable and why.
"""

from branddesk.cases.listings.paste import MAX_LINES, Reading, Unreadable, read_listings

__all__ = ["MAX_LINES", "Reading", "Unreadable", "read_listings"]
