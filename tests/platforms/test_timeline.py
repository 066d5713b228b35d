"""A part is known again by its words, however a platform gives them back."""

import datetime as dt

import pytest

from advocacybot.campaign.posts import Receipt
from advocacybot.platforms import timeline
from advocacybot.platforms.timeline import Standing, found, plain
from tests.platforms.trials import an_outgoing
from tests.store.rows import NOW, SECOND

LONG = "https://undocs.org/en/S/PV.7785#page=3"

MASTODON = (
    '<p>Ask <span class="h-card" translate="no"><a href="https://b.example/@bob" class="u-url mention">@<span>bob</span></a>'
    '</span>.<br />See <a href="https://undocs.org/en/S/PV.7785#page=3" target="_blank" rel="nofollow noopener" translate="no">'
    '<span class="invisible">https://</span><span class="ellipsis">undocs.org/en/S/PV.7785</span>'
    '<span class="invisible">#page=3</span></a></p><p><a href="https://a.example/tags/ACT" class="mention hashtag" rel="tag">'
    "#<span>ACT</span></a> &amp; &lt;you&gt; – “so on”</p>"
)
GOTOSOCIAL = (
    '<p>Ask <span class="h-card"><a href="https://b.example/@bob" class="u-url mention" rel="nofollow noreferrer noopener" '
    'target="_blank">@<span>bob</span></a></span>.<br>See <a href="https://undocs.org/en/S/PV.7785#page=3" '
    'rel="nofollow noreferrer noopener" target="_blank">https://undocs.org/en/S/PV.7785#page=3</a><br><br>'
    '<a href="https://a.example/tags/act" class="mention hashtag" rel="tag nofollow noreferrer noopener" target="_blank">'
    "#<span>ACT</span></a> &amp; &lt;you&gt; – “so on”</p>"
)
PLEROMA = (
    'Ask <span class="h-card"><a class="u-url mention" data-user="1" href="https://b.example/bob" rel="ugc">@<span>bob</span></a>'
    '</span>.<br>See <a href="https://undocs.org/en/S/PV.7785#page=3" rel="ugc">https://undocs.org/en/S/PV.7785#page=3</a><br/>'
    '<br/><a class="hashtag" data-tag="act" href="https://a.example/tag/act" rel="tag ugc">#ACT</a> &amp; &lt;you&gt; – “so on”'
)


def looked_for(text: str, among: str, *, answers: str | None = None, at: dt.datetime = NOW) -> Receipt | None:
    return found(an_outgoing(text, begun_at=NOW), [Standing(among, answers, Receipt("1", None, at))])


@pytest.mark.parametrize("content", [MASTODON, GOTOSOCIAL, PLEROMA], ids=["Mastodon's", "GoToSocial's", "Pleroma's"])
def test_words_in_html_are_the_words_that_were_written(content: str) -> None:
    assert plain(content) == f"Ask @bob.\nSee {LONG}\n\n#ACT & <you> – “so on”"
    assert looked_for(f"Ask @bob@b.example.\nSee {LONG}\n\n#ACT & <you> – “so on”", plain(content))


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("One  two\n", "One two"),
        ("See https://un.org/ now", "See http://un.org now"),
        ("See un.org", "See https://un.org"),
        ("Élan", "E\u0301lan"),
        ("@ann@a.example and @ben.b@b.example!", "@ann and @ben.b!"),
    ],
    ids=["white space", "a protocol and a slash", "a protocol that was added", "composed letters", "mentions of other servers"],
)
def test_what_platforms_change_makes_no_difference(text: str, among: str) -> None:
    assert looked_for(text, among) is not None


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("We count on you.", "we count on you."),
        ("11 in favour", "1 in favour"),
        ("Mail ann@a.example", "Mail ann"),
        ("See https://un.org/a", "See https://un.org/b"),
    ],
)
def test_other_words_are_not_what_is_looked_for(text: str, among: str) -> None:
    assert looked_for(text, among) is None


def test_what_answers_something_else_is_not_what_is_looked_for() -> None:
    assert looked_for("One.", "One.", answers="7") is None


def test_a_clock_that_is_a_little_behind_ours_makes_no_difference() -> None:
    assert looked_for("One.", "One.", at=NOW - timeline.SKEW)
    assert looked_for("One.", "One.", at=NOW - timeline.SKEW - SECOND) is None


def test_of_several_the_oldest_that_is_known_as_no_other_part_is_taken() -> None:
    receipts = [Receipt(str(number), None, NOW + number * SECOND) for number in range(3)]
    standing = [Standing("One.", None, receipt) for receipt in reversed(receipts)]
    assert found(an_outgoing("One.", begun_at=NOW), standing) == receipts[0]
    assert found(an_outgoing("One.", begun_at=NOW, others=frozenset({"0"})), standing) == receipts[1]
    assert found(an_outgoing("One.", begun_at=NOW, others=frozenset("012")), standing) is None
