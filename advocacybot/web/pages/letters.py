"""Letters to supporters that voted against, to be copied, signed and sent by people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from advocacybot.campaign.roles import Deed
from advocacybot.pipeline import letter
from advocacybot.web.house import for_deed, house
from advocacybot.web.wording_words import language_name

FALLBACK = "en"


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest, symbol: str, state: str) -> HttpResponse:
    """The letter in the language that is asked for, else in the reader's own where one is worded; or as a file."""
    worded = letter.languages(house())
    language = request.GET.get("language") or get_language() or FALLBACK
    if "language" not in request.GET and language not in worded:
        language = FALLBACK
    text = letter.letter(house(), symbol, state, language)
    if "download" in request.GET:
        name = f"letter-{symbol.replace('/', '-')}-{state}-{language}.txt"
        return HttpResponse(
            text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
    seen = {
        "symbol": symbol,
        "state": state,
        "name": house().configuration.reference.states.find(state).short_name(get_language() or FALLBACK),
        "language": language,
        "languages": [(one, language_name(one)) for one in worded],
        "text": text,
    }
    return render(request, "web/letter.html", seen)
