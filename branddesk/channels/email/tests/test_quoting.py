"""One answer as each of the common clients sends it; what is written anew stays, what is quoted goes."""

from __future__ import annotations

import pytest

from branddesk.channels.email.quoting import without_tail

ANSWER = "Карточку скрыли.\nНомер 912447."
QUOTED = "> Есть новости?\n> \n> Alice"

TAILS = {
    "gmail en": f"On Mon, Nov 23, 2026 at 10:11 AM Alice <alice@desk.test> wrote:\n\n{QUOTED}",
    "gmail en, wrapped": f"On Mon, Nov 23, 2026 at 10:11 AM Alice Clarke\n<alice@desk.test> wrote:\n\n{QUOTED}",
    "gmail ru": f"пн, 23 нояб. 2026 г. в 10:11, Alice <alice@desk.test>:\n\n{QUOTED}",
    "gmail zh": f"Alice <alice@desk.test> 于2026年11月23日周一 10:11写道：\n\n{QUOTED}",
    "apple en": f"On 23 Nov 2026, at 10:11, Alice <alice@desk.test> wrote:\n\n{QUOTED}",
    "apple ru": f"23 нояб. 2026 г., в 10:11, Alice <alice@desk.test> написал(а):\n\n{QUOTED}",
    "apple zh": f"在 2026年11月23日，10:11，Alice <alice@desk.test> 写道：\n\n{QUOTED}",
    "outlook en": "________________________________\nFrom: Alice <alice@desk.test>\n"
    "Sent: Monday, November 23, 2026 10:11\n"
    "To: Irina\nSubject: News\n\nAny news?",
    "outlook ru": "От: Alice <alice@desk.test>\nОтправлено: 23 ноября 2026 г. 10:11\nКому: Ирина\n"
    "Тема: Новости\n\nЕсть новости?",
    "outlook zh": "发件人: Alice <alice@desk.test>\n发送时间: 2026年11月23日 10:11\n收件人: Irina\n"
    "主题: 进展\n\n有消息吗？",
    "outlook old": "-----Original Message-----\nFrom: Alice\nSent: Monday\n\nAny news?",
    "qq": '------------------ 原始邮件 ------------------\n发件人: "Alice" <alice@desk.test>;\n'
    "发送时间: 2026年11月23日\n\n有消息吗？",
    "foxmail": "发件人： Alice\n发送时间： 2026-11-23 10:11\n收件人： Irina\n主题： 进展\n\n有消息吗？",
    "163": f'在 2026-11-23 10:11:12，"Alice" <alice@desk.test> 写道：\n{QUOTED}',
    "163 en": f'At 2026-11-23 10:11:12, "Alice" <alice@desk.test> wrote:\n{QUOTED}',
    "yandex": f'23.11.2026, 10:11, "Alice" <alice@desk.test>:\n{QUOTED}',
    "mail.ru": f"Понедельник, 23 ноября 2026, 10:11 +03:00 от Alice <alice@desk.test>:\n{QUOTED}",
    "mail.ru forwarded": "-------- Пересылаемое сообщение --------\nОт кого: Alice\n\nЕсть новости?",
    "thunderbird ru": f"23.11.2026 10:11, Alice пишет:\n{QUOTED}",
    "bare quotes": QUOTED,
}


@pytest.mark.parametrize("client", TAILS)
def test_the_quoted_tail_goes(client):
    assert without_tail(f"{ANSWER}\n\n{TAILS[client]}\n") == ANSWER


@pytest.mark.parametrize(
    "sign", ["-- \nИрина Калугина", "Отправлено с iPhone", "Sent from my iPhone", "发自我的 iPhone"]
)
def test_the_signature_goes(sign):
    assert without_tail(f"{ANSWER}\n\n{sign}\n\n{TAILS['gmail ru']}") == ANSWER


def test_answers_between_the_quoted_lines_stay_whole():
    text = f"{TAILS['gmail en'].splitlines()[0]}\n> Скрыли?\nДа.\n> Все?\nВсе три."
    assert without_tail(text) == text


def test_a_mail_that_only_quotes_stays_as_it_is():
    assert without_tail(QUOTED) == QUOTED


@pytest.mark.parametrize(
    "text",
    [
        "Он написал: карточку скроют.",
        "From: the factory we know\nnothing.",
        "Срок: 10:11 завтра:\nпришлите файл.",
        "时间：明天",
    ],
)
def test_ordinary_sentences_are_no_quotation(text):
    assert without_tail(text) == text
