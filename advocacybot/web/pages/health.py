"""How the bot is: for monitoring, which reads two addresses; and for people, who read a page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from advocacybot import __version__
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Deed
from advocacybot.pipeline.sweep import asleep_for
from advocacybot.pipeline.vitals import room, vitals
from advocacybot.web import metrics as prometheus
from advocacybot.web.house import for_deed, house, staff
from advocacybot.web.shown import hour

_TELLING = (PostState.QUEUED, PostState.HELD, PostState.APPROVED, PostState.SENDING, PostState.DOUBTFUL, PostState.FAILED)


@login_not_required
def healthz(_: HttpRequest) -> JsonResponse:
    """200 while the bot looks around as it should, 503 where it does not. Says nothing else to strangers."""
    well = asleep_for(house()) is None
    return JsonResponse({"awake": well}, status=200 if well else 503)


@login_not_required
@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, which shows the token that the operator gave it. Where there is none, there is no such page."""
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(prometheus.told(house()), content_type=prometheus.CONTENT_TYPE)


@require_GET
@for_deed(Deed.LOOK)
def health(request: HttpRequest) -> HttpResponse:
    now, reader = vitals(house()), staff(request)
    seen = {
        "now": now,
        "seen": hour(now.seen, house(), reader) if now.seen else None,
        "posts": [(state, now.posts[state]) for state in _TELLING],
        "waits": [(one, hour(one.until, house(), reader)) for one in now.waits],
        "late_minutes": int(now.late.total_seconds()) // 60,
        "room": room(),
        "version": __version__,
    }
    return render(request, "web/health.html", seen)
