"""An answer without the mail that it quotes and without its signature, in three languages and as many clients.

Reads line by line with short patterns: general libraries for this take minutes over a hostile text.
"""

from __future__ import annotations

import re

LONGEST_LINE = 400
MOST_LINES = 5_000

_RULE = re.compile(
    r"^[\s>]*[-_=*]{2,60}\s*(original message|forwarded message|begin forwarded message|исходное сообщение|"
    r"пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|原始邮件|原邮件|原始郵件|"
    r"转发邮件信息|转发的邮件|回复的原邮件|回复的邮件|original|reply message)\s*[-_=*]{0,60}\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"(\bwrote|написала?(\(а\))?|пишет|писала?(\(а\))?|写道|寫道|写到)\s*[:：]\s*$",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(r"\d{1,2}[:：.]\d{2}|\d{4}|\d{1,2}[./]\d{1,2}")
_RUSSIAN_GMAIL = re.compile(
    r"\d{4}\s?г?\.?,?\s(в\s)?\d{1,2}:\d{2}(:\d{2})?,?\s.{1,200}<[^<>\s]{3,200}>:\s*$", re.IGNORECASE
)
_RUSSIAN_MAILRU = re.compile(r"\d{4}\s?(г\.)?,?\s(в\s)?\d{1,2}:\d{2}.{0,40}\sот\s.{1,200}:\s*$", re.IGNORECASE)
_YANDEX = re.compile(r"^\d{1,2}\.\d{2}\.\d{4},?\s(в\s)?\d{1,2}:\d{2},?\s.{1,200}<[^<>]{3,200}>:\s*$", re.IGNORECASE)
_HEADERS = {
    "from": re.compile(r"^[\s>*]*(from|от кого|от|发件人|寄件者|寄件人)\*?\s*[:：]", re.IGNORECASE),
    "sent": re.compile(
        r"^[\s>*]*(sent|date|отправлено|дата|发送时间|发送日期|日期|时间|寄件日期)\*?\s*[:：]", re.IGNORECASE
    ),
    "to": re.compile(r"^[\s>*]*(to|кому|收件人|收件者)\*?\s*[:：]", re.IGNORECASE),
    "subject": re.compile(r"^[\s>*]*(subject|тема|主题|主旨)\*?\s*[:：]", re.IGNORECASE),
}
_LINE = re.compile(r"^[_-]{10,}\s*$")
_MOBILE = re.compile(
    r"^(sent from (my |mail |yahoo|outlook|samsung)|get outlook for|отправлено (с|из|от) |отправлено с помощью|"
    r"发自我的|发送自|从我的.{1,20}发送|来自我的|发自网易|来自.{0,12}(邮箱|手机))",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(--|——)\s?$")


def without_tail(text: str) -> str:
    """What the writer wrote anew. A text that is nothing but a quotation stays as it is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
    heads = [line[:LONGEST_LINE].strip() for line in lines]
    end = next((index for index in range(len(heads)) if _begins_tail(heads, index)), len(lines))
    end = _without_signature(heads, _without_quotes(heads, end))
    kept = "\n".join(lines[:end]).strip()
    return kept or text.strip()


def _begins_tail(heads: list[str], index: int) -> bool:
    line = heads[index]
    if not line:
        return False
    if _RULE.match(line) or _is_header_block(heads, index):
        return True
    if _LINE.match(line):
        after = next((each for each in range(index + 1, min(index + 4, len(heads))) if heads[each]), index)
        return after > index and _is_header_block(heads, after)
    # Long attributions are wrapped over up to three lines.
    for size in (1, 2, 3):
        if any(not heads[each] for each in range(index, min(index + size, len(heads)))):
            return False
        if _is_attribution(" ".join(heads[index : index + size])):
            return _rest_is_quoted(heads, index + size)
    return False


def _is_attribution(line: str) -> bool:
    line = line[:LONGEST_LINE].lstrip("> ")
    if not line.endswith((":", "：")):
        return False
    if _ATTRIBUTION.search(line) and (_HAS_TIME.search(line) or "@" in line):
        return True
    return bool(_RUSSIAN_GMAIL.search(line) or _RUSSIAN_MAILRU.search(line) or _YANDEX.match(line))


def _rest_is_quoted(heads: list[str], start: int) -> bool:
    """Whoever answers between or below the quoted lines keeps them: without them the answer says nothing."""
    rest = [line for line in heads[start:] if line]
    quoted = [line.startswith(">") for line in rest]
    if not any(quoted):
        return True
    last = max(index for index, is_quoted in enumerate(quoted) if is_quoted)
    own = [line for line, is_quoted in zip(rest[:last], quoted, strict=False) if not is_quoted]
    after = rest[last + 1 :]
    is_own_after = bool(after) and not (_SIGNATURE.match(after[0]) or _MOBILE.match(after[0]))
    return not own and not is_own_after


def _is_header_block(heads: list[str], index: int) -> bool:
    """From, and soon after it two more of the lines with which clients head a quoted mail."""
    if not _HEADERS["from"].match(heads[index]):
        return False
    near = [line for line in heads[index + 1 : index + 9] if line][:5]
    return sum(any(_HEADERS[name].match(line) for line in near) for name in ("sent", "to", "subject")) >= 2


def _without_quotes(heads: list[str], end: int) -> int:
    """Quoted lines at the end, with the line that leads to them."""
    index = end
    while index and (not heads[index - 1] or heads[index - 1].startswith(">")):
        index -= 1
    if not any(line.startswith(">") for line in heads[index:end]):
        return end
    return index


def _without_signature(heads: list[str], end: int) -> int:
    for index in range(max(0, end - 30), end):
        if _SIGNATURE.match(heads[index]):
            return index
    index = end
    while index and not heads[index - 1]:
        index -= 1
    if index and _MOBILE.match(heads[index - 1]) and len(heads[index - 1]) < 80:
        return index - 1
    return end
