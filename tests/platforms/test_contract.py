"""What every platform promises: see ``advocacybot/platforms/base.py``."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from advocacybot.campaign.causes import Cause, ending
from advocacybot.clock import ReplayClock
from advocacybot.errors import BadInput, Doubtful, NotSent, PlatformError, Refused
from tests.platforms.connected import HOUR_AHEAD, shown
from tests.platforms.trials import PLATFORMS, Again, Trial, an_outgoing
from tests.store.at_once import at_once
from tests.store.rows import NOW


@pytest.fixture(params=PLATFORMS)
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    with PLATFORMS[request.param](request, ReplayClock(NOW)) as made:
        yield made


# ── to publish ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_to_publish_gives_a_receipt_of_what_then_stands_there(trial: Trial) -> None:
    receipt = trial.platform.publish(trial.account, an_outgoing("Mind your pledge."))
    (out,) = trial.feed(trial.account)
    assert (out.number, out.text, out.thread, out.answers) == (receipt.remote_id, "Mind your pledge.", None, None)
    assert receipt.remote_id
    assert receipt.at.utcoffset() is not None
    assert receipt.at <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Two lines\n\nand – “so on”…",
        "¡Contamos con su voto! 🕊️🇺🇳👩🏽‍⚖️",
        "Voici : l’État",
        'a\\b "c" {d} \t e',
        "-0",
        "1 < 2 & 3 > 2 &amp; &lt;b&gt; &copy=2",
        "نعوّل على صوتكم – ‏تصويت‏ 2016",
        "See https://undocs.org/S/2016/846?a=1&copy=2#x, undocs.org/en/ and https://un.org/.",
    ],
)
def test_words_stand_as_they_were_written_and_are_found(trial: Trial, text: str) -> None:
    part = an_outgoing(text)
    receipt = trial.platform.publish(trial.account, part)
    assert [out.text for out in trial.feed(trial.account)] == [text]
    assert trial.platform.find(trial.account, part) == receipt


def test_a_part_is_in_its_language(trial: Trial) -> None:
    trial.platform.publish(trial.account, an_outgoing("Nous comptons sur vous.", language="fr"))
    assert [out.language for out in trial.feed(trial.account)] == ["fr" if trial.facts.keeps_languages else None]


def test_pictures_stand_with_their_words(trial: Trial) -> None:
    pictures = (shown("A table of the votes."), shown("Die Tür – «à côté» 🗳️"))
    part = an_outgoing("See who kept it.", pictures=pictures)
    receipt = trial.platform.publish(trial.account, part)
    (out,) = trial.feed(trial.account)
    assert out.pictures == (tuple(one.alt for one in pictures) if trial.facts.keeps_pictures else ())
    assert trial.platform.find(trial.account, part) == receipt


def test_every_part_has_a_number_of_its_own(trial: Trial) -> None:
    parts = [an_outgoing(f"Part {number}.") for number in range(10)]
    assert len({trial.platform.publish(trial.account, part).remote_id for part in parts}) == 10


def test_a_thread_keeps_its_root_and_what_each_part_answers(trial: Trial) -> None:
    first = trial.platform.publish(trial.account, an_outgoing("One."))
    second = trial.platform.publish(trial.account, an_outgoing("Two.", 2, root=first, parent=first))
    third = an_outgoing("Three.", 3, root=first, parent=second)
    receipt = trial.platform.publish(trial.account, third)
    assert [(out.thread, out.answers) for out in trial.feed(trial.account)] == [
        (None, None),
        (first.remote_id, first.remote_id),
        (first.remote_id, second.remote_id),
    ]
    assert trial.platform.find(trial.account, third) == receipt


def test_what_just_fits_is_taken_and_what_does_not_is_refused(trial: Trial) -> None:
    for account in trial.accounts:
        before = trial.feed(account)
        letter, most = str(account.platform)[0], trial.platform.limits(account).most
        too_long, fits = an_outgoing(letter * (most + 1)), an_outgoing(letter * most)
        with pytest.raises(Refused):
            trial.platform.publish(account, too_long)
        assert trial.feed(account) == before
        assert trial.platform.find(account, too_long) is None
        trial.platform.publish(account, fits)
        assert [out.text for out in trial.feed(account)][len(before) :] == [letter * most]


def test_only_what_is_charged_for_costs_something_and_links_cost_more(trial: Trial) -> None:
    plain, linked = an_outgoing("One."), an_outgoing("See https://undocs.org/S/2016/846")
    pictured = an_outgoing("One.", pictures=(shown(),))
    costs = [trial.platform.cost(one) for one in (plain, pictured, linked)]
    if trial.facts.charges:
        assert Decimal(0) < costs[0] < costs[1] < costs[2]
    else:
        assert costs == [0, 0, 0]


def test_a_part_that_is_given_again(trial: Trial) -> None:
    part = an_outgoing("One.")
    receipt = trial.platform.publish(trial.account, part)
    if trial.facts.again is Again.IS_A_DUPLICATE:
        with pytest.raises(Doubtful) as doubt:
            trial.platform.publish(trial.account, part)
        assert doubt.value.kind == Cause.DUPLICATE
        assert trial.platform.find(trial.account, part) == receipt
    else:
        same = trial.platform.publish(trial.account, part) == receipt
        assert same is (trial.facts.again is Again.IS_THE_SAME)
    assert len(trial.feed(trial.account)) == (2 if trial.facts.again is Again.STANDS_TWICE else 1)


def test_two_that_post_at_once_lose_nothing(trial: Trial) -> None:
    def several(name: str) -> list[str]:
        parts = (an_outgoing(f"{name} {number}") for number in range(8))
        return [trial.platform.publish(trial.account, part).remote_id for part in parts]

    numbers = [number for several_numbers in at_once(lambda: several("A"), lambda: several("B")) for number in several_numbers]
    assert len(set(numbers)) == 16
    assert {out.number for out in trial.feed(trial.account)} == set(numbers)
    mine = [out.text for out in trial.feed(trial.account) if out.text.startswith("A")]
    assert mine == [f"A {number}" for number in range(8)]


# ── right before it is sent ─────────────────────────────────────────────────────────────────────────────────────────


def test_right_before_it_is_sent_it_is_asked_once_whether_it_may_be(trial: Trial) -> None:
    asked_so_far: list[int] = []
    part = an_outgoing("One.", pictures=(shown(),), before_sending=lambda: asked_so_far.append(len(trial.asked())))
    trial.platform.publish(trial.account, part)
    (before,) = asked_so_far
    assert tuple(trial.asked()[before:]) == trial.posts_by


def test_what_may_not_be_sent_any_more_is_not_out(trial: Trial) -> None:
    def too_late() -> None:
        raise ending(Cause.LATE)

    with pytest.raises(NotSent) as cause:
        trial.platform.publish(trial.account, an_outgoing("One.", before_sending=too_late))
    assert cause.value.kind == Cause.LATE
    assert trial.feed(trial.account) == []
    assert not {*trial.posts_by} & {*trial.asked()}


def test_what_a_platform_cannot_take_was_not_sent(trial: Trial) -> None:
    trial.takes_nothing_more()
    with pytest.raises(NotSent) as cause:
        trial.platform.publish(trial.account, an_outgoing("One."))
    assert "it will be tried again" in str(cause.value)


def test_no_secret_stands_in_what_is_said_of_an_error(trial: Trial) -> None:
    trial.platform.find(trial.account, an_outgoing("One."))
    secrets = trial.secrets()
    trial.answers_with(json.dumps({"error": "no", "detail": "x" * 270 + " ".join(secrets), "message": " ".join(secrets)}))
    with pytest.raises(PlatformError) as error:
        trial.platform.publish(trial.account, an_outgoing("One."))
    said = f"{error.value} {error.value!r} {trial.platform!r}"
    assert [secret for secret in secrets if secret in said or secret[:12] in said] == []


# ── to find ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_out_is_found_with_its_receipt(trial: Trial) -> None:
    for text in ("One.", "Two.", "Three."):
        trial.platform.publish(trial.account, an_outgoing(text))
    four = an_outgoing("Four.")
    receipt = trial.platform.publish(trial.account, four)
    trial.platform.publish(trial.account, an_outgoing("Five."))
    assert trial.platform.find(trial.account, four) == receipt


def test_what_is_not_out_is_not_found(trial: Trial) -> None:
    assert trial.platform.find(trial.account, an_outgoing("One.")) is None
    trial.platform.publish(trial.account, an_outgoing("One."))
    assert trial.platform.find(trial.account, an_outgoing("Two.")) is None


def test_the_same_words_of_another_part_are_not_what_is_looked_for(trial: Trial) -> None:
    known = trial.platform.publish(trial.account, an_outgoing("One.", key="a" * 32))
    looked_for = an_outgoing("One.", key="b" * 32, others=frozenset({known.remote_id}))
    assert trial.platform.find(trial.account, looked_for) is None


def test_the_same_words_of_an_older_part_are_not_what_is_looked_for(trial: Trial) -> None:
    trial.platform.publish(trial.account, an_outgoing("One.", key="a" * 32))
    later = dt.datetime.now(dt.UTC) + HOUR_AHEAD
    assert trial.platform.find(trial.account, an_outgoing("One.", key="b" * 32, begun_at=later)) is None


def test_what_another_account_posted_is_not_what_is_looked_for(trial: Trial) -> None:
    part = an_outgoing("One.")
    trial.platform.publish(trial.other(), part)
    assert trial.platform.find(trial.account, part) is None
    assert trial.feed(trial.account) == []


def test_where_a_platform_shows_nothing_it_cannot_be_told(trial: Trial) -> None:
    trial.platform.publish(trial.account, an_outgoing("One."))
    trial.shows_nothing_more()
    with pytest.raises(PlatformError):
        trial.platform.find(trial.account, an_outgoing("One."))


# ── what stands there, and who it is ────────────────────────────────────────────────────────────────────────────────


def test_what_a_person_found_at_an_address_has_its_receipt(trial: Trial) -> None:
    receipt = trial.platform.publish(trial.account, an_outgoing("One."))
    found = trial.platform.receipt_at(trial.account, receipt.url or receipt.remote_id)
    assert replace(found, at=receipt.at) == receipt
    assert abs(found.at - receipt.at) < dt.timedelta(milliseconds=1)


def test_what_stands_at_no_address_of_the_account_has_no_receipt(trial: Trial) -> None:
    of_another = trial.platform.publish(trial.other(), an_outgoing("One."))
    gone = trial.platform.publish(trial.account, an_outgoing("Two."))
    trial.platform.delete(trial.account, gone)
    for address in (of_another.url or of_another.remote_id, gone.url or gone.remote_id, "nonsense", "", "9" * 25):
        with pytest.raises(BadInput):
            trial.platform.receipt_at(trial.account, address)


def test_what_is_taken_down_is_gone_and_may_be_taken_down_again(trial: Trial) -> None:
    kept = trial.platform.publish(trial.account, an_outgoing("One."))
    part = an_outgoing("Two.")
    receipt = trial.platform.publish(trial.account, part)
    for _ in range(2):
        trial.platform.delete(trial.account, receipt)
        assert [out.number for out in trial.feed(trial.account)] == [kept.remote_id]
    assert trial.platform.find(trial.account, part) is None


def test_an_account_stands_there_as_itself_with_its_limits(trial: Trial) -> None:
    standing = trial.platform.standing(trial.account)
    assert standing.handle.split("@")[1] == trial.account.handle.split("@")[1]
    assert standing.remote_id
    assert standing.limits.most == trial.platform.limits(trial.account).most
    assert bool(standing.notes) is trial.facts.has_notes
