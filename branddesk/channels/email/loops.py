"""Mail that no person wrote: answered, it would run in a circle."""

from __future__ import annotations

import re

from branddesk.channels.email.parsing import Mail

_ROBOTS = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?[+-].*|mdaemon)@")
_OUT_OF_OFFICE = re.compile(
    r"^(auto(matic)?[ -]?(reply|response)|out of office|автоответ|автоматический ответ|自动回复|自動回覆)",
    re.IGNORECASE,
)


def is_automatic(mail: Mail) -> bool:
    """Sent by a program: an absence notice, a list, bulk mail, a robot (RFC 3834 and what came before it)."""
    submitted = mail.header("auto-submitted").split(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or mail.header("precedence").strip().lower() in ("bulk", "list", "junk", "auto_reply")
        or any(name in mail.named for name in ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond"))
        or mail.header("x-auto-response-suppress").strip().lower() in ("all", "oof", "autoreply")
        or has_null_return_path(mail)
        or bool(_ROBOTS.match(mail.sender))
        or bool(_OUT_OF_OFFICE.match(mail.subject))
    )


def has_null_return_path(mail: Mail) -> bool:
    return "return-path" in mail.named and not mail.header("return-path").strip().strip("<>").strip()
