"""How the UN's press, its meeting records and newspapers word a vote in French; all in folded letters."""

from advocacybot.council.outcomes import Ballot
from advocacybot.sources.press.tongue import Tongue

_UN_TO_QUINZE = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
_NUMBERS = {word: number for number, word in enumerate(_UN_TO_QUINZE.split(), start=1)} | {"une": 1}
_NUMBERS |= dict.fromkeys(("aucun", "aucune", "zero", "neant"), 0)

_OF_ALL = "(?:des|de ses|sur|sur les|d'entre les) "
_MEMBERS = "(?:membres?|etats|pays|delegations)(?: du conseil(?: de securite)?)?"
_WHO = rf"(?:(?:{_OF_ALL}(?:15|quinze) )?{_MEMBERS} )?"
_VOTED = "(?:votant|ayant vote|ont vote|a vote|votent|vote)"
_WHAT = (
    r"(?: (?:de |du |le |au )?(?:ce |cette |la |l')?(?:projet de )?(?:resolution|projet|texte|amendement)"
    r"(?: (?:publie sous la cote )?s/\d{4}/\d{1,4}(?:/\w{3,5}\.\d{1,2})?)?)?"
)
_ABSTAINED = "s'abstenant|s'(?:est|etant|etaient) abstenue?s?|(?:se )?sont abstenue?s?|s'abstien(?:t|nent)|s'abstenai(?:t|ent)"
_DID_NOT_VOTE = (
    "(?:n'ayant pas|n'ont pas|n'a pas) (?:participe au vote|pris part au vote|vote)|"
    "ne (?:participant|participe|participent|prenant|prend|prennent) pas (?:part )?au vote"
)
_ALONE = r"(?:^|(?<=\n)|(?<=[;.,] ))"
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_VETO = (
    "(?:du|d'un) (?:vote negatif|veto) (?:exprime par |emis par |d')?(?:un )?(?:des )?membres? permanents?"
    "(?: du conseil(?: de securite)?)?"
)

FRENCH = Tongue(
    numbers=_NUMBERS,
    tens="cents?|mille|vingt|trente|quarante|cinquante|soixante",
    counted={
        Ballot.IN_FAVOUR: (
            rf"(?:(?:voix|votes?) (?:pour|en (?:sa |leur )?faveur|favorables?|affirmati(?:fs?|ves?))|"
            rf"{_WHO}{_VOTED} (?:pour|en (?:sa )?faveur)){_WHAT}"
        ),
        Ballot.AGAINST: (
            rf"(?:(?:voix|votes?) (?:negati(?:fs?|ves?)|defavorables?)|(?:(?:voix|votes?) )?contre|{_WHO}{_VOTED} contre){_WHAT}"
        ),
        Ballot.ABSTAINED: rf"(?:abstentions?|{_WHO}(?:{_ABSTAINED}))",
        Ballot.NOT_VOTING: rf"(?:{_WHO}(?:{_DID_NOT_VOTE})|absents?)",
    },
    against_which="voix contre",
    lost=r"rejet\w{0,4}|repouss\w{0,4}|echou\w{0,4}|veto|pas (?:\w{1,10} )?adopte\w{0,2}",
    supported=("(?:appui|soutien) de", "(?:membres|etats)"),
    deeds={
        Ballot.IN_FAVOUR: rf"{_VOTED} (?:pour|en faveur)",
        Ballot.AGAINST: rf"{_VOTED} contre",
        Ballot.ABSTAINED: _ABSTAINED,
        Ballot.NOT_VOTING: _DID_NOT_VOTE,
    },
    begins="avec|tandis que?|alors que?|et|mais|par",
    noun={Ballot.ABSTAINED: "avec (?:l'|les )abstentions?", Ballot.AGAINST: "avec (?:le |les )votes? (?:negatifs?|contre)"},
    labels={
        Ballot.IN_FAVOUR: rf"(?:votent? |ont vote |{_ALONE})pour|vote(?:nt)? en faveur",
        Ballot.AGAINST: rf"(?:votent? |ont vote |{_ALONE})contre",
        Ballot.ABSTAINED: "s'abstien(?:t|nent)|se sont abstenue?s?",
        Ballot.NOT_VOTING: (
            "ne (?:participe|participent|prend|prennent) pas (?:part )?au vote|n'ont pas (?:participe|pris part) au vote|absents"
        ),
    },
    no_count_behind=(
        "pour|contre|votants?|les|la|le|ces|des|si|s'il|au (?:moins|plus)|(?:moins|plus|minimum|maximum) de|pres de|environ",
        "entre|ou|sans",
        r"(?:fall|faut|faud|manqu|necessit|requi|requer|exig|majorit|esper|besoin|seuil)\w{0,6}(?: [^\s,.;:]{1,20}){0,2}",
        r"(?:requi|requer|necess|majorit|seuil)\w{0,6}(?: [^\s,.;:(]{1,20}){0,2} ?\(",
        r"(?:si|s'il|s'ils)(?: [^\s,.;:]{1,20}){0,3}",
        r"(?:aurai|pourrai|devrai|serai|obtiendrai|recueillerai|doi|devai)\w{0,4}(?: [^\s,.;:]{1,20}){0,4}",
        "recueillir|obtenir|recevoir|reunir|rassembler|remporter|compt(?:e|ent|ait|aient|ant|er) sur",
        r"(?:recueillera|obtiendra|recevra|reunira|aura)\w{0,4}|pas (?:\w{1,20} ){0,2}(?:les |des )?",
        r"faute (?:de|d'avoir) (?:\w{1,20} ){0,2}",
    ),
    no_count_before=r"(?:qui )?(?:sont |est |etaient |etait |soient )?(?:requis(?:es?)?|necessaires?|exigee?s?)",
    of_all=rf"a |ou |et |{_OF_ALL}",
    goes_on="et|avec|contre|en|mais|tandis|alors|dont",
    links="et avec a en mais tandis que alors contre membre membres permanent permanents un une deux trois autre autres pays",
    aside=(
        "(?:dont|y compris) (?:celles? )?(?:d'|de |des |l'|les )?(?:un |une |deux |trois |quatre |cinq )?"
        "membres? permanents?(?: du conseil)?"
    ),
    unanimous=(
        r"adopt(?:e|ee|es|ees|ant)(?: [^\s.;:,]{1,40}){0,6},? a l'unanimite(?: de ses (?:15|quinze) membres)?|"
        r"a l'unanimite(?: de ses (?:15|quinze) membres)?,? (?:le conseil|a adopte|adopte)|par un vote unanime"
    ),
    not_unanimous=(
        r"pas|si|avai(?:t|ent)|aurai\w{0,4}|pourrai\w{0,4}|devrai\w{0,4}|presque|sans|assemblee|comite|commission|parlement|"
        r"senat|conseil des droits de l'homme"
    ),
    no_text="declarations?|ordre du jour|rapport",
    another=(
        r"amendements?|de procedure|ordre du jour|paragraphes? (?:\d{1,2} )?(?:du dispositif|du preambule)|motion|"
        r"votes? separes?|votes? indicatifs?|scrutin"
    ),
    body=(
        r"assemblee|conseil des droits de l'homme|conseil de paix et de securite|conseil economique et social|comite|"
        r"parlement|senat|vote enregistre"
    ),
    past=(
        r"avai(?:t|ent) (?:\w{1,20} ){0,2}(?:vote|adopte|rejete|recueilli|obtenu|recu|ete)|s'etai(?:t|ent) abstenue?s?|"
        r"si (?:le|la|les|ce|cette|l'\w{1,25})|(?:pretend|affirm|prevoi|prevoy|esper)(?:e|ent|ait|aient|ant)|"
        r"rappel(?:le|lant|e|ant|ait|ons)|(?:an|annee|mois|semaine) (?:dernier|derniere|passee?|precedente?)|"
        r"il y a (?:\w{1,10} ){1,2}(?:ans?|mois|semaines?|jours?)|precedemment|auparavant|"
        rf"(?:en|le|du|depuis) (?:\d{{1,2}} |1er )?(?:{_MONTHS})|(?:en|depuis) (?:19|20)\d\d"
    ),
    speaks=(
        r"abstenue?s?|abstiennent|abstient|abstenant|votes? (?:negatifs?|pour|contre)|vote (?:pour|contre|en faveur)|voix|"
        r"unanimite|unanime"
    ),
    result=(
        rf"(?:en raison|du fait|a cause) {_VETO}|"
        "(?:n'ayant|n'a|n'ont) pas (?:obtenu|recueilli|reuni) le nombre de voix requis"
    ),
)
