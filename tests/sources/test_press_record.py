"""Every vote of the shipped record, written in the UN's several wordings, is read back as it was cast."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.outcomes import Ballot, RollCall, Trust
from advocacybot.council.record import RecordedVote
from advocacybot.sources import press
from tests.config.shipped import the_shipped_files
from tests.examples import examples
from tests.sources.press_words import ENGLISH, FRENCH, RECORDS, Wording

WORDINGS = (*ENGLISH, *FRENCH, *RECORDS)


def cast(vote: RecordedVote) -> dict[str, Ballot]:
    call = RollCall(in_favour=vote.in_favour, against=vote.against, abstained=vote.abstained, not_voting=vote.not_voting)
    return dict(call.ballots())


def with_one_absent(vote: RecordedVote) -> RecordedVote:
    """The same, as if the last of those in favour had not taken part: in the record nobody ever did not."""
    *others, last = vote.in_favour
    return vote.model_copy(update={"in_favour": tuple(others), "not_voting": (last,)})


def differences(vote: RecordedVote, words: Wording) -> list[str]:
    """Where what is read is not what was cast, or is taken for less than it is."""
    reference = the_shipped_files().reference
    text = words(vote, reference.states)
    reading = press.read(text, reference.council.members_on(vote.day), reference.states)
    told = [{**one.ballots, **one.inferred} for one in reading.votes]
    trust = Trust.OFFICIAL if words in RECORDS else Trust.PRELIMINARY
    held = {
        "ballots": told == [cast(vote)],
        "problems": not any(one.problems or one.doubts or one.quoted for one in reading.votes),
        "trust": all(one.trust is trust for one in reading.votes),
        "left over": not reading.not_understood,
    }
    return [f"{vote.symbol}, {words.__name__}, {what}: {text} → {reading}" for what, holds in held.items() if not holds]


def test_every_recorded_vote_is_read_back_from_every_wording(capsys: pytest.CaptureFixture[str]) -> None:
    record = the_shipped_files().record.votes
    votes = [*record, *map(with_one_absent, record[::10])]
    read: Counter[str] = Counter()
    wrong: list[str] = []
    for words in WORDINGS:
        for vote in votes:
            found = differences(vote, words)
            wrong += found
            read[words.__name__] += not found
    with capsys.disabled():
        print(f"\n{len(record)} recorded votes, and {len(votes) - len(record)} of them with one member absent, in ", end="")
        print(f"{len(WORDINGS)} wordings, read back: {dict(read)}; differences: {len(wrong)}")
    assert not wrong, "\n".join(wrong[:10])


def test_the_record_holds_votes_of_every_kind() -> None:
    votes = the_shipped_files().record.votes
    assert len(votes) > 100
    for ballot in ("in_favour", "against", "abstained"):
        assert any(getattr(vote, ballot) for vote in votes), ballot
    assert any(len(vote.in_favour) == len(cast(vote)) for vote in votes)


@pytest.mark.parametrize("words", [words for words in WORDINGS if words.__name__ in ("by_a_vote", "par_voix")])
def test_those_whom_only_the_count_tells_are_kept_apart(words: Wording) -> None:
    reference = the_shipped_files().reference
    for vote in the_shipped_files().record.votes:
        members = reference.council.members_on(vote.day)
        (read,) = press.read(words(vote, reference.states), members, reference.states).votes
        assert set(read.inferred) == set(vote.in_favour)
        assert set(read.ballots) == {*vote.against, *vote.abstained, *vote.not_voting}


ROLL_CALLS = st.lists(st.sampled_from(list(Ballot)), min_size=15, max_size=15)


def cast_otherwise(vote: RecordedVote, ballots: list[Ballot]) -> RecordedVote:
    """By the same members, with those ballots."""
    by_state = list(zip(cast(vote), ballots, strict=True))
    fields = {"in_favour": Ballot.IN_FAVOUR, "against": Ballot.AGAINST, "abstained": Ballot.ABSTAINED}
    lists = {
        name: tuple(state for state, one in by_state if one is ballot)
        for name, ballot in {**fields, "not_voting": Ballot.NOT_VOTING}.items()
    }
    return vote.model_copy(update=lists)


@given(st.sampled_from(the_shipped_files().record.votes), ROLL_CALLS, st.sampled_from(WORDINGS), st.data())
@settings(deadline=None, max_examples=examples(200))
def test_however_they_voted_and_however_a_page_sets_it_nothing_else_is_read(
    vote: RecordedVote, ballots: list[Ballot], words: Wording, data: st.DataObject
) -> None:
    reference = the_shipped_files().reference
    otherwise = cast_otherwise(vote, ballots)
    text = words(otherwise, reference.states)
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    broken = data.draw(
        st.dictionaries(st.sampled_from(spaces), st.sampled_from(["\n", "\u00a0", "  ", " \u00ad", "\u2009"]), max_size=20)
    )
    text = "".join(broken.get(place, sign) for place, sign in enumerate(text))
    for one in press.read(text, reference.council.members_on(vote.day), reference.states).votes:
        assert one.problems or {**one.ballots, **one.inferred}.items() <= cast(otherwise).items()
