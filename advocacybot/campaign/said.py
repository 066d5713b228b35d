"""What an account's readers were told of a vote, and what of it they would have to be told otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from advocacybot.campaign.earned import AFTER_THE_VOTE, CORRECTIONS, SETTLING, Message
from advocacybot.campaign.truth import Truth


@dataclass(frozen=True)
class Said:
    """One post that is out, if only in part: its message, and the truth that it told."""

    message: Message
    told: Truth


def word(history: Sequence[Said], truth: Truth) -> Truth | None:
    """What the account has to answer for: the last thing that it told and that is not so, else its last word.

    A reminder that tells another hour corrects nothing: readers of the one before still hold it. A correction, or an outcome,
    settles what was told before it. What follows an outcome, such as thanks, is not the account's word on it, and is answered
    for only once it is not so.
    """
    settled = [number for number, said in enumerate(history) if said.message in SETTLING]
    standing = history[settled[-1] if settled else 0 :]
    wrong = [said.told for said in standing if said.told != truth]
    words = wrong or [said.told for said in standing if said.message not in AFTER_THE_VOTE]
    return words[-1] if words else None


def corrections(history: Sequence[Said]) -> int:
    """How often the account corrected itself, so that a correction can be made again after it was taken back."""
    return sum(said.message in CORRECTIONS for said in history)
