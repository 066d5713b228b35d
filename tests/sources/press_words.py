"""A recorded vote, written as the UN's press and its meeting records word it, in English and in French."""

from collections.abc import Callable

from advocacybot.council.record import RecordedVote
from advocacybot.council.states import States

Codes = tuple[str, ...]
Wording = Callable[[RecordedVote, States], str]

_UP_TO_FIFTEEN = {
    "en": "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "fr": "aucune une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
}
_ENGLISH, _FRENCH = (words.split() for words in _UP_TO_FIFTEEN.values())
_MASCULINE_IN_E = ("Belize", "Cambodge", "Mexique", "Mozambique", "Zimbabwe", "Royaume")
_PLURAL = ("Bahamas", "Comores", "Fidji", "Maldives", "Pays-Bas", "Philippines", "Seychelles", "États-Unis", "Émirats")
_VOWELS = "AEIOUÉÎ"


def _names(codes: Codes, states: States, language: str, *, full: bool = False) -> list[str]:
    found = [states.find(code) for code in codes]
    return [(state.name if full else state.short_name)(language) for state in found]


def _joined(names: list[str], last: str) -> str:
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _in_brackets(codes: Codes, states: States, language: str, last: str = ", ") -> str:
    return f" ({_joined(_names(codes, states, language), last)})" if codes else ""


def _with_article(name: str) -> str:
    if name.startswith(_PLURAL):
        return f"les {name}"
    if name[0] in _VOWELS:
        return f"l’{name}"
    feminine = name.split("-")[0].split()[0].endswith(("e", "Fédération")) and not name.startswith(_MASCULINE_IN_E)
    return f"{'la' if feminine else 'le'} {name}"


def _several(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


# ── the press, in English ───────────────────────────────────────────────────────────────────────────────────────────


def by_a_vote(vote: RecordedVote, states: States) -> str:
    """*By a vote of 13 in favour to 1 against (…), with 1 abstention (…), …*"""

    def listed(codes: Codes) -> str:
        return _in_brackets(codes, states, "en")

    abstained = f"{len(vote.abstained)} {_several(len(vote.abstained), 'abstention', 'abstentions')}{listed(vote.abstained)}"
    absent = f", and {len(vote.not_voting)} not participating in the vote{listed(vote.not_voting)}" if vote.not_voting else ""
    end = "the Council adopted it." if vote.adopted else "the Council failed to adopt it."
    counts = f"{len(vote.in_favour)} in favour to {len(vote.against) or 'none'} against{listed(vote.against)}"
    return f"By a vote of {counts}, with {abstained}{absent}, {end}"


def received(vote: RecordedVote, states: States) -> str:
    """*The draft received eleven affirmative votes (…), two negative votes (…) and two abstentions (…)*, naming all, in words."""
    parts = [
        f"{_ENGLISH[len(codes)]} {_several(len(codes), one, f'{one}s')}{_in_brackets(codes, states, 'en', ' and ')}"
        for codes, one in ((vote.in_favour, "affirmative vote"), (vote.against, "negative vote"), (vote.abstained, "abstention"))
    ]
    if vote.not_voting:
        parts.append(f"{_ENGLISH[len(vote.not_voting)]} not voting{_in_brackets(vote.not_voting, states, 'en', ' and ')}")
    return f"The draft resolution received {_joined(parts, ' and ')}, owing to which it was decided."


def votes_to(vote: RecordedVote, states: States) -> str:
    """*By 13 votes to none, with 2 abstentions (…)*: the UN's resolutions and yearbooks."""
    against = f"{len(vote.against) or 'none'}{_in_brackets(vote.against, states, 'en')}"
    abstained = f", with {len(vote.abstained)} abstentions{_in_brackets(vote.abstained, states, 'en')}" if vote.abstained else ""
    absent = f", {_joined(_names(vote.not_voting, states, 'en'), ' and ')} not participating" if vote.not_voting else ""
    return f"It was decided by {len(vote.in_favour)} votes to {against}{abstained}{absent}."


def with_deeds(vote: RecordedVote, states: States) -> str:
    """*It drew 13 votes in favour, with the Russian Federation voting against and China abstaining*, or unanimity."""
    if not (vote.against or vote.abstained or vote.not_voting):
        return "Unanimously adopting the text, the Council decided to remain seized of the matter."
    deeds = ((vote.against, "voting against"), (vote.abstained, "abstaining"), (vote.not_voting, "not participating in the vote"))
    told = [f"{_joined(_names(codes, states, 'en'), ' and ')} {deed}" for codes, deed in deeds if codes]
    return f"It drew {len(vote.in_favour)} votes in favour, with {_joined(told, ' and ')}."


# ── the press, in French ────────────────────────────────────────────────────────────────────────────────────────────


def _absent_in_french(vote: RecordedVote, states: States) -> str:
    members = _several(len(vote.not_voting), "membre", "membres")
    count = "un" if len(vote.not_voting) == 1 else len(vote.not_voting)
    return f"{count} {members} n’ayant pas participé au vote{_in_brackets(vote.not_voting, states, 'fr', ' et ')}"


def par_voix(vote: RecordedVote, states: States) -> str:
    """*Par 13 voix pour, une voix contre (…) et une abstention (…), le Conseil …*, with the press's spaces that do not break."""

    def told(codes: Codes, words: str) -> str:
        count = _FRENCH[len(codes)] if len(codes) < 2 else len(codes)
        return f"{count}\u00a0{words}{_in_brackets(codes, states, 'fr', ' et ')}"

    abstention = _several(max(len(vote.abstained), 1), "abstention", "abstentions")
    parts = [f"{len(vote.in_favour)}\u00a0voix pour", told(vote.against, "voix contre"), told(vote.abstained, abstention)]
    parts += [_absent_in_french(vote, states)] if vote.not_voting else []
    ends = {True: "a adopté le texte.", False: "n’a pas adopté le texte."}
    return f"Par {_joined(parts, ' et ')}, le Conseil {ends[vote.adopted]}"


def avec_articles(vote: RecordedVote, states: States) -> str:
    """*Le projet a obtenu onze voix pour (l’Algérie, la Chine …)*, naming all with their articles, in words."""

    def told(codes: Codes, words: str) -> str:
        names = [_with_article(name) for name in _names(codes, states, "fr")]
        return f"{_FRENCH[len(codes)]} {words}" + (f" ({_joined(names, ' et ')})" if names else "")

    parts = [told(vote.in_favour, "voix pour"), told(vote.against, "voix contre"), told(vote.abstained, "abstentions")]
    parts += [_absent_in_french(vote, states)] if vote.not_voting else []
    return f"Le projet de résolution a obtenu {_joined(parts, ' et ')}."


def voix_contre(vote: RecordedVote, states: States) -> str:
    """*Par 13 voix contre zéro, avec 2 abstentions (…)*: the UN's resolutions and yearbooks; or unanimity."""
    if not (vote.against or vote.abstained or vote.not_voting):
        return "Le Conseil a adopté le texte à l’unanimité (15 voix pour)."
    against = f"{len(vote.against) or 'zéro'}{_in_brackets(vote.against, states, 'fr', ' et ')}"
    abstained = f", avec {len(vote.abstained)} abstentions{_in_brackets(vote.abstained, states, 'fr', ' et ')}"
    absent = f" et {_absent_in_french(vote, states)}" if vote.not_voting else ""
    return f"Décidé par {len(vote.in_favour)} voix contre {against}{abstained if vote.abstained else ''}{absent}."


def avec_gestes(vote: RecordedVote, states: States) -> str:
    """*Le texte recueille 13 voix pour, la Fédération de Russie votant contre et la Chine s’abstenant.*"""
    deeds = ((vote.against, "votant contre"), (vote.abstained, "s’abstenant"), (vote.not_voting, "ne participant pas au vote"))
    told = [
        f"{_joined([_with_article(name) for name in _names(codes, states, 'fr')], ' et ')} {deed}"
        for codes, deed in deeds
        if codes
    ]
    return f"Le texte recueille {len(vote.in_favour)} voix pour{', ' if told else ''}{_joined(told, ' et ')}."


# ── meeting records ─────────────────────────────────────────────────────────────────────────────────────────────────


def meeting_record(vote: RecordedVote, states: States) -> str:
    """As S/PV.… has it, with the count that the President reads out."""
    lines = [("In favour", vote.in_favour), ("Against", vote.against), ("Abstaining", vote.abstained)]
    lines += [("Not participating in the vote", vote.not_voting)] if vote.not_voting else []
    lists = "\n\n".join(f"{label}:\n{', '.join(_names(codes, states, 'en', full=True)) or 'None'}" for label, codes in lines)
    against, abstained = _ENGLISH[len(vote.against)], _ENGLISH[len(vote.abstained)]
    return (
        f"A vote was taken by show of hands.\n\n{lists}\n\nThe President (spoke in Arabic): The draft resolution received "
        f"{len(vote.in_favour)} votes in favour, {against.replace('no', 'none')} against and "
        f"{abstained} {_several(len(vote.abstained), 'abstention', 'abstentions')}. The draft resolution has been decided."
    )


def proces_verbal(vote: RecordedVote, states: States) -> str:
    """As S/PV.… has it in French."""
    lines = [("Votent pour", vote.in_favour), ("Votent contre", vote.against), ("S’abstiennent", vote.abstained)]
    lines += [("Ne participent pas au vote", vote.not_voting)] if vote.not_voting else []
    lists = "\n\n".join(
        f"{label}\u00a0:\n{', '.join(_names(codes, states, 'fr', full=True)) or 'Néant'}" for label, codes in lines
    )
    against, abstained = (_FRENCH[len(codes)].replace("aucune", "zéro") for codes in (vote.against, vote.abstained))
    abstentions = _several(max(len(vote.abstained), 1), "abstention", "abstentions")
    return (
        f"Il est procédé au vote à main levée.\n\n{lists}\n\nLe Président (parle en arabe) : Il y a {len(vote.in_favour)} voix "
        f"pour, {against} voix contre et {abstained} {abstentions}. Le vote est clos."
    )


ENGLISH: tuple[Wording, ...] = (by_a_vote, received, votes_to, with_deeds)
FRENCH: tuple[Wording, ...] = (par_voix, avec_articles, voix_contre, avec_gestes)
RECORDS: tuple[Wording, ...] = (meeting_record, proces_verbal)
