"""The demo's translation service: it speaks the protocol and marks what it was given, so that all of it can be tried.

It translates nothing but the phrases it knows; the rest comes back as it was, with a sentence that says so.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LONGEST = 60_000
PHRASES = {
    "Добрый день!": {"Simplified Chinese": "您好！", "English": "Good day!", "Russian": "Добрый день!"},
}
MARKS = {
    "Simplified Chinese": "（演示翻译：此处应为中文译文）",
    "Russian": "(Демонстрационный перевод: здесь стоял бы русский текст.)",
    "English": "(Demo translation: the English text would stand here.)",
}


@csrf_exempt
@require_POST
def completions(request: HttpRequest) -> JsonResponse:
    """One answer, in the shape of OpenAI's chat completions."""
    if not settings.DEMO:
        raise Http404
    try:
        asked = json.loads(request.body[:LONGEST])
        task, text = (str(message["content"]) for message in asked["messages"])
    except (ValueError, LookupError, TypeError):
        return JsonResponse({"error": {"message": "not a request of chat completions"}}, status=400)
    language = next((name for name in MARKS if name in task), "English")
    text = text.removeprefix("<text>").removesuffix("</text>")
    said = PHRASES.get(text, {}).get(language) or f"{MARKS[language]}\n\n{text}"
    answer = {"role": "assistant", "content": said}
    return JsonResponse({"object": "chat.completion", "choices": [{"index": 0, "message": answer}]})
