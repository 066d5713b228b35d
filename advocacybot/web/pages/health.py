"""For monitoring: whether the bot is awake."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse

from advocacybot.pipeline.sweep import asleep_for
from advocacybot.web.house import house


@login_not_required
def healthz(_: HttpRequest) -> JsonResponse:
    """200 while the bot looks around as it should, 503 where it does not. Says nothing else to strangers."""
    well = asleep_for(house()) is None
    return JsonResponse({"awake": well}, status=200 if well else 503)
