"""Wording as people in the room write it: it holds as a whole or not at all, and nothing that was written is ever lost."""

import threading
from collections.abc import Callable

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson, OutdatedEntry, Refusal
from advocacybot.pipeline import desk, review, reword, watch
from advocacybot.pipeline.house import House
from advocacybot.store import desk as store
from advocacybot.store import journal, marks, posts
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import SOLO, Make, edit_template, everything, template, the_bot_looks, told
from tests.store.rows import as_kept

REMINDER = "en/reminder"
MIND = "Mind your pledge: {{ vote.symbol }}.\n"


def words(at_work: MakeHouse) -> list[tuple[str, ...]]:
    return [post.words.parts for post in at_work.queue()]


def save(at_work: MakeHouse, text: str = MIND, name: str = REMINDER, by: str = ANA, after: int | None = None) -> store.Version:
    number = reword.find(at_work.house, name).number if after is None else after
    return reword.save(at_work.house, name, text, by, number)


# ── what holds ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_room_writes_holds_at_once_for_what_waits(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    the_bot_looks(at_work)
    assert words(at_work) == [("Mind your pledge: S/2016/846.",)]
    assert reword.find(at_work.house, REMINDER).by_room


def test_posts_that_people_agreed_to_keep_their_words_and_queued_ones_do_not(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), a_vote_entry("S/2016/847"), campaign=SOLO)
    agreed, queued = at_work.queue()
    review.approve(at_work.house, agreed.id, BEN)
    save(at_work)
    the_bot_looks(at_work)
    assert as_kept(agreed).words == agreed.words
    assert as_kept(agreed).state is PostState.APPROVED
    assert as_kept(queued).state is PostState.LAPSED
    assert ("Mind your pledge: S/2016/847.",) in words(at_work)


def test_nothing_of_a_vote_goes_out_before_it_was_looked_at_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    assert all(row["stale"] for row in everything()["MatterRow"])


def test_a_file_that_is_edited_afterwards_goes_before_what_the_room_wrote(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    edit_template(at_work, "The file says: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    assert words(at_work) == [("The file says: S/2016/846.",)]
    found = reword.find(at_work.house, REMINDER)
    assert (found.by_room, found.overtaken, found.text) == (False, True, "The file says: {{ vote.symbol }}.")


def test_another_file_that_is_edited_leaves_what_the_room_wrote(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    edit_template(at_work, "{{ vote.symbol }} will not be voted on.", "withdrawn")
    assert reword.find(at_work.house, REMINDER).by_room


def test_a_file_that_breaks_what_the_room_wrote_is_refused_and_the_room_is_named(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work, "{% from 'en/_supporters' import who %}\n{{ vote.symbol }} {% for g in supporters %}{{ who(g) }}{% endfor %}\n")
    with pytest.raises(BadInput, match=r"en/reminder\.txt\.j2 as the staff room has it, line 2"):
        edit_template(at_work, "{% macro whom(group) %}{{ group.listed_as_of }}{% endmacro %}", "_supporters")
    assert reword.find(at_work.house, REMINDER).by_room


def test_another_process_takes_it_up_before_it_draws(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    other = House(at_work.house.folder, at_work.house.files, at_work.house.platforms, at_work.clock)
    desk.lay_over(other)
    save(at_work)
    assert desk.catch_up(other)
    assert other.configuration.version == at_work.house.configuration.version
    assert marks.get(marks.DRAWN_FROM) == other.configuration.version


# ── a platform's own, and pieces ────────────────────────────────────────────────────────────────────────────────────


def test_one_platform_can_be_given_words_of_its_own_and_lose_them_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    as_everywhere = words(at_work)
    save(at_work, name="en/reminder.x")
    the_bot_looks(at_work)
    assert words(at_work) == [("Mind your pledge: S/2016/846.",)]
    save(at_work, "\n ", name="en/reminder.x")
    the_bot_looks(at_work)
    assert words(at_work) == as_everywhere
    assert not reword.find(at_work.house, "en/reminder.x").is_template
    assert "en/reminder.x" not in [one.name for one in reword.every(at_work.house)]


def test_a_platforms_own_file_goes_before_what_the_room_had_for_it(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work, name="en/reminder.x")
    edit_template(at_work, "The file for X: {{ vote.symbol }}.", "reminder.x")
    the_bot_looks(at_work)
    assert words(at_work) == [("The file for X: S/2016/846.",)]
    assert reword.find(at_work.house, "en/reminder.x").overtaken


def test_what_the_room_wrote_over_a_file_that_is_gone_holds_no_more(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    edit_template(at_work, "The file for X: {{ vote.symbol }}.", "reminder.x")
    save(at_work, name="en/reminder.x")
    template(at_work, "reminder.x").unlink()
    watch.reread(at_work.house)
    assert not reword.find(at_work.house, "en/reminder.x").is_template


def test_a_piece_is_written_as_well_and_every_message_that_includes_it_is_tried(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work, "Against: {{ against | names }}.\n", name="en/_against")
    with pytest.raises(BadInput, match=r"en/_against\.txt\.j2 as the staff room has it, line 1"):
        save(at_work, "{{ supporters | length }}\n", name="en/_against")


@pytest.mark.parametrize(
    "name",
    ["en/motto", "en/reminder.myspace", "de/reminder", "de/reminder.x", "en/_against.x", "en/../reminder", "reminder", "en/"],
)
def test_names_that_no_file_has_are_not_the_rooms_to_make(make_house: Make, name: str) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    with pytest.raises(NoSuchThing):
        save(at_work, name=name, after=0)


# ── what does not work changes nothing ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("one\n{{ vote.motto }}", "line 2: .*no fact `motto`"),
        ("{{ vote.__class__ }}", "no fact"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "no fact|only macros"),
        ("{% include 'en/reminder' %}", "includes itself"),
        ("{% include '/etc/passwd' %}", "there is no template"),
        ("{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 6 + "x" + "{% endfor %}" * 6, "more than 20000 steps"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "without end|steps"),
        ("{{ vote.symbol", "line 1"),
        ("", "says nothing"),
        ("x" * 300, "too long for x"),
        ("x" * 20_001, "20001 characters"),
        ("a\x00b", "control character"),
    ],
)
def test_a_text_that_does_not_work_is_told_and_changes_nothing(make_house: Make, text: str, why: str) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    before, configuration = everything(), at_work.house.configuration
    with pytest.raises(BadInput, match=why):
        save(at_work, text)
    assert everything() == before
    assert at_work.house.configuration is configuration


def test_who_is_none_of_the_campaigns_people_words_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    with pytest.raises(NotAPerson):
        save(at_work, by="Somebody Else")
    assert store.history(REMINDER) == []


def test_what_holds_already_is_not_written_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    with pytest.raises(BadInput, match="holds already"):
        save(at_work, MIND.replace("\n", "\r\n"))
    assert len(store.history(REMINDER)) == 2


# ── another's save ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_writes_over_an_older_version_is_told_so(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    with pytest.raises(OutdatedEntry, match="en/reminder"):
        save(at_work, "Mine: {{ vote.symbol }}.", by=BEN, after=0)
    assert reword.find(at_work.house, REMINDER).text == MIND


def test_whoever_writes_over_a_file_that_was_edited_meanwhile_is_told_so(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    seen = reword.find(at_work.house, REMINDER).seen
    edit_template(at_work, "The file says: {{ vote.symbol }}.")
    with pytest.raises(Refusal, match="was edited since you looked"):
        reword.save(at_work.house, REMINDER, MIND, ANA, 0, seen)
    assert store.history(REMINDER) == []


def comes_in_between(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Has the deed happen right after the next trying of the wording."""
    tried, done = watch.check_wording, threading.Event()

    def then(house: House, configuration: object) -> int:
        count = tried(house, configuration)  # type: ignore[arg-type]
        if not done.is_set():
            done.set()
            deed()
        return count

    monkeypatch.setattr(watch, "check_wording", then)


def test_of_two_that_save_at_once_one_holds_and_the_other_is_told(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    comes_in_between(monkeypatch, lambda: save(at_work, "Theirs: {{ vote.symbol }}.\n", by=BEN, after=0))
    with pytest.raises(OutdatedEntry):
        save(at_work, after=0)
    assert reword.find(at_work.house, REMINDER).text == "Theirs: {{ vote.symbol }}.\n"


def test_two_that_each_work_alone_and_not_together_do_not_both_hold(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    in_each_other = {"en/moved": "{% include 'en/withdrawn' %}\n", "en/withdrawn": "{% include 'en/moved' %}\n"}
    comes_in_between(monkeypatch, lambda: save(at_work, in_each_other["en/moved"], "en/moved", BEN))
    with pytest.raises(BadInput, match="includes itself"):
        save(at_work, in_each_other["en/withdrawn"], "en/withdrawn")
    assert not reword.find(at_work.house, "en/withdrawn").by_room
    desk.lay_over(at_work.house)


# ── history ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_own_text_is_kept_before_the_room_writes_over_it(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    file = reword.find(at_work.house, REMINDER).text
    save(at_work)
    assert [(one.number, one.text, one.by) for one in store.history(REMINDER)] == [
        (2, MIND, ANA),
        (1, file, "message_templates/en/reminder.txt.j2"),
    ]


def test_a_file_that_went_before_the_room_is_kept_too_once_the_room_writes_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    edit_template(at_work, "The file says: {{ vote.symbol }}.")
    save(at_work, "Again: {{ vote.symbol }}.", by=BEN)
    save(at_work, "And again: {{ vote.symbol }}.")
    texts = [one.text for one in store.history(REMINDER)]
    assert texts[:4] == [
        "And again: {{ vote.symbol }}.\n",
        "Again: {{ vote.symbol }}.\n",
        "The file says: {{ vote.symbol }}.",
        MIND,
    ]
    assert len(texts) == 5


def test_any_version_can_hold_again_and_is_a_version_of_its_own_then(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    file = reword.find(at_work.house, REMINDER).text
    before = words(at_work)
    save(at_work)
    reword.restore(at_work.house, REMINDER, 1, BEN, after=2)
    the_bot_looks(at_work)
    assert words(at_work) == before
    assert next((one.number, one.by, one.text == file) for one in store.history(REMINDER)) == (3, BEN, True)
    with pytest.raises(NoSuchThing):
        reword.restore(at_work.house, REMINDER, 17, BEN, after=3)
    with pytest.raises(OutdatedEntry):
        reword.restore(at_work.house, REMINDER, 2, BEN, after=2)


def test_the_journal_tells_who_wrote_what(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    reword.restore(at_work.house, REMINDER, 1, BEN, after=2)
    rows = journal.read(REMINDER)
    assert told(REMINDER) == ["wording changed"] * 2
    assert [(row.by, row.facts["version"], row.facts.get("restores")) for row in rows] == [(ANA, 2, None), (BEN, 3, 1)]
    assert rows[0].facts["text"] == MIND
    journal.verify()


def test_a_house_that_starts_again_says_what_the_room_wrote(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    save(at_work)
    the_bot_looks(at_work)
    drawn = [post.id for post in at_work.queue()]
    watch.take(at_work.house)
    the_bot_looks(at_work)
    assert [post.id for post in at_work.queue()] == drawn
    assert posts.get(drawn[0]).post.words.parts == ("Mind your pledge: S/2016/846.",)
