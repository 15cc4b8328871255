"""Translations beside what was said: by a machine of the organisation's own choice, or by a person."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services.outside import take_message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.models import Translation, TranslatorSetting
from branddesk.channels.services import translations
from branddesk.core.enums import Language, Side, Via
from branddesk.core.errors import DomainError, NotAllowed

pytestmark = pytest.mark.django_db

State = Translation.State


class Service:
    """An OpenAI-compatible service on this machine: it answers what `say` says and keeps what it was asked."""

    def __init__(self):
        self.asked: list[Any] = []
        self.status = 200
        self.said: Any = "我们正在查看。"
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append((self.path, self.headers.get("Authorization"), body))
                answer: Any = service.said
                if isinstance(answer, str):
                    answer = {"choices": [{"message": {"content": answer}}]}
                data = json.dumps(answer).encode()
                self.send_response(service.status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.place = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def service(settings):
    service = Service()
    settings.TRANSLATOR_HOSTS = [service.place]
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def keeper(cast):
    return make_user(organisation=cast.merchant, role=Role.ADMINISTRATOR)


@pytest.fixture
def message(cast):
    cast.alice.language = Language.CHINESE
    cast.alice.save()
    case = make_case(brand=make_brand(members=[cast.alice]), assignee=cast.alice)
    return take_message(case=case, via=Via.EMAIL, key="1", text="Мы смотрим.", side=Side.PLATFORM, name="Ирина")


@pytest.fixture
def is_set_up(keeper, service):
    translations.configure(actor=keeper, is_on=True, address=f"{service.place}/v1", model="m-1", key="sk-geheim")


def address(message, what=""):
    return f"/channels/translations/message/{message.pk}/{what}"


def test_a_translation_stands_beside_the_original_and_says_that_a_machine_made_it(
    cast, message, service, is_set_up, client
):
    client.force_login(cast.alice)

    client.post(address(message, "ask/"))

    page = client.get(address(message)).content.decode()
    assert "我们正在查看。" in page
    assert "Machine-made" in page or "机器" in page
    message.refresh_from_db()
    assert message.body == "Мы смотрим."


def test_nothing_but_the_text_leaves_the_house_and_it_leaves_as_data(cast, message, service, is_set_up, client):
    client.force_login(cast.alice)

    client.post(address(message, "ask/"))

    [(path, authorization, body)] = service.asked
    assert (path, authorization) == ("/v1/chat/completions", "Bearer sk-geheim")
    assert body["model"] == "m-1"
    assert body["messages"][1]["content"] == "<text>Мы смотрим.</text>"
    assert message.case.number not in json.dumps(body)


def test_it_is_asked_once_however_often_the_button_is_pressed(cast, message, service, is_set_up, client):
    client.force_login(cast.alice)

    for _time in range(3):
        client.post(address(message, "ask/"))

    assert len(service.asked) == 1


def test_without_a_service_nothing_leaves_and_the_way_out_is_named(cast, message, service):
    with pytest.raises(DomainError, match="administrator"):
        translations.ask(actor=cast.alice, kind="message", number=message.pk, language=Language.CHINESE)
    assert service.asked == []


def test_what_a_machine_says_is_text_and_runs_nothing(cast, message, service, is_set_up, client):
    service.said = "<script>alert(1)</script> [x](javascript:alert(2))"
    client.force_login(cast.alice)

    client.post(address(message, "ask/"))

    page = client.get(address(message)).content.decode()
    assert "<script>" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("said", [{"error": "no"}, {"choices": []}, {"choices": [{"message": None}]}, " ", ["x"]])
def test_a_strange_answer_is_told_and_can_be_tried_again(cast, message, service, is_set_up, client, said):
    service.said = said
    client.force_login(cast.alice)
    client.post(address(message, "ask/"))
    assert Translation.objects.get().state == State.FAILED

    service.said = "好"
    client.post(address(message, "ask/"))

    assert Translation.objects.get().text == "好"


def test_a_service_that_is_down_is_told_without_the_key(cast, message, service, is_set_up, client, caplog):
    service.status = 500
    client.force_login(cast.alice)

    client.post(address(message, "ask/"))

    translation = Translation.objects.get()
    assert (translation.state, translation.error) == (State.FAILED, "HTTP 500")
    assert "sk-geheim" not in caplog.text + translation.error


def test_a_person_s_own_translation_stands_beside_it(cast, message, client):
    client.force_login(cast.alice)

    client.post(address(message, "paste/"), {"text": "我们在看。"})
    client.post(address(message, "paste/"), {"text": "我们正在看。"})

    [translation] = Translation.objects.all()
    assert (translation.text, translation.is_machine, translation.author) == ("我们正在看。", False, cast.alice)
    assert client.post(address(message, "paste/"), {"text": " "}).status_code == 422


def test_a_stranger_gets_no_translation_of_it(cast, message, client):
    client.force_login(cast.mallory)

    for what in ("", "ask/", "paste/"):
        method = client.post if what else client.get
        assert method(address(message, what), {"text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        translations.paste(actor=cast.mallory, kind="message", number=message.pk, language=Language.ENGLISH, text="x")


def test_the_key_is_kept_encrypted_never_shown_and_never_goes_to_another_address(keeper, service, is_set_up, client):
    client.force_login(keeper)
    page = client.get("/channels/translator/").content.decode()
    assert "sk-geheim" not in page
    assert "sk-geheim" not in TranslatorSetting.objects.get().key

    translations.configure(actor=keeper, is_on=True, address="https://other.example/v1", model="m-1")

    assert TranslatorSetting.objects.get().key == ""


def test_an_address_in_the_own_network_is_refused_with_a_sentence(keeper, client):
    client.force_login(keeper)

    answer = client.post("/channels/translator/", {"is_on": "on", "address": "http://127.0.0.1:8000/v1", "model": "m"})

    assert answer.status_code == 422
    assert "open internet" in answer.content.decode()


def test_a_try_says_what_came_back(keeper, service, is_set_up, client):
    client.force_login(keeper)

    page = client.post("/channels/translator/try/", follow=True).content.decode()

    assert "我们正在查看。" in page


def test_a_message_in_another_language_offers_it_on_the_page(cast, message, client):
    client.force_login(cast.alice)
    message.case.submitted_at = message.happened_at
    message.case.status = "review"
    message.case.save()

    assert address(message) in client.get(f"/cases/{message.case.number}/").content.decode()
