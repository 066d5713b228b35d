"""Warnings: accepted by people out of a suggestion, and taken back by them. Their posts wait for people on every account."""

from dataclasses import replace

from advocacybot.campaign.suggestions import Kind
from advocacybot.campaign.warnings import EarlyWarning, name_of
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.pipeline import desk, draft, suggest
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.house import House
from advocacybot.store import journal, suggestions, warnings
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.warnings import KeptWarning


def accept(house: House, warning: EarlyWarning, version: int) -> None:
    """Let the warning stand, by the person whom it names, and draft what it earns. Its suggestion is accepted by that.

    Args:
        house: where.
        warning: as that person words it.
        version: of the suggestion, as they looked at it.

    Raises:
        NotAPerson, NoSuchThing, DecidedAlready, OutdatedEntry: as for :func:`suggest.dismiss`.
        BadInput: what is suggested is no warning, the campaign speaks of none, or a post cannot be worded.
    """
    now = house.clock.now()
    with alone():
        check(house, warning.number)
        suggest.accept(house, warning.number, warning.by, warning.name, version)
        facts = {"warning": warning.model_dump(mode="json", by_alias=True, exclude={"taken_back"})}
        journal.write([Entry("warning accepted", warning.name, by=warning.by, facts=facts)], now)
        warnings.save([_kept(warning)], {warning.name: now})
        draft.plan(house, [warning.name], now)


def foresee(house: House, warning: EarlyWarning) -> Foreseen:
    """What :func:`accept` would put into the queue now.

    Raises:
        NoSuchThing, BadInput: as :func:`accept`.
    """
    check(house, warning.number)
    return draft.foresee(house, _kept(warning), house.clock.now())


def take_back(house: House, number: int, by: str, why: str) -> None:
    """Say nothing more of it; accounts that spoke of it owe a correction.

    Raises:
        NotAPerson: the campaign does not know the name.
        NoSuchThing: there is no such warning.
        BadInput: it is taken back already, or a post cannot be worded.
    """
    house.campaign.check_person(by)
    now = house.clock.now()
    with alone():
        desk.catch_up(house)
        kept = _taken_back(get(number))
        name = kept.warning.name
        journal.write([Entry("warning taken back", name, by=by, facts={"why": why})], now)
        warnings.save([kept], {name: now})
        draft.plan(house, [name], now)


def foresee_taking_back(house: House, number: int) -> Foreseen:
    """What :func:`take_back` would do to the queue now.

    Raises:
        NoSuchThing, BadInput: as :func:`take_back`.
    """
    desk.catch_up(house)
    return draft.foresee(house, _taken_back(get(number)), house.clock.now())


def get(number: int) -> KeptWarning:
    """The warning of that number.

    Raises:
        NoSuchThing: there is none.
    """
    found = warnings.find([name_of(number)])
    if not found:
        raise NoSuchThing(kind="warning", name=number, known="those that the list of warnings shows")
    (kept,) = found.values()
    return kept


def check(house: House, number: int) -> None:
    """Whether a warning of that number may be accepted: of a house that knows the room's word as it now is.

    Raises:
        NoSuchThing: there is no such suggestion.
        BadInput: what is suggested is no warning, or the campaign speaks of none.
    """
    desk.catch_up(house)
    if suggestions.get(number).suggestion.kind is not Kind.WARNING:
        raise BadInput(what=f"suggestion {number} is no warning", mend="open it from the list of suggestions")
    if house.campaign.warnings is None:
        mend = "write `warnings:` into campaign.yaml, or accept it with a note of what was done"
        raise BadInput(what="the campaign posts of no warnings", mend=mend)


def _kept(warning: EarlyWarning) -> KeptWarning:
    """As it is kept first: nothing is said of it yet."""
    return KeptWarning(warning, truth="", since=warning.at, until=warning.at)


def _taken_back(kept: KeptWarning) -> KeptWarning:
    if kept.warning.taken_back:
        raise BadInput(what=f"{kept.warning.name} is taken back already", mend="look at its page anew")
    return replace(kept, warning=kept.warning.model_copy(update={"taken_back": True}))
