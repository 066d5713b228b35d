"""How the pages speak one language: names, days, and what the rules' values are called. What cards say too is said alike."""

import datetime as dt
from collections.abc import Iterable, Mapping
from gettext import NullTranslations

from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.hours import NEW_YORK
from advocacybot.council.outcomes import Ballot, Outcome, Tally
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Initiative, Standing
from advocacybot.wording import languages
from advocacybot.wording.card_facts import grounds, labels
from advocacybot.wording.cards import Text
from advocacybot.wording.facts import Reference
from advocacybot.wording.phrases import RIGHT_TO_LEFT, phrases

OWN_NAMES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}
"""Each language by the name that its readers call it."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, as HTML has it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


class Speech:
    """One of the six languages, with the States' names in it."""

    def __init__(self, language: str, reference: Reference) -> None:
        self.language = language
        self._reference = reference

    @property
    def words(self) -> NullTranslations:
        return phrases(self.language)

    def symbol(self, of_text: str) -> str:
        """A text's symbol, or that of a meeting record."""
        return labels.symbol(of_text, self.language)

    def name(self, code: str) -> str:
        """A State as a roll call writes it."""
        return self._reference.states.find(code).short_name(self.language)

    def full_name(self, code: str) -> str:
        return self._reference.states.find(code).name(self.language)

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """The codes in the order of the States' names."""
        return sorted(codes, key=lambda code: languages.alphabetical(self.name(code)))

    def names(self, codes: Iterable[str]) -> str:
        return languages.enumerated(map(self.name, self.in_order(codes)), self.language)

    def day(self, day: dt.date) -> str:
        return languages.day(day, self.language)

    def hour(self, hour: dt.datetime) -> str:
        """Day and hour by New York's clocks."""
        there = {
            "day": self.day(hour.astimezone(NEW_YORK).date()),
            "hour": languages.hour(hour, NEW_YORK, self.language),
        }
        return self.words.gettext("%(day)s, %(hour)s in New York") % there

    def text(self, words: Mapping[str, str]) -> Text:
        """The words in this language, else in whatever language there is."""
        return grounds.text(words, self.language)

    def ballot(self, ballot: Ballot) -> str:
        return labels.ballots(self.language)[ballot]

    def result(self, outcome: Outcome) -> str:
        """What became of the draft, with whoever blocked it."""
        result = labels.results(self.language)[outcome.result]
        return labels.labelled(result, self.names(outcome.vetoed_by), self.language) if outcome.vetoed_by else result

    def tally(self, tally: Tally) -> str:
        """How many members cast which ballot, in words: an order of bare numbers is not the same in every script."""
        counts = dict(zip(Ballot, (tally.in_favour, tally.against, tally.abstained, tally.not_voting), strict=True))
        told = {ballot: count for ballot, count in counts.items() if count or ballot is not Ballot.NOT_VOTING}
        each = (labels.labelled(self.ballot(ballot), str(count), self.language) for ballot, count in told.items())
        return languages.enumerated(each, self.language)

    def initiative(self, initiative: Initiative) -> str:
        return labels.initiatives(self.language)[initiative]

    def standing(self, judgement: Judgement, vote: JudgedVote) -> str:
        """What is known of the member's support on the day of the vote, and by which list."""
        if vote.day < self._reference.supporters.opened:
            return self.words.gettext("The Code was not yet open for support")
        return self._standing(judgement.standing)

    def _standing(self, standing: Standing) -> str:
        say = self.words.gettext
        listed = {"day": self.day(standing.listed_as_of)} if standing.listed_as_of else None
        if standing.by_list_alone and listed:
            return say("Listed supporter as of %(day)s") % listed
        if standing.pledged:
            return say("Supporter on the day")
        if standing.listed_later and listed:
            return say("Listed later, on %(day)s; support on the day not known") % listed
        return say("Support on the day not known") if standing.uncertain else say("Not listed as a supporter")

    def conduct(self, conduct: Conduct) -> str:
        """What the ballot is by the pledge; that of a member that had not pledged, or may not have, is nothing."""
        unscored = {
            Conduct.NOT_A_SUPPORTER: self.words.gettext("No pledge to keep"),
            Conduct.SUPPORT_NOT_KNOWN: self.words.gettext("Not scored"),
            Conduct.NOT_ASSESSED: self.words.gettext("Vote not assessed"),
        }
        return unscored.get(conduct) or labels.conducts(self.language)[conduct]
