"""What can go wrong with Ozon, each with a sentence for the reader. No error holds the key."""

from __future__ import annotations

from typing import ClassVar

from branddesk.marketplaces.words import Phrase


class OzonError(Exception):
    """Ozon did not do what was asked. `message` is its own text, for logs and the curious."""

    sentence: ClassVar[Phrase] = Phrase("Ozon отклонил запрос.", "Ozon 拒绝了该请求。", "Ozon refused the request.")

    def __init__(self, path: str, message: str = "", *, status: int = 0, code: int | None = None) -> None:
        super().__init__(f"{path}: HTTP {status or '-'} {message}".rstrip())
        self.path = path
        self.message = message
        self.status = status
        self.code = code


class KeyTrouble(OzonError):
    """The key as a whole does not work, so nothing else will."""


class KeyInvalid(KeyTrouble):
    sentence = Phrase(
        "Ozon не знает такого ключа. Проверьте Client-Id и Api-Key.",
        "Ozon 不认可该密钥。请核对 Client-Id 和 Api-Key。",
        "Ozon does not know this key. Check the Client-Id and the Api-Key.",
    )


class KeyExpired(KeyTrouble):
    sentence = Phrase(
        "Ключ истёк или отключён. Создайте в кабинете новый и замените его здесь.",
        "密钥已过期或已停用。请在卖家后台新建密钥并在此更换。",
        "The key has ended or was switched off. Make a new one in the cabinet and replace it here.",
    )


class IpBound(KeyTrouble):
    sentence = Phrase(
        "Ключ привязан к другим IP-адресам. Добавьте в кабинете адрес этого сервера.",
        "密钥绑定了其他 IP 地址。请在卖家后台添加本服务器的地址。",
        "The key is bound to other IP addresses. Add the address of this server in the cabinet.",
    )


class Blocked(KeyTrouble):
    sentence = Phrase(
        "Ozon заблокировал компанию продавца. Обратитесь в поддержку Ozon.",
        "卖家公司已被 Ozon 封禁。请联系 Ozon 客服。",
        "Ozon has blocked the seller's company. Turn to Ozon's support.",
    )


class OfferNotSigned(KeyTrouble):
    sentence = Phrase(
        "Договор Ozon изменился и ещё не принят. Примите его в кабинете.",
        "Ozon 合同已更新但尚未签署。请在卖家后台签署。",
        "Ozon's contract has changed and is not accepted yet. Accept it in the cabinet.",
    )


class NoRole(OzonError):
    sentence = Phrase(
        "У ключа нет роли для этого метода. Выберите её при создании ключа.",
        "该密钥没有调用此方法的角色。请在新建密钥时选择相应角色。",
        "The key has no role for this method. Choose it when you make a key.",
    )


class NoSubscription(OzonError):
    sentence = Phrase(
        "На вашей подписке Ozon этого не предлагает.",
        "您当前的 Ozon 订阅不包含此功能。",
        "Ozon does not offer this with your subscription.",
    )


class Limited(OzonError):
    """Asked too often: nothing was done. `seconds` until it may be asked again."""

    sentence = Phrase(
        "Запросов к Ozon слишком много. Повторим чуть позже.",
        "对 Ozon 的请求过于频繁，稍后会重试。",
        "Ozon is asked too often. It is tried again a little later.",
    )

    def __init__(self, path: str, message: str = "", *, seconds: float, status: int = 0) -> None:
        super().__init__(path, message, status=status)
        self.seconds = seconds


class Tripped(Limited):
    """Ozon has switched the method off for minutes; nothing was done."""

    sentence = Phrase(
        "Ozon на несколько минут отключил этот метод. Повторим позже.",
        "Ozon 已将该方法停用数分钟，稍后会重试。",
        "Ozon has switched this method off for some minutes. It is tried again later.",
    )


class Obsolete(OzonError):
    sentence = Phrase(
        "Ozon больше не поддерживает этот метод. Обновите программу.",
        "Ozon 已停用该方法。请升级本软件。",
        "Ozon no longer has this method. Update the desk.",
    )


class NoSuchMethod(Obsolete):
    """Plain-text 404: there is no such path at all."""


class NotFound(OzonError):
    sentence = Phrase(
        "Ozon этого не находит. Возможно, оно удалено.",
        "Ozon 找不到该内容，可能已被删除。",
        "Ozon does not find it. It may have been deleted.",
    )


class Conflict(OzonError):
    sentence = Phrase(
        "Ozon отвечает, что состояние уже другое. Обновите данные.",
        "Ozon 表示状态已发生变化。请刷新数据。",
        "Ozon says that things stand differently by now. Load the data again.",
    )


class BadRequest(OzonError):
    sentence = Phrase(
        "Ozon не принял данные запроса.", "Ozon 未接受请求的数据。", "Ozon did not accept the data of the request."
    )


class ServerTrouble(OzonError):
    """Ozon answered with its own failure, or with what cannot be read."""

    sentence = Phrase(
        "У Ozon неполадки. Попробуйте через несколько минут.",
        "Ozon 出现故障。请几分钟后再试。",
        "Ozon has trouble of its own. Try again in some minutes.",
    )


class Malformed(ServerTrouble):
    """The answer was cut off, is not JSON, or lacks what cannot be missed."""


class Unreachable(ServerTrouble):
    """No connection was made: nothing was sent."""

    sentence = Phrase(
        "Ozon не отвечает. Попробуйте через минуту.",
        "Ozon 没有响应。请一分钟后再试。",
        "Ozon does not answer. Try again in a minute.",
    )


class Interrupted(ServerTrouble):
    """The request was sent and no whole answer came: whether it was done is not known."""

    sentence = Phrase(
        "Ответ Ozon не пришёл: неизвестно, выполнено ли действие. Проверим, прежде чем повторять.",
        "没有收到 Ozon 的答复，尚不清楚操作是否成功。重试前会先核实。",
        "No answer came from Ozon, so it is not known whether it was done. It is looked up before it is tried again.",
    )


_BY_TEXT: tuple[tuple[str, type[OzonError]], ...] = (
    ("not available with existing subscription", NoSubscription),
    ("missing a required role", NoRole),
    ("restricted to specific ip", IpBound),
    ("api-key is deactivated", KeyExpired),
    ("api-key is expired", KeyExpired),
    ("api-key has expired", KeyExpired),
    ("company is blocked", Blocked),
    ("offer not signed", OfferNotSigned),
    ("invalid api-key", KeyInvalid),
    ("headers are required", KeyInvalid),
    ("obsolete method", Obsolete),
)
"""Ozon tells these apart by words alone; prefixes differ by method, so anything may stand around them."""

TRIPPED = "circle is open"
TRIPPED_SECONDS = 300.0
"""Ozon says “minutes”; five of them are waited."""


def from_answer(path: str, status: int, message: str, code: int | None, seconds: float | None) -> OzonError:
    """The error that an answer of another status than 200 means. `seconds`: the pause it asks for."""
    words = message.casefold()
    if TRIPPED in words:
        return Tripped(path, message, seconds=seconds or TRIPPED_SECONDS, status=status)
    if status == 429 or (code == 8 and status < 500):
        return Limited(path, message, seconds=1.0 if seconds is None else seconds, status=status)
    if status < 500:
        for text, kind in _BY_TEXT:
            if text in words:
                return kind(path, message, status=status, code=code)
    kind = _by_status(status, code)
    return kind(path, message, status=status, code=code)


def _by_status(status: int, code: int | None) -> type[OzonError]:
    if status >= 500 or status == 408:
        return ServerTrouble
    if status == 401 or code == 16:
        return KeyInvalid
    if status == 403 or code == 7:
        return NoRole
    if status == 404 or code == 5:
        return NotFound
    if status == 409:
        return Conflict
    return BadRequest
