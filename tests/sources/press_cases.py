"""Sentences that report votes, and what is to be understood of them. ``real``: with the address where they were published."""

import datetime as dt
from dataclasses import dataclass

from advocacybot.council.outcomes import Ballot

DEC_2016, ALEPPO, OCT_2023, DEC_2023 = dt.date(2016, 12, 5), dt.date(2016, 10, 8), dt.date(2023, 10, 16), dt.date(2023, 12, 8)
MAR_2022, SEP_2011, MAY_1992 = dt.date(2022, 3, 1), dt.date(2011, 9, 1), dt.date(1992, 5, 30)
MADE_BY_HAND = "made by hand"

F, A, ABS, NV = Ballot.IN_FAVOUR, Ballot.AGAINST, Ballot.ABSTAINED, Ballot.NOT_VOTING


@dataclass(frozen=True)
class Case:
    """``totals``: in favour, against, abstained; ``named``: who is named with which ballot; ``filled``: that of all others."""

    text: str
    totals: tuple[int | None, int | None, int | None]
    against: str = ""
    abstained: str = ""
    in_favour: str = ""
    not_voting: str = ""
    filled: Ballot | None = None
    day: dt.date = ALEPPO
    symbols: tuple[str, ...] = ()
    source: str = MADE_BY_HAND

    @property
    def named(self) -> dict[str, Ballot]:
        lists = ((self.in_favour, F), (self.against, A), (self.abstained, ABS), (self.not_voting, NV))
        return {code: ballot for codes, ballot in lists for code in codes.split()}


NINE = "FRA JPN MYS NZL SEN ESP UKR GBR USA"

REAL = (
    Case(
        "By 11 votes in favour of the draft resolution to 3 against (China, Russian Federation, Venezuela), with 1 abstention "
        "(Angola), the Council rejected a text",
        (11, 3, 1),
        against="CHN RUS VEN",
        abstained="AGO",
        filled=F,
        day=DEC_2016,
        source="https://press.un.org/en/2016/sc12609.doc.htm",
    ),
    Case(
        "Negative Votes Block Action after 11 Vote in Favour, 3 against, with 1 Abstention",
        (11, 3, 1),
        day=DEC_2016,
        source="https://press.un.org/en/2016/sc12609.doc.htm",
    ),
    Case(
        "received 11 affirmative votes, two abstentions (Angola and China), and two negative votes (Russian Federation and "
        "Venezuela)",
        (11, 2, 2),
        against="RUS VEN",
        abstained="AGO CHN",
        filled=F,
        source="https://press.un.org/en/2016/sc12545.doc.htm",
    ),
    Case(
        "received a vote of 4 in favour (China, Egypt, Russian Federation, Venezuela) to 9 against (France, Japan, Malaysia, New "
        "Zealand, Senegal, Spain, Ukraine, United Kingdom, United States), with 2 abstentions (Angola and Uruguay)",
        (4, 9, 2),
        in_favour="CHN EGY RUS VEN",
        against=NINE,
        abstained="AGO URY",
        source="https://press.un.org/en/2016/sc12545.doc.htm",
    ),
    Case(
        "having received five votes in favour (China, Gabon, Mozambique, Russia, and the United Arab Emirates) and four against "
        "(France, Japan, the United Kingdom, and the United States), with six abstentions (Albania, Brazil, Ecuador, Ghana, "
        "Malta, and Switzerland)",
        (5, 4, 6),
        in_favour="CHN GAB MOZ RUS ARE",
        against="FRA JPN GBR USA",
        abstained="ALB BRA ECU GHA MLT CHE",
        day=OCT_2023,
        source="https://furr.pk/watch/268524, a copy of UN Web TV's description of 16 October 2023",
    ),
    Case(
        "the text garnered support from 13 Council members, including three permanent members (China, France and the Russian "
        "Federation), with another permanent member (United Kingdom) abstaining",
        (13, None, None),
        in_favour="CHN FRA RUS",
        abstained="GBR",
        day=DEC_2023,
        source="https://alliansfriheten.se, a copy of the UN's release of 8 December 2023",
    ),
)
GENERAL_ASSEMBLY = (
    "By a recorded vote of 39 in favour to 7 against (Angola, Armenia, France, India, Russian Federation, United States, "
    "Vanuatu), with 100 abstentions"
)
"""https://press.un.org/en/2008/ga10693.doc.htm"""

TWO = {"against": "RUS VEN", "abstained": "AGO CHN", "filled": F}
ABSTAIN = {"abstained": "AGO CHN", "filled": F}


def two(text: str, totals: tuple[int | None, int | None, int | None] = (11, 2, 2), **more: object) -> Case:
    """Eleven in favour, Russia and Venezuela against, Angola and China abstaining."""
    return Case(text, totals, **(TWO | more))  # type: ignore[arg-type]


def abstain(text: str, totals: tuple[int | None, int | None, int | None] = (13, 0, 2), **more: object) -> Case:
    """Thirteen in favour, Angola and China abstaining."""
    return Case(text, totals, **(ABSTAIN | more))  # type: ignore[arg-type]


HAND_MADE = (
    two("By a vote of 11 in favour to 2 against (Russian Federation, Venezuela), with 2 abstentions (Angola, China), it failed."),
    two("The Council voted 11 in favor to 2 against (Russia, Venezuela), with 2 abstaining (Angola, China)."),
    two("Eleven members voting in favour, two against (Russia; Venezuela) and two abstaining (Angola & China)."),
    two("11 in favour, 2 against (Russian Federation (permanent member), Venezuela) and 2 abstentions (Angola, China)."),
    two("11 in favour, 2 against (Russian Federation, Venezuela (Bolivarian Republic of)), 2 abstentions (Angola, China)."),
    two(
        "It won eleven affirmative votes, with two negative votes (Venezuela and the Russian Federation) and two abstentions "
        "(China and Angola)."
    ),
    two(
        "Par 11 voix pour (Égypte, Espagne, États-Unis, France, Japon, Malaisie, Nouvelle-Zélande, Royaume-Uni, Sénégal, "
        "Ukraine, Uruguay), 2 voix contre (Fédération de Russie, Venezuela) et 2 abstentions (Angola, Chine)",
        in_favour="EGY ESP USA FRA JPN MYS NZL GBR SEN UKR URY",
        filled=None,
    ),
    two("Par onze voix pour, deux voix contre (Russie et Venezuela) et deux abstentions (l’Angola et la Chine)."),
    two("BY 11 VOTES IN FAVOUR TO 2 AGAINST (RUSSIAN FEDERATION, VENEZUELA), WITH 2 ABSTENTIONS (ANGOLA, CHINA)."),
    two("By 11 votes in favour\nto 2 against (Russian\nFederation, Venezuela),\nwith 2 abstentions (Angola,\nChina)."),
    two(
        "By  11 votes\u00a0in favour to 2\u00a0against (Russian\u00a0Federation, Venezuela), with 2 abstentions (Angola, China)."
    ),
    two(
        "11 votes in favour of draft resolution S/2016/846 to 2 against (Russian Federation, Venezuela), with 2 abstentions "
        "(Angola, China).",
        symbols=("S/2016/846",),
    ),
    two(
        "Members had before them a draft (document S/2016/846). It received 11 votes in favour, 2 against (Russian Federation, "
        "Venezuela) and 2 abstentions (Angola, China).",
        symbols=("S/2016/846",),
    ),
    two(
        "It drew 11 votes in favour, with the Russian Federation and Venezuela voting against and Angola and China abstaining.",
        (11, None, None),
    ),
    two(
        "The draft had 11 votes in favour, while Russia and Venezuela voted against, and Angola and China abstained.",
        (11, None, None),
    ),
    abstain("By a vote of 13 in favour to none against, with 2 abstentions (Angola, China)."),
    abstain("By a vote of 13 in favour, with none against and 2 abstentions (Angola, China), the Council adopted the text."),
    abstain("Adopted by 13 votes in favour, with two abstentions (Angola, China).", (13, None, 2)),
    abstain("Thirteen votes in favour, no votes against and two abstentions (China and Angola)."),
    abstain("By 13 votes in favour, with China and Angola abstaining, the Council extended the mandate.", (13, None, None)),
    abstain("It passed with 13 votes in favour (Angola and China abstaining).", (13, None, None)),
    abstain(
        "Par 13 voix pour, aucune voix contre et 2 abstentions (Angola, Chine), le Conseil a adopté la résolution 2296 (2016).",
        symbols=("S/RES/2296(2016)",),
    ),
    abstain("13 in favour, with 2 members (Angola, China) abstaining.", (13, None, None)),
    Case("14 in favour, with the Russian Federation voting against.", (14, None, None), against="RUS", filled=F),
    Case(
        "14 votes in favour and one against, including a permanent member (Russian Federation).",
        (14, 1, None),
        against="RUS",
        filled=F,
    ),
    Case("The Council unanimously adopted resolution 2328 (2016).", (15, None, None), filled=F, symbols=("S/RES/2328(2016)",)),
    Case(
        "Unanimously adopting resolution 2328 (2016), the Council asked for access.",
        (15, None, None),
        filled=F,
        symbols=("S/RES/2328(2016)",),
    ),
    Case(
        "Le Conseil a adopté à l’unanimité la résolution 2328 (2016).", (15, None, None), filled=F, symbols=("S/RES/2328(2016)",)
    ),
    Case("By a vote of 15 in favour, the Council adopted it.", (15, None, None), filled=F),
    Case(
        "In favour: Egypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom of Great Britain and "
        "Northern Ireland, United States of America, Uruguay\nAgainst: Russian Federation, Venezuela (Bolivarian Republic of)\n"
        "Abstaining: Angola, China\nThe President: The draft resolution has not been adopted.",
        (None, None, None),
        in_favour="EGY FRA JPN MYS NZL SEN ESP UKR GBR USA URY",
        against="RUS VEN",
        abstained="AGO CHN",
    ),
    Case(
        "In favour:\nEgypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United\nKingdom of Great Britain and "
        "Northern Ireland,\nUnited States of America, Uruguay\n\nAgainst:\nRussian Federation, Venezuela (Bolivarian Republic "
        "of)\n\nAbstaining:\nAngola, China",
        (None, None, None),
        in_favour="EGY FRA JPN MYS NZL SEN ESP UKR GBR USA URY",
        against="RUS VEN",
        abstained="AGO CHN",
    ),
    Case(
        "In favour: Angola, China, Egypt, France, Japan, Malaysia, New Zealand, Russian Federation, Senegal, Spain, Ukraine, "
        "United Kingdom, United States, Uruguay, Venezuela. Against: None. Abstaining: None.",
        (None, 0, 0),
        in_favour="AGO CHN EGY FRA JPN MYS NZL RUS SEN ESP UKR GBR USA URY VEN",
    ),
    Case("In favour: 11\nAgainst: 2 (Russian Federation, Venezuela)\nAbstaining: 2 (Angola, China)", (11, 2, 2), **TWO),  # type: ignore[arg-type]
    Case(
        "In favour (11): Egypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom, "
        "United States, Uruguay\n"
        "Against (2): Russia, Venezuela\nAbstaining (2): Angola, China",
        (11, 2, 2),
        in_favour="EGY FRA JPN MYS NZL SEN ESP UKR GBR USA URY",
        against="RUS VEN",
        abstained="AGO CHN",
    ),
    Case(
        "Votent pour : Égypte, France\nVotent contre : Fédération de Russie\nS’abstiennent : Angola et Chine",
        (None, None, None),
        in_favour="EGY FRA",
        against="RUS",
        abstained="AGO CHN",
    ),
    Case(
        "11 in favour to 1 against (United States), with 3 abstentions (Albania, Gabon, United Arab Emirates).",
        (11, 1, 3),
        against="USA",
        abstained="ALB GAB ARE",
        filled=F,
        day=MAR_2022,
    ),
    Case(
        "By a vote of 13 in favour to none against, with 2 abstentions (China, Zimbabwe), the Council adopted it.",
        (13, 0, 2),
        abstained="CHN ZWE",
        filled=F,
        day=MAY_1992,
    ),
    Case(
        "By 11 votes in favour, with 4 abstentions (Bosnia and Herzegovina, Lebanon, South Africa and India).",
        (11, None, 4),
        abstained="BIH LBN ZAF IND",
        filled=F,
        day=SEP_2011,
    ),
    Case(
        "14 in favour to none against, with 1 abstention (Côte d'Ivoire).",
        (14, 0, 1),
        abstained="CIV",
        filled=F,
        day=dt.date(2018, 6, 1),
    ),
    Case(
        "14 in favour to none against, with 1 abstention (Côte d’Ivoire).",
        (14, 0, 1),
        abstained="CIV",
        filled=F,
        day=dt.date(2018, 6, 1),
    ),
    Case(
        "14 in favour, none against, 1 abstention (Cote d'Ivoire).",
        (14, 0, 1),
        abstained="CIV",
        filled=F,
        day=dt.date(2018, 6, 1),
    ),
    Case(
        "13 in favour, 2 abstentions (Kyrgyzstan and Trinidad and Tobago).",
        (13, None, 2),
        abstained="KGZ TTO",
        filled=F,
        day=dt.date(2027, 1, 15),
    ),
    Case(
        "13 in favour, 2 abstentions (the Republic of Korea, and Sierra Leone).",
        (13, None, 2),
        abstained="KOR SLE",
        filled=F,
        day=dt.date(2024, 6, 1),
    ),
    Case(
        "14 in favour to 1 against (Bolivia (Plurinational State of)).",
        (14, 1, None),
        against="BOL",
        filled=F,
        day=dt.date(2017, 6, 1),
    ),
    Case(
        "12 in favour, 2 against (Bolivia, Russian Federation), with 1 abstention (China).",
        (12, 2, 1),
        against="BOL RUS",
        abstained="CHN",
        filled=F,
        day=dt.date(2017, 6, 1),
    ),
    Case(
        "11 in favour, none against, 3 abstentions (Angola, China, Venezuela) and 1 not participating in the vote (Egypt).",
        (11, 0, 3),
        abstained="AGO CHN VEN",
        not_voting="EGY",
        filled=F,
    ),
)

NOT_READ = (
    "The draft needed nine votes in favour and no veto.",
    "It failed to obtain the nine affirmative votes.",
    "A draft passes with at least nine votes in favour.",
    "It would have received 13 votes in favour.",
    "If nine members vote in favour, the text passes; 11 votes in favour are required for an amendment.",
    "Nine votes in favour are required.",
    "The representative of Angola said that one hundred and nine votes in favour had been hoped for.",
    "No one voted against the Russian Federation’s proposal.",
    "The Council was unable to adopt unanimously any of the texts.",
    "Had it been adopted unanimously, he said, lives would have been saved; it should be adopted unanimously.",
    "China abstained, and the Russian Federation voted against.",
    "Egypt’s delegate spoke in favour of dialogue, and against sanctions.",
    "He called on all 15 members to vote in favour; between 10 and 11 votes in favour were expected.",
    "Some 10 to 12 votes in favour are likely.",
    "The vote was 11-2-2.",
    "It got 7 of 15 votes in favour.",
    "Seven out of the fifteen votes in favour came from the region.",
    "It failed to obtain the required majority (nine affirmative votes).",
    "Lacking nine votes in favour, it fell.",
    "The threshold of nine votes in favour was not met.",
    "Il fallait neuf voix pour.",
    "Against: Russian Federation, Venezuela, but not China.",
    "",
    "Nothing was put to the vote.",
)
"""Made by hand: what sounds like a vote and reports none that we may rely on."""


def doubled(text: str) -> str:
    """Of two votes, one after the other, the words."""
    return (
        f"{text} The Council then took up draft resolution S/2016/847, which received 4 votes in favour (China, Egypt, Russian "
        "Federation, Venezuela), 9 against (France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom, "
        "United States) and 2 abstentions (Angola, Uruguay)."
    )


FIRST_OF_TWO = (
    "Draft resolution S/2016/846 received 11 votes in favour, 2 against (Russian Federation, Venezuela) and 2 abstentions "
    "(Angola, China)."
)


TABLES = (
    "In favour 11\nAgainst 2\nAbstaining 2",
    "In favour\n11\nAgainst\n2\nAbstaining\n2\n",
    "For\n11\nAgainst\n2\nAbstentions\n2\n",
    "Total\n15\nIn favour\n11\nAgainst\n2\nAbstaining\n2",
    "Yes 11 No 2 Abstentions 2",
    "Yes\n11\nNo\n2\nAbstentions\n2",
    "Members 15 In favour 11 Against 2 Abstaining 2",
    "IN FAVOUR: 11 AGAINST: 2 ABSTAINING: 2",
    "In favour: 11; against: 2; abstaining: 2.",
)
"""Made by hand: each says 11-2-2, and may be read as less, never as anything else."""
