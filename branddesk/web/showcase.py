"""Sample values for /components/: invented, in the three languages, every state once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import translation

from branddesk.core import clock
from branddesk.core.enums import Status

LANGUAGES = ("zh-hans", "ru", "en")


def statuses() -> list[tuple[str, ...]]:
    """Each status of a case with the words that its readers see, in Chinese, Russian and English."""
    return [(status.value, *(_label(status, language) for language in LANGUAGES)) for status in Status]


def _label(status: Status, language: str) -> str:
    with translation.override(language):
        return str(status.label)


@dataclass(frozen=True)
class Words:
    """What one language's column says where an app would bring its own words."""

    number: str
    number_hint: str
    date: str
    date_error: str
    kind: str
    kinds: tuple[str, str]
    agree: str
    file_name: str
    event: str
    note: str
    empty: str
    empty_text: str
    action: str
    primary: str
    secondary: str
    danger: str
    held: str
    missing: str
    mend: str
    expiring: str
    fine: str
    copy_label: str
    meaning: str
    toast: str
    refusal: str
    person: str


WORDS = {
    "zh-hans": Words(
        number="商标注册号",
        number_hint="Роспатент 或 Madrid 号码，不含空格。",
        date="有效期至",
        date_error="这个日期已过。续展过的话，请填续展后的日期并附证明。",
        kind="诉求",
        kinds=("隐藏商品页", "改正内容"),
        agree="材料与原件一致",
        file_name="注册证.pdf",
        event="封存 7 份证据材料",
        note="同一 INN，8 月处理过一次。",
        empty="没有等您处理的事",
        empty_text="下一个时限是明天 20:00，BD-10455。",
        action="去看可疑商品",
        primary="提交工单",
        secondary="约跟进",
        danger="撤回工单",
        held="暂停，等卖家",
        missing="SKU 1690044120 缺商品页截图。",
        mend="现在采集",
        expiring="授权书 12月31日 到期。",
        fine="商标有效，第 21 类，覆盖俄罗斯",
        copy_label="诉求说明",
        meaning="请求隐藏该商品页：卖家未经授权使用我方商标。",
        toast="BD-10420 已关闭",
        refusal="这件工单已经关闭，不能再补材料。请先重开。",
        person="林晓雯",
    ),
    "ru": Words(
        number="Номер товарного знака",
        number_hint="Номер Роспатента или Мадридской системы, без пробелов.",
        date="Действует до",
        date_error="Срок действия истёк. Если знак продлён, укажите новую дату и приложите подтверждение.",
        kind="Требование",
        kinds=("Скрыть карточку", "Исправить карточку"),
        agree="Документы совпадают с оригиналами",
        file_name="Свидетельство.pdf",
        event="Опечатано материалов: 7",
        note="Тот же ИНН, в августе уже решали.",
        empty="Вас ничего не ждёт",
        empty_text="Ближайший срок завтра в 20:00, BD-10455.",
        action="К подозрительным товарам",
        primary="Создать обращение",
        secondary="Назначить проверку",
        danger="Отозвать обращение",
        held="Пауза: ответ за продавцом",
        missing="Нет снимка карточки SKU 1690044120.",
        mend="Сделать сейчас",
        expiring="Письмо-разрешение истекает 31 декабря.",
        fine="Знак действует в России, класс 21",
        copy_label="Суть требования",
        meaning="Просим скрыть карточку: знак используется без разрешения.",
        toast="Обращение BD-10420 закрыто",
        refusal="Обращение закрыто, дополнить его нельзя. Сначала откройте его вновь.",
        person="Елена Соколова",
    ),
    "en": Words(
        number="Trademark number",
        number_hint="Rospatent or Madrid number, without spaces.",
        date="Valid until",
        date_error="This date has passed. If the mark was renewed, enter the new date and attach the proof.",
        kind="Claim",
        kinds=("Hide the listing", "Correct the listing"),
        agree="The papers match their originals",
        file_name="Certificate.pdf",
        event="7 exhibits sealed",
        note="Same INN, handled once in August.",
        empty="Nothing waits for you",
        empty_text="The next deadline is tomorrow 20:00, BD-10455.",
        action="To the suspects",
        primary="File a case",
        secondary="Set a follow-up",
        danger="Withdraw the case",
        held="Paused: seller to answer",
        missing="A screenshot of SKU 1690044120 is missing.",
        mend="Capture it now",
        expiring="The letter of authorisation expires on 31 December.",
        fine="The mark is valid in Russia, class 21",
        copy_label="Claim",
        meaning="We ask to hide the listing: our mark is used without permission.",
        toast="BD-10420 is closed",
        refusal="This case is closed and takes no more papers. Reopen it first.",
        person="Daniel Brooks",
    ),
}


def sample_form(code: str) -> forms.Form:
    """A form that was sent with one wrong field."""
    words = WORDS[code]
    choices = [("hide", words.kinds[0]), ("correct", words.kinds[1])]

    class Sample(forms.Form):
        number = forms.CharField(label=words.number, help_text=words.number_hint)
        valid_to = forms.CharField(label=words.date)
        kind = forms.ChoiceField(label=words.kind, choices=choices)
        claim = forms.ChoiceField(label=words.kind, choices=choices, widget=forms.RadioSelect)
        agree = forms.BooleanField(label=words.agree, required=False)

    data = {"number": "912447", "valid_to": "2023-03-14", "kind": "hide", "claim": "hide", "agree": "on"}
    with translation.override(code):
        form = Sample({f"{code}-{name}": value for name, value in data.items()}, prefix=code)
        form.add_error("valid_to", words.date_error)
    return form


def history(words: Words) -> list[dict[str, Any]]:
    """A change that can be put back, and one whose words were erased."""
    pieces = [("same", words.kinds[0] + " "), ("gone", "2026"), ("new", "2027")]
    change = {"what": words.event, "who": words.person, "at": clock.now() - timedelta(hours=4)}
    return [
        change | {"seq": 2, "may_restore": True, "changes": [{"label": words.kind, "pieces": pieces}]},
        change | {"seq": 1, "may_restore": False, "changes": []},
    ]


def columns() -> list[dict[str, Any]]:
    now = clock.now()
    return [
        {
            "code": code,
            "html_code": "zh-Hans" if code == "zh-hans" else code,
            "words": words,
            "form": sample_form(code),
            "at": now - timedelta(hours=4),
            "far": now + timedelta(days=2, hours=21),
            "near": now + timedelta(hours=3, minutes=45),
            "missed": now - timedelta(hours=5),
            "blockers": [{"text": words.missing, "href": "#readiness", "mend": words.mend}],
            "warnings": [{"text": words.expiring}],
            "passed": [{"text": words.fine}],
            "history": history(words),
        }
        for code, words in WORDS.items()
    ]


def context() -> dict[str, Any]:
    return {"statuses": statuses(), "columns": columns(), "rows": range(3)}
