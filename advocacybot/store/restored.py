"""What a backup cannot know: whatever happened after it. So that nothing goes out twice, it is looked for, and people decide."""

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import ON_ITS_WAY, OPEN, PostState
from advocacybot.store import journal, pauses
from advocacybot.store.journal import BOT, Entry
from advocacybot.store.models import PartRow, PauseRow, PostRow


def pause_until_whole(now: dt.datetime) -> PauseRow | None:
    """Let nothing go out of a database into which data are only just being put; the pause that stood for all accounts before."""
    before = PauseRow.objects.filter(account=pauses.ALL).first()
    pauses.lift(None)
    why = "its data are not whole yet: if nobody is putting them here now, begin with an empty database"
    PauseRow.objects.create(account=pauses.ALL, by=BOT, why=why, since=now)  # the tables may be an older version's
    return before


def pause_again(before: PauseRow | None) -> None:
    """Let what stood for all accounts stand again, or nothing."""
    pauses.lift(None)
    if before is not None:
        PauseRow.objects.bulk_create([before])


def pause_after(taken_at: dt.datetime, before: PauseRow | None, now: dt.datetime) -> None:
    """Let nothing go out of a restored database before a person has looked; a pause that stood before stands on."""
    why = f"restored from a backup of {taken_at:%Y-%m-%d %H:%M} UTC: what was done since is not known here. Look, then resume"
    pause_again(before)
    pauses.put([None], BOT, why, now)
    journal.write([Entry("restored from a backup", "all accounts", facts={"of": taken_at.isoformat(), "why": why})], now)


def put_in_doubt(taken_at: dt.datetime, now: dt.datetime) -> list[int]:
    """Doubt every post that may have gone out since the backup was made, in whichever state it was then: all that were due by
    now, and that were not settled. Its parts may have been sent from that hour on."""
    posts = PostRow.objects.filter(state__in=sorted(OPEN | ON_ITS_WAY), due__lte=now).order_by("pk")
    ids = list(posts.values_list("pk", flat=True))
    parts = PartRow.objects.filter(post__in=posts.values("pk"), receipt_at__isnull=True)
    parts.update(attempted_at=now, begun_at=Coalesce("begun_at", taken_at))
    why = f"{Cause.RESTORED}. It is looked for, and a person decides unless it is found"
    doubt = {"state": PostState.DOUBTFUL, "cause": Cause.RESTORED, "why": why, "version": F("version") + 1}
    posts.order_by().update(**doubt, claim="", claimed_until=None, next_try_at=None, tries=0)
    journal.write((Entry("post doubtful", f"post {pk}", facts={"cause": "restored", "why": why}) for pk in ids), now)
    return ids
