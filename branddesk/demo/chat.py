"""Chats of the demo: some that ended and stand in their cases, one that waits, one that is open, and ready replies."""

from __future__ import annotations

from datetime import datetime, timedelta

from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.channels.chat import services
from branddesk.channels.chat.models import Conversation
from branddesk.channels.chat.permissions import Reader
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.demo.cast import Cast
from branddesk.demo.rhythm import moment_of

EN, RU, ZH = Language.ENGLISH.value, Language.RUSSIAN.value, Language.CHINESE.value

REPLIES = (
    (
        "Greeting",
        "Good day. I am reading your case and will answer in a moment.",
        "Добрый день. Читаю ваше обращение и сейчас отвечу.",
        "您好。我正在查看您的工单，稍后回复您。",
    ),
    (
        "Certificate wanted",
        "Please send the registration certificate with its list of classes here, or attach it to the case.",
        "Пришлите, пожалуйста, свидетельство с перечнем классов сюда или приложите его к обращению.",
        "请在此发送注册证及其商品类别清单，或附到工单中。",
    ),
    (
        "Goodbye",
        "This chat will stand in your case. Write again at any time.",
        "Этот чат сохранится в вашем обращении. Пишите в любое время.",
        "本次对话会保存在您的工单中。随时欢迎再次联系。",
    ),
)

TALKS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "lin",
        ZH,
        (
            ("guest", "请问审核还需要哪些文件？"),
            ("desk", "您好，还需要注册证的第 21 类清单。"),
            ("guest", "明白，今天会补上。"),
        ),
    ),
    (
        "vetrova",
        RU,
        (
            ("guest", "Продавец сменил название карточки. Нужно ли новое обращение?"),
            ("desk", "Нет, укажите новую ссылку здесь, модератор увидит её в обращении."),
            ("guest", "Спасибо, записала."),
        ),
    ),
    (
        "rudina",
        RU,
        (
            ("guest", "Когда ждать ответа по второму артикулу?"),
            ("desk", "Решение по нему готовится, ответ будет завтра до обеда."),
        ),
    ),
)
DAYS_AGO = (11, 6, 2)


def furnish(cast: Cast) -> None:
    """Tell the chats, through the services; the cases are there already."""
    now = clock.now()
    agent = cast["ryabov"]
    with clock.at(now - timedelta(days=20)):
        services.set_attendance(actor=agent, is_available=True)
        services.set_attendance(actor=cast["kalugina"], is_available=False)
        for name, english, russian, chinese in REPLIES:
            services.save_reply(actor=agent, name=name, texts={EN: english, RU: russian, ZH: chinese})
    for (login, language, lines), days in zip(TALKS, DAYS_AGO, strict=True):
        _tell_ended(cast, login, language, lines, moment_of(cast[login], now.date() - timedelta(days=days), 14))
    with clock.at(now - timedelta(minutes=4)):
        services.set_attendance(actor=agent, is_available=True)
        chat = _begin(cast, "liang", ZH, "推广活动的报名资料在哪里提交？")
        services.accept(actor=agent, conversation=chat)
        services.say(reader=Reader(person=agent), key=chat.key, text="您好，请稍等，我来查看。")
    with clock.at(now - timedelta(minutes=1)):
        _begin(cast, "savelyev", RU, "Не открывается файл с отказом, можно прислать его сюда?")


def _tell_ended(cast: Cast, login: str, language: str, lines: tuple[tuple[str, str], ...], at: datetime) -> None:
    """A chat from its first line to its end; where the person has a case on this desk, it stands there."""
    agent, person = cast["ryabov"], cast[login]
    cases = Case.objects.visible_to(person).filter(
        marketplace=cast.desk, closed_at=None, submitted_at__lt=at, last_event_at__lt=at
    )
    with clock.at(at):
        chat = _begin(cast, login, language, lines[0][1], case=cases.order_by("-submitted_at", "pk").first())
    with clock.at(at + timedelta(minutes=2)):
        services.accept(actor=agent, conversation=chat)
    for minute, (side, text) in enumerate(lines[1:], start=3):
        reader = Reader(person=agent if side == "desk" else person)
        with clock.at(at + timedelta(minutes=minute)):
            services.mark_read(reader=Reader(person=person), conversation=chat, seq=99)
            services.say(reader=reader, key=chat.key, text=text)
    with clock.at(at + timedelta(minutes=9)):
        services.close(reader=Reader(person=agent), conversation=Conversation.objects.get(pk=chat.pk))


def _begin(cast: Cast, login: str, language: str, text: str, *, case: Case | None = None) -> Conversation:
    person = cast[login]
    brand = case.brand if case is not None else Brand.objects.visible_to(person).order_by("pk").first()
    desk = cast.organisations["verba"]
    return services.start(reader=Reader(person=person), desk=desk, text=text, language=language, brand=brand, case=case)
