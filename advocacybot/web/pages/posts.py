"""One post: look at it as its readers will, and decide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from advocacybot.campaign.roles import Deed
from advocacybot.campaign.warnings import is_name, number_in
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.pipeline import reconcile, review, warn
from advocacybot.store import pictures, posts
from advocacybot.web import sentences, vote_shown, warning_shown
from advocacybot.web.house import for_deed, house, reason, staff, whole_number
from advocacybot.web.pages.votes import entries, facts, find
from advocacybot.web.shown import shown
from advocacybot.wording.changes import changes
from advocacybot.wording.threads import split, unmarked

MOST_TYPED = 20_000
"""Characters: far more than any thread holds."""


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest, number: int) -> HttpResponse:
    found = posts.get(number)
    before = review.last_agreed_words(found.post)
    seen = {
        **_rests_on(request, found.post.slot.symbol),
        "one": shown(house(), found, staff(request)),
        "changes": changes("\n\n".join(before), "\n\n".join(found.post.words.parts)) if before else (),
        "same_words": posts.with_the_same_words(found.post),
        "journal": entries(request, [f"post {number}"]),
    }
    return render(request, "web/post.html", seen)


def _rests_on(request: HttpRequest, symbol: str) -> dict[str, object]:
    """The vote, or the warning, that the post speaks of, and what is known of it."""
    language = get_language() or "en"
    if is_name(symbol):
        return warning_shown.facts(house(), warn.get(number_in(symbol)), staff(request), language)
    kept = find(symbol)
    return {**facts(request, kept.vote), **vote_shown.grounds(house(), kept, language)}


@require_POST
@for_deed(Deed.APPROVE_POSTS)
def approve(request: HttpRequest, number: int) -> HttpResponse:
    found = review.approve(house(), number, staff(request).person, _version(request))
    messages.success(request, _("Post %(number)s: agreed.") % {"number": number})
    return redirect("post", number=found.post.id)


@require_POST
@for_deed(Deed.APPROVE_POSTS)
def reject(request: HttpRequest, number: int) -> HttpResponse:
    review.reject(house(), number, staff(request).person, reason(request), _version(request))
    return redirect("queue")


@require_POST
@for_deed(Deed.HOLD_POSTS)
def hold(request: HttpRequest, number: int) -> HttpResponse:
    review.hold(house(), number, staff(request).person, reason(request), _version(request))
    return redirect("post", number=number)


@require_POST
@for_deed(Deed.HOLD_POSTS)
def release(request: HttpRequest, number: int) -> HttpResponse:
    review.release(house(), number, staff(request).person, _version(request))
    return redirect("post", number=number)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_POSTS)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Other words. What somebody else changed meanwhile is shown beside what was typed, and nothing typed is lost."""
    found = posts.get(number)
    typed = request.POST.get("words") if request.method == "POST" else "\n\n".join(map(unmarked, found.post.words.parts))
    problem = ""
    if request.method == "POST":
        try:
            account = house().campaign.account(found.post.slot.account)
            parts = split(typed or "", house().platforms.of(account).limits(account))
            review.edit(house(), number, staff(request).person, parts, _version(request))
            return redirect("post", number=number)
        except AdvocacyBotError as error:
            problem = sentences.told(error)
    seen = {"one": shown(house(), found, staff(request)), "typed": typed, "problem": problem, "version": found.post.version}
    return render(request, "web/edit.html", seen, status=409 if problem else 200)


@require_POST
@for_deed(Deed.EDIT_POSTS)
def cut(request: HttpRequest, number: int) -> HttpResponse:
    """How what is being typed would be cut into parts, and what each comes to."""
    found = posts.get(number)
    account = house().campaign.account(found.post.slot.account)
    limits = house().platforms.of(account).limits(account)
    try:
        texts, problem = split(request.POST.get("words", "")[:MOST_TYPED], limits), ""
    except BadInput as error:
        texts, problem = (), sentences.told(error)
    parts = [(text, limits.length(text)) for text in texts]
    seen = {"parts": parts, "most": limits.most, "problem": problem, "language": found.post.words.language}
    return render(request, "web/_cut.html", seen)


@require_POST
@for_deed(Deed.SETTLE_DOUBT)
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """What became of a doubtful post: it is out at that address, or it surely is not."""
    found = request.POST.get("found", "").strip() if request.POST.get("is") == "out" else None
    state = reconcile.decide(house(), number, staff(request).person, found)
    messages.success(request, _("Post %(number)s: %(state)s.") % {"number": number, "state": state})
    return redirect("post", number=number)


@require_GET
@for_deed(Deed.LOOK)
def picture(_: HttpRequest, sha256: str) -> HttpResponse:
    """A picture's bytes, which never change under that name."""
    found = pictures.find(sha256)
    if found is None:
        raise Http404
    data, media_type = found
    return HttpResponse(data, content_type=media_type, headers={"Cache-Control": "private, max-age=31536000, immutable"})


def _version(request: HttpRequest) -> int:
    """The version that the reader looked at."""
    return whole_number(request.POST.get("version", ""))
