"""``feeds.yaml``: what is watched and what is looked for, or nothing where there is none."""

import datetime as dt
from pathlib import Path

import pytest

from advocacybot.campaign.feeds import FeedKind, Feeds
from advocacybot.errors import BadInput
from advocacybot.sources.configuration import Folder
from tests.sources.folders import a_folder_with_two_votes, line_of
from tests.sources.plain import is_plain, says_what_and_mend

A_FILE = """\
contact: https://example.org/campaign
feeds:
  - name: un-press
    kind: press
    address: https://press.un.org/en/rss.xml
    language: en
    every: 15 min
    source: {title: "seen"}
  - name: un-journal
    kind: journal
    address: https://journal-api.un.org/api/officialsnew/{day}
    every: 1 h
    source: {title: "seen", url: "https://journal.un.org/"}
words:
  en:
    vote_ahead: [expected to vote]
    outcome: [adopts]
    atrocity_warning: [genocide]
situations:
  Côte d'Ivoire: [Côte d'Ivoire, Abidjan]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = a_folder_with_two_votes(tmp_path)
    (made.config / "feeds.yaml").write_text(A_FILE, encoding="utf-8")
    return made


def edit(folder: Folder, old: str, new: str) -> None:
    assert old in A_FILE
    (folder.config / "feeds.yaml").write_text(A_FILE.replace(old, new, 1), encoding="utf-8")


def the_problem(folder: Folder) -> str:
    with pytest.raises(BadInput) as refused:
        folder.load()
    (told,) = str(refused.value).splitlines()
    assert is_plain(told)
    assert says_what_and_mend(told, "feeds.yaml, line ")
    return told


def test_the_file_is_read(folder: Folder) -> None:
    feeds = folder.load().feeds
    press, journal = feeds.feeds
    assert (press.kind, press.every, press.language) == (FeedKind.PRESS, dt.timedelta(minutes=15), "en")
    assert journal.address_on(dt.date(2026, 4, 14)) == "https://journal-api.un.org/api/officialsnew/2026-04-14"
    assert feeds.words["en"].outcome == ("adopts",)
    assert feeds.situations == {"Côte d'Ivoire": ("Côte d'Ivoire", "Abidjan")}


def test_a_campaign_without_the_file_goes_on_and_watches_nothing(folder: Folder) -> None:
    watched = folder.load()
    (folder.config / "feeds.yaml").unlink()
    now = folder.load()
    assert now.feeds == Feeds()
    assert now.digest != watched.digest


def test_what_is_watched_changes_no_words_of_a_post(folder: Folder) -> None:
    before = folder.load()
    edit(folder, "[genocide]", "[genocide, massacre]")
    after = folder.load()
    assert after.feeds != before.feeds
    assert after.version == before.version
    assert after.digest != before.digest


def test_files_that_were_kept_are_read_with_theirs(folder: Folder) -> None:
    kept = folder.load()
    assert folder.load_kept(kept.texts).feeds == kept.feeds
    without = {name: text for name, text in kept.texts.items() if name != "config/feeds.yaml"}
    assert folder.load_kept(without).feeds == Feeds()


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("every: 15 min", "every: 4 min", "every: 4 min", "every 5 minutes at most"),
        ("every: 15 min", "every: 8 d", "every: 8 d", "once a week at least"),
        ("every: 15 min", "every: often", "every: often", "not a length of time"),
        ("https://press.un.org/en/rss.xml", "http://press.un.org/en/rss.xml", "http://press", "none that may be fetched"),
        ("https://press.un.org/en/rss.xml", "https://me:secret@press.un.org/", "https://me", "none that may be fetched"),
        ("https://press.un.org/en/rss.xml", "https://press.un.org/{day}", "https://press.un.org/{day}", "no other, says {day}"),
        ("officialsnew/{day}", "officialsnew/today", "officialsnew/today", "says {day} where the day goes"),
        ("name: un-journal", "name: un-press", "- name: un-press\n    kind: journal", "two feeds have the same name"),
        ("name: un-journal", "name: UN Journal", "UN Journal", "not written as it should be"),
        ("kind: press", "kind: rss", "kind: rss", "is not known"),
        ("language: en", "language: de", "language: de", "no words in 'de' raise a suggestion"),
        ("[adopts]", '["…"]', 'outcome: ["…"]', "holds no word"),
        ("[adopts]", "[null]", "outcome: [null]", "is empty"),
        ("outcome:", "outcomes:", "outcomes:", "`outcomes` is no field of this"),
        ('    source: {title: "seen"}\n', "", "- name: un-press", "`source` is missing"),
        ("contact: https://example.org/campaign", "contact: me", "contact: me", "not written as it should be"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Folder, old: str, new: str, at: str, says: str) -> None:
    edit(folder, old, new)
    told = the_problem(folder)
    assert told.startswith(line_of(folder, "feeds.yaml", at))
    assert says in told


def test_an_address_that_is_refused_is_not_shown_since_it_may_hold_a_secret(folder: Folder) -> None:
    edit(folder, "https://press.un.org/en/rss.xml", "https://me:5ecre7@press.un.org/")
    assert "5ecre7" not in the_problem(folder)
