"""Chats of the demo: some that ended and stand in their cases, some that wait or are open, and ready replies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.channels.chat import services
from branddesk.channels.chat.models import Conversation, Visitor
from branddesk.channels.chat.permissions import Reader
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.demo.cast import Cast
from branddesk.demo.pictures import screenshot
from branddesk.demo.rhythm import moment_of
from branddesk.helpcenter.models import Article

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

TALKS: tuple[tuple[str, str, int, tuple[tuple[str, str], ...]], ...] = (
    (
        "lin",
        ZH,
        11,
        (
            ("guest", "请问审核还需要哪些文件？"),
            ("desk", "您好，还需要注册证的第 21 类清单。"),
            ("guest", "明白，今天会补上。"),
        ),
    ),
    (
        "emma",
        EN,
        8,
        (
            ("guest", "The seller answers that our photographs are theirs. Which proof counts?"),
            ("desk", "Good day. The original files with their dates, or the photographer's statement."),
            ("file", "listing-photo.jpg"),
            ("note", "Долгая история с этим продавцом, дальше пусть ведёт менеджер."),
            ("manager", "Hello Emma, Irina here. This is enough; I will pass it to the moderator today."),
            ("guest", "Thank you, Irina."),
        ),
    ),
    (
        "vetrova",
        RU,
        6,
        (
            ("guest", "Продавец сменил название карточки. Нужно ли новое обращение?"),
            ("desk", "Нет, укажите новую ссылку здесь, модератор увидит её в обращении."),
            ("guest", "Спасибо, записала."),
        ),
    ),
    (
        "rudina",
        RU,
        2,
        (
            ("guest", "Когда ждать ответа по второму артикулу?"),
            ("desk", "Решение по нему готовится, ответ будет завтра до обеда."),
        ),
    ),
)
"""Who asked, in which language, how many days ago, and what was said by whom."""
OUT_OF_HOURS = "Вечером карточка кувшина пропала из поиска, хотя остаток есть. Что произошло?"
VISITOR = ("Олег Дроздов", "o.drozdov@mail.example", "Как стать представителем бренда, если я торгую сам?")


def furnish(cast: Cast) -> None:
    """Tell the chats, through the services; the cases are there already."""
    now = clock.now()
    agent, manager = cast["ryabov"], cast["kalugina"]
    with clock.at(now - timedelta(days=20)):
        services.set_attendance(actor=agent, is_available=True)
        services.set_attendance(actor=manager, is_available=False)
        for name, english, russian, chinese in REPLIES:
            services.save_reply(actor=agent, name=name, texts={EN: english, RU: russian, ZH: chinese})
    for login, language, days, lines in TALKS:
        _tell_ended(cast, login, language, lines, moment_of(cast[login], now.date() - timedelta(days=days), 14))
    _tell_out_of_hours(cast, moment_of(cast["savelyev"], now.date() - timedelta(days=4), 21))
    _tell_of_visitor(cast, moment_of(agent, now.date() - timedelta(days=1), 11))
    _tell_open(cast, now)


def _tell_open(cast: Cast, now: datetime) -> None:
    """What an agent finds: one answered, one handed on to the manager, and two who wait, one of them with a file."""
    agent, manager = cast["ryabov"], cast["kalugina"]
    with clock.at(now - timedelta(minutes=9)):
        handed = _begin(cast, "emma", EN, "Can the November promotion still take two more of our kettles?")
    with clock.at(now - timedelta(minutes=8)):
        services.accept(actor=agent, conversation=handed)
        services.say(reader=Reader(person=agent), key=handed.key, text="Good day. Your account manager decides that.")
        services.hand_over(actor=agent, conversation=handed, to=manager)
    with clock.at(now - timedelta(minutes=4)):
        services.set_attendance(actor=agent, is_available=True)
        chat = _begin(cast, "liang", ZH, "推广活动的报名资料在哪里提交？")
        services.accept(actor=agent, conversation=chat)
        services.say(reader=Reader(person=agent), key=chat.key, text="您好，请稍等，我来查看。")
    with clock.at(now - timedelta(minutes=3)):
        services.say(reader=Reader(person=manager), key=handed.key, text="Hello Emma, until Friday. Which two?")
    with clock.at(now - timedelta(minutes=2)):
        waiting = _begin(cast, "savelyev", RU, "Не открывается файл с отказом, можно прислать его сюда?")
        services.send_file(
            reader=Reader(person=cast["savelyev"]), key=waiting.key, file=_picture("отказ.jpg", now - timedelta(days=1))
        )
    with clock.at(now - timedelta(minutes=1)):
        _begin(cast, "halvorsen", EN, "How long does a reply to a counter-notice usually take?")


def _tell_ended(cast: Cast, login: str, language: str, lines: tuple[tuple[str, str], ...], at: datetime) -> None:
    """A chat from its first line to its end; where the person has a case on this desk, it stands there."""
    agent, person, manager = cast["ryabov"], cast[login], cast["kalugina"]
    cases = Case.objects.visible_to(person).filter(
        marketplace=cast.desk, closed_at=None, submitted_at__lt=at, last_event_at__lt=at
    )
    with clock.at(at):
        chat = _begin(cast, login, language, lines[0][1], case=cases.order_by("-submitted_at", "pk").first())
    with clock.at(at + timedelta(minutes=2)):
        services.accept(actor=agent, conversation=chat)
    speaks = {"guest": person, "desk": agent, "note": agent, "manager": manager}
    for minute, (side, text) in enumerate(lines[1:], start=3):
        with clock.at(at + timedelta(minutes=minute)):
            services.mark_read(reader=Reader(person=person), conversation=chat, seq=99)
            if side == "file":
                services.send_file(reader=Reader(person=person), key=chat.key, file=_picture(text, at))
                continue
            if side == "manager":
                services.hand_over(actor=agent, conversation=chat, to=manager)
            services.say(reader=Reader(person=speaks[side]), key=chat.key, text=text, is_note=side == "note")
    chat = Conversation.objects.select_related("agent").get(pk=chat.pk)
    with clock.at(at + timedelta(minutes=9)):
        services.close(reader=Reader(person=chat.agent), conversation=chat)


def _tell_out_of_hours(cast: Cast, at: datetime) -> None:
    """Nobody answers in the evening, so the question becomes a case as it was typed."""
    with clock.at(at):
        chat = _begin(cast, "savelyev", RU, OUT_OF_HOURS)
    with clock.at(at + timedelta(minutes=3)):
        services.become_case(actor=cast["savelyev"], conversation=chat)


def _tell_of_visitor(cast: Cast, at: datetime) -> None:
    """Somebody without an account, from the public help centre."""
    agent, (name, email, question) = cast["ryabov"], VISITOR
    with clock.at(at):
        reader = Reader(visitor=Visitor.objects.create(name=name, email=email, language=RU, confirmed_at=at))
        chat = services.start(reader=reader, desk=cast.organisations["verba"], text=question, language=RU)
    article = Article.objects.filter(is_published=True).order_by("section__position", "position").first()
    with clock.at(at + timedelta(minutes=2)):
        services.accept(actor=agent, conversation=chat)
        services.say(reader=Reader(person=agent), key=chat.key, text="Добрый день. Об этом есть статья, посылаю её.")
        if article is not None:
            services.send_article(actor=agent, key=chat.key, article=article)
    with clock.at(at + timedelta(minutes=5)):
        services.close(reader=reader, conversation=Conversation.objects.get(pk=chat.pk))


def _picture(name: str, at: datetime) -> ContentFile[bytes]:
    drawn = screenshot(
        address="verba.example/item/4410", title="Kettora", seller="TD-Kuhnya", price="", seen_at=at, colour="#4a4e57"
    )
    return ContentFile(drawn, name=name)


def _begin(cast: Cast, login: str, language: str, text: str, *, case: Case | None = None) -> Conversation:
    person = cast[login]
    brand = case.brand if case is not None else Brand.objects.visible_to(person).order_by("pk").first()
    desk = cast.organisations["verba"]
    return services.start(reader=Reader(person=person), desk=desk, text=text, language=language, brand=brand, case=case)
