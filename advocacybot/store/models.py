"""The tables. A post's own row is the truth of it: its state changes by conditional UPDATE alone (see ``claims``)."""

from typing import ClassVar

from django.db import models

from advocacybot.campaign import suggestions
from advocacybot.campaign.posts import TAKEN
from advocacybot.store.fields import Facts, Line, Prose


class Matter(models.TextChoices):
    """What posts may speak of."""

    VOTE = "vote"
    WARNING = "warning"


class MatterRow(models.Model):
    """What posts speak of, and what may be said of it: a vote that stands, or stood, in the calendar, by its symbol; or a warning
    that somebody accepted (``warning 7``), whose ``hour`` is when its posts are too late. No warning is ``listed``, nor, though
    somebody took it back, ``taken_back`` out of a calendar."""

    symbol = Line(max_length=60, primary_key=True)
    kind = Line(max_length=10, choices=Matter.choices, default=Matter.VOTE)
    facts = Facts()
    hour = models.DateTimeField()
    listed = models.BooleanField(help_text="it stands in the calendar")
    taken_back = models.BooleanField(help_text="it left the calendar before it was over")
    truth = Line(max_length=60)
    since = models.DateTimeField(help_text="since when the truth is this one")
    plan_at = models.DateTimeField(null=True, help_text="when its posts are to be looked at again")
    stale = models.BooleanField(default=False, help_text="what waits may be drawn from facts or words that are others now")

    class Meta:
        db_table = "matters"
        indexes: ClassVar = [
            models.Index(fields=["plan_at"], name="matters_plan_at"),
            models.Index(fields=["kind", "hour"], name="matters_kind_hour"),
        ]


class ReportRow(models.Model):
    """A report of an outcome, as one person entered it. A correction is another row: what was said before stays."""

    vote = models.ForeignKey(MatterRow, on_delete=models.PROTECT, related_name="reports", db_column="symbol")
    revision = models.PositiveIntegerField()
    report = Facts()
    entered_by = Line(max_length=300)
    entered_at = models.DateTimeField()
    confirmed_by = Line(max_length=300, default="")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports"
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "revision"], name="reports_revision")]


_CLAIMED = models.Q(claimed_until__isnull=False)


class PostRow(models.Model):
    """A post. ``version`` counts every change; ``claim`` names the process that alone may send it, until ``claimed_until``."""

    matter = models.ForeignKey(MatterRow, on_delete=models.PROTECT, related_name="posts", db_column="symbol")
    account = Line(max_length=40)
    message = Line(max_length=40)
    slot_key = Line(max_length=200)
    slot = Line(max_length=320)
    says = Line(max_length=60)
    due = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    language = Line(max_length=2)
    voice = Line(max_length=400)
    state = Line(max_length=12)
    version = models.PositiveIntegerField(default=1)
    drawn_hash = Line(max_length=64)
    drawn_from = Line(max_length=64, default="", help_text="the facts that it says, whatever the wording")
    content_hash = Line(max_length=64)
    edited_by = Line(max_length=300, default="")
    why = Line(max_length=500, default="", cut=True)
    cause = Line(max_length=60, default="", help_text="why it did not go out last, as campaign.causes knows it")
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    claim = Line(max_length=32, default="")
    claimed_until = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "posts"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=models.Q(state__in=sorted(state.value for state in TAKEN)),
                name="posts_one_for_each_slot",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due"], name="posts_state_due"),
            models.Index(fields=["state", "lapses_at"], name="posts_state_lapses_at"),
            models.Index(fields=["account", "state", "due"], name="posts_account_state_due"),
            models.Index(fields=["next_try_at"], condition=models.Q(next_try_at__isnull=False), name="posts_next_try_at"),
            models.Index(fields=["account", "claimed_until"], condition=_CLAIMED, name="posts_claimed"),
        ]


class PartRow(models.Model):
    """A part of a post's thread. ``key`` is chosen before it is sent; ``attempted_at`` is written before, the receipt after."""

    post = models.ForeignKey(PostRow, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    text = Prose()
    key = Line(max_length=32, unique=True)
    begun_at = models.DateTimeField(null=True, help_text="when it was first attempted; never changed")
    attempted_at = models.DateTimeField(null=True)
    charged = models.DecimalField(max_digits=8, decimal_places=4, null=True, help_text="US dollars, while it is or may be out")
    remote_id = Line(max_length=300, default="", cut=True)
    url = Line(max_length=500, default="", cut=True)
    receipt_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parts"
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="parts_number")]


class PictureRow(models.Model):
    """A picture's bytes, kept once however many posts show it."""

    sha256 = Line(max_length=64, primary_key=True)
    media_type = Line(max_length=40)
    data = models.BinaryField()

    class Meta:
        db_table = "pictures"


class ShownRow(models.Model):
    """A picture in a post, with what it says in words."""

    post = models.ForeignKey(PostRow, on_delete=models.CASCADE, related_name="shown")
    number = models.PositiveSmallIntegerField()
    picture = models.ForeignKey(PictureRow, on_delete=models.PROTECT, related_name="shown")
    alt = Prose()

    class Meta:
        db_table = "shown"
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="shown_number")]


class ApprovalRow(models.Model):
    """A named person's agreement to one content of a post."""

    post = models.ForeignKey(PostRow, on_delete=models.CASCADE, related_name="approvals")
    by = Line(max_length=300)
    content_hash = Line(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "approvals"
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "by", "content_hash"], name="approvals_one_each")]


class PauseRow(models.Model):
    """The switch: while a row stands, nothing goes out on its account; ``account`` is empty where it is all of them."""

    account = Line(max_length=40, unique=True)
    by = Line(max_length=300)
    why = Line(max_length=500)
    since = models.DateTimeField()

    class Meta:
        db_table = "pauses"


class WaitRow(models.Model):
    """An account to which its platform said "not now": nothing is tried on it before ``until``."""

    account = Line(max_length=40, primary_key=True)
    until = models.DateTimeField()
    cause = Line(max_length=60)
    why = Line(max_length=500, cut=True)
    tries = models.PositiveIntegerField(default=1, help_text="how often in a row it said so")

    class Meta:
        db_table = "waits"


class SpendRow(models.Model):
    """What posting on an account cost in a month, in US dollars."""

    account = Line(max_length=40)
    month = Line(max_length=7)
    spent = models.DecimalField(max_digits=10, decimal_places=4, default=0)

    class Meta:
        db_table = "spending"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "month"], name="spending_month")]


class MemoryRow(models.Model):
    """What a platform remembers of an account between runs, on every machine. Nothing secret stands in it unsealed."""

    account = Line(max_length=40)
    what = Line(max_length=320)
    value = Prose()

    class Meta:
        db_table = "memory"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "what"], name="memory_what")]


class DeskVoteRow(models.Model):
    """A vote that people put into the calendar in the staff room. ``facts``: without an assessment, which is kept by itself."""

    symbol = Line(max_length=60, primary_key=True)
    facts = Facts()
    version = models.PositiveIntegerField(default=1)
    by = Line(max_length=300)
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_votes"


class DeskAssessmentRow(models.Model):
    """What people in the staff room hold of a draft, whoever owns its vote. Where a file assesses it, the file goes before."""

    symbol = Line(max_length=60, primary_key=True)
    assessment = Facts()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_assessments"


class DeskHandleRow(models.Model):
    """What people in the staff room say of a State's handle: who verified it, or that it asked not to be tagged."""

    state = Line(max_length=3)
    platform = Line(max_length=20)
    handle = Line(max_length=200)
    entry = Facts()
    version = models.PositiveIntegerField(default=1)
    by = Line(max_length=300)
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_handles"
        constraints: ClassVar = [models.UniqueConstraint(fields=["state", "platform", "handle"], name="desk_handles_one_each")]


class DeskWordingRow(models.Model):
    """One version of a template. The last one holds while the file is the one ``over`` which it was written (its SHA-256)."""

    name = Line(max_length=120)
    number = models.PositiveIntegerField()
    text = Prose()
    over = Line(max_length=64)
    by = Line(max_length=300)
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_wording"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "number"], name="desk_wording_number")]


class RecordedVoteRow(models.Model):
    """A vote of the Council's record as it was imported from a file. The record in config/ goes before it."""

    symbol = Line(max_length=60, primary_key=True)
    day = models.DateField()
    facts = Facts()
    file = Line(max_length=200)
    lines = Line(max_length=200, help_text="where it stands in the file")
    by = Line(max_length=300)
    at = models.DateTimeField()

    class Meta:
        db_table = "recorded_votes"


class TurnRow(models.Model):
    """An account's turn: whoever claims one of its posts holds this row meanwhile, so that only one of them is sent at once."""

    account = Line(max_length=40, primary_key=True)

    class Meta:
        db_table = "turns"


class LookRow(models.Model):
    """A vote whose posts are to be looked at again, as one of them moved. It is only ever added and taken away, so that sending
    a post waits for nothing that is planned. Until it is, nothing goes out of that vote that says another thing."""

    symbol = Line(max_length=60)
    says = Line(max_length=60, help_text="the truth that the post was drawn from")
    at = models.DateTimeField(help_text="when at the latest")

    class Meta:
        db_table = "looks"
        indexes: ClassVar = [models.Index(fields=["symbol", "says"], name="looks_symbol_says")]


class AcceptedRow(models.Model):
    """The operators' files as they took effect, every time that they did. ``origin``: on which machine, and where, they lay."""

    version = Line(max_length=64, help_text="the SHA-256 of all of them")
    origin = Line(max_length=500)
    at = models.DateTimeField()
    files = Facts(help_text="their texts, by their paths below the campaign's folder")

    class Meta:
        db_table = "accepted"
        indexes: ClassVar = [models.Index(fields=["version"], name="accepted_version")]


class RehearsedRow(models.Model):
    """A part in the feed of an account that rehearses."""

    account = Line(max_length=40)
    at = models.DateTimeField()
    text = Prose()
    language = Line(max_length=2)
    answers = Line(max_length=80, default="")
    thread = Line(max_length=80, default="")
    key = Line(max_length=32)
    pictures = Facts(default=list, help_text="what each says in words")

    class Meta:
        db_table = "rehearsed"
        indexes: ClassVar = [models.Index(fields=["account", "key"], name="rehearsed_key")]


class ProcessRow(models.Model):
    """A process at work, and when it last said so. ``doing``: plan, publish, web, as many as it does, by commas."""

    name = Line(max_length=120, primary_key=True, help_text="machine, number there, and something of its own")
    doing = Line(max_length=40)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "processes"


class NoticeRow(models.Model):
    """Something that the staff is told, once: whoever notices it first adds the row, and one process sends it."""

    key = Line(max_length=200, unique=True, help_text="what it is about; the same thing is told once")
    kind = Line(max_length=40)
    title = Line(max_length=200)
    body = Prose()
    at = models.DateTimeField()
    claim = Line(max_length=32, default="")
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="when it was sent, or given up")

    class Meta:
        db_table = "notices"
        indexes: ClassVar = [models.Index(fields=["settled_at", "next_try_at"], name="notices_open")]


class FeedRow(models.Model):
    """A feed or calendar that is looked at: what its server said of it last, and when it is asked again."""

    name = Line(max_length=80, primary_key=True)
    address = Line(max_length=1000, default="")
    etag = Line(max_length=1000, default="", cut=True)
    last_modified = Line(max_length=1000, default="", cut=True)
    worked_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="how often in a row it could not be read")
    why = Line(max_length=500, default="", cut=True)
    next_at = models.DateTimeField(null=True)
    seen = Facts(default=dict, help_text="the votes of a calendar as it said them last")

    class Meta:
        db_table = "feeds"


class SuggestionRow(models.Model):
    """Something that a feed or calendar brought, for people to decide about. Nothing acts on it before somebody accepts it."""

    kind = Line(max_length=40)
    about = Line(max_length=500)
    state = Line(max_length=12)
    version = models.PositiveIntegerField(default=1)
    changed = Facts(default=dict, help_text="what a person said in place of what was read")
    opened_at = models.DateTimeField()
    latest_at = models.DateTimeField(help_text="when something was seen of it last")
    decided_at = models.DateTimeField(null=True)
    decided_by = Line(max_length=300, default="")
    why = Line(max_length=500, default="", cut=True)

    class Meta:
        db_table = "suggestions"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about"],
                condition=models.Q(state__in=sorted(state.value for state in suggestions.OPEN)),
                name="suggestions_one_open_about_it",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "latest_at"], name="suggestions_state_latest")]


class SightingRow(models.Model):
    """An item in which something was read that is suggested. The same is never seen twice."""

    suggestion = models.ForeignKey(SuggestionRow, on_delete=models.CASCADE, related_name="sightings")
    mark = Line(max_length=600, unique=True)
    sighting = Facts()

    class Meta:
        db_table = "sightings"


class MeterRow(models.Model):
    """A number that only grows, for monitoring: each process adds what it has counted since it last did."""

    name = Line(max_length=60)
    labels = Line(max_length=200, default="", help_text="their values, by tabs")
    value = models.FloatField(default=0)

    class Meta:
        db_table = "meters"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "labels"], name="meters_one_each")]


class JournalInboxRow(models.Model):
    """An entry of the journal that is not yet bound to those before it. It became true with the transaction that added it."""

    at = models.DateTimeField()
    kind = Line(max_length=40)
    subject = Line(max_length=80)
    by = Line(max_length=300)
    facts = Facts()

    class Meta:
        db_table = "journal_inbox"


class JournalRow(models.Model):
    """One fact. ``hash`` covers it and the hash before it, so no entry can be changed or taken out unseen."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = Line(max_length=40)
    subject = Line(max_length=80)
    by = Line(max_length=300)
    facts = Facts()
    hash = Line(max_length=64)

    class Meta:
        db_table = "journal"
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="journal_subject"),
            models.Index(fields=["kind", "seq"], name="journal_kind"),
            models.Index(fields=["by", "seq"], name="journal_by"),
            models.Index(fields=["at", "seq"], name="journal_at"),
        ]


class JournalHeadRow(models.Model):
    """The last entry's number and hash: whoever writes holds this row."""

    seq = models.PositiveBigIntegerField()
    hash = Line(max_length=64)

    class Meta:
        db_table = "journal_head"


class MarkRow(models.Model):
    """Small things to remember: which version of the files the queue was drawn from, and when the bot was last awake."""

    name = Line(max_length=40, primary_key=True)
    value = Line(max_length=100)

    class Meta:
        db_table = "marks"


class SubscriptionRow(models.Model):
    """Where a partner campaign is told of what happens. ``sealed``: the whole address and what signs each message, for this
    house's secret key alone; ``host``: so much of the address as anybody may read."""

    host = Line(max_length=260)
    events = Line(max_length=300, help_text="what it is told of, by commas")
    sealed = Prose()
    by = Line(max_length=300)
    since = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, help_text="since when it took nothing")
    ended_at = models.DateTimeField(null=True)
    why_ended = Line(max_length=300, default="", cut=True)

    class Meta:
        db_table = "subscriptions"


class MessageRow(models.Model):
    """One thing that one subscription is told, added in the transaction that makes it true. ``key`` and ``body`` never change, so
    whoever gets it twice knows it again."""

    key = Line(max_length=40, unique=True, help_text="what Standard Webhooks call webhook-id")
    subscription = models.ForeignKey(SubscriptionRow, on_delete=models.CASCADE, related_name="messages")
    event = Line(max_length=40)
    body = Prose()
    at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claim = Line(max_length=32, default="")
    claimed_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="when it was taken, or given up")
    taken = models.BooleanField(default=False)
    why = Line(max_length=300, default="", cut=True, help_text="why it was not taken last")

    class Meta:
        db_table = "messages"
        indexes: ClassVar = [models.Index(fields=["settled_at", "next_try_at"], name="messages_open")]
