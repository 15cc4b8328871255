"""A neutral picture for an exhibit that has no thumbnail: a sheet with the short name of its type."""

from __future__ import annotations

from branddesk.evidence.models import Exhibit
from branddesk.foundation.files import kinds

SHORT_NAMES = {
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    kinds.DOCX: "DOCX",
    kinds.XLSX: "XLSX",
    "image/heic": "HEIC",
    "image/svg+xml": "SVG",
    "text/html": "HTML",
    "text/plain": "TXT",
    "text/xml": "XML",
    "video/mp4": "MP4",
    "video/webm": "WEBM",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/ogg": "OGG",
    "audio/wav": "WAV",
}
SHEET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 112 84" role="img">\
<rect width="112" height="84" fill="#f4f4f1"/>\
<path d="M41 14h22l12 12v44H41z" fill="#fff" stroke="#8b8e96" stroke-width="1.5" stroke-linejoin="round"/>\
<path d="M63 14v12h12" fill="none" stroke="#8b8e96" stroke-width="1.5" stroke-linejoin="round"/>\
<text x="58" y="54" font-family="system-ui,sans-serif" font-size="11" font-weight="600" text-anchor="middle" \
fill="#4a4e57">{name}</text></svg>"""


def short_name(exhibit: Exhibit) -> str:
    """PDF, MP4, HEIC …; nothing for pictures and for what is unknown."""
    return SHORT_NAMES.get(exhibit.blob.content_type, "")


def placeholder(exhibit: Exhibit) -> str:
    return SHEET.format(name=short_name(exhibit))
