"""The shipped words in the United Nations' six languages: each vote's situation and subject, each State's name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import pytest

from advocacybot.council.record import RecordedVote
from advocacybot.council.states import State
from advocacybot.wording.phrases import LANGUAGES
from tests.config.shipped import the_shipped_files

SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
"""How Unicode's names of a language's letters begin; the other three languages are in Latin letters."""

LATIN_EVERYWHERE = re.compile(r"\b(MH17|UNITAD|VII)\b", re.ASCII)
"""What stands in Latin letters within other scripts too: a flight's number, an acronym that has no Chinese one, a numeral."""

every_language = pytest.mark.parametrize("language", LANGUAGES)


def every_vote() -> tuple[RecordedVote, ...]:
    return the_shipped_files().record.votes


def every_state() -> tuple[State, ...]:
    return tuple(the_shipped_files().reference.states.by_code.values())


def words_in(language: str) -> Iterator[str]:
    """Every situation, every subject, every State's name and short form."""
    for vote in every_vote():
        yield from (vote.situation[language], vote.subject[language])
    for state in every_state():
        yield from (state.names[language], state.short_name(language))


def translations(told: Iterable[dict[str, str]]) -> dict[str, set[tuple[tuple[str, str], ...]]]:
    """By English words: every mapping that has them."""
    found: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for words in told:
        found.setdefault(words["en"], set()).add(tuple(sorted(words.items())))
    return found


def foreign_letters(text: str, script: str) -> str:
    told = LATIN_EVERYWHERE.sub("", text)
    return "".join(sign for sign in told if sign.isalpha() and not unicodedata.name(sign).startswith(script))


# ── the votes of the record ─────────────────────────────────────────────────────────────────────────────────────────


@every_language
def test_each_vote_is_told_in_every_language_of_the_united_nations(language: str) -> None:
    assert [vote.symbol for vote in every_vote() if language not in vote.subject or language not in vote.situation] == []


def test_no_vote_is_told_in_a_language_beyond_the_six() -> None:
    assert {language for vote in every_vote() for language in (*vote.subject, *vote.situation)} == set(LANGUAGES)


def test_a_situation_is_called_the_same_in_every_vote() -> None:
    several = [words for words, called in translations(vote.situation for vote in every_vote()).items() if len(called) > 1]
    assert several == []


def test_subjects_that_are_the_same_in_english_are_the_same_in_every_language() -> None:
    several = [words for words, told in translations(vote.subject for vote in every_vote()).items() if len(told) > 1]
    assert several == []


@every_language
def test_no_two_situations_have_one_name(language: str) -> None:
    names = {vote.situation["en"]: vote.situation[language] for vote in every_vote()}
    assert len(set(names.values())) == len(names)


@every_language
def test_no_two_subjects_have_the_same_words(language: str) -> None:
    subjects = {vote.subject["en"]: vote.subject[language] for vote in every_vote()}
    assert len(set(subjects.values())) == len(subjects)


def test_subjects_are_translated_not_copied() -> None:
    """But for words that French writes as English does."""
    same = {
        vote.subject["en"]
        for vote in every_vote()
        for language in LANGUAGES
        if language != "en" and vote.subject[language] == vote.subject["en"]
    }
    assert same <= {"Sanctions"}


def test_a_situation_that_bears_a_states_name_is_called_as_the_state_is() -> None:
    by_name = {state.short_name("en"): state for state in every_state()}
    situations = {vote.situation["en"]: vote.situation for vote in every_vote()}
    of_states = situations.keys() & by_name.keys()
    assert len(of_states) == 18
    for name in of_states:
        assert situations[name] == {language: by_name[name].short_name(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_those_that_tabled_a_draft_are_called_as_the_states_are(language: str) -> None:
    """Where the English subject names them in brackets: (Belgium, Germany and Kuwait)."""
    by_name = {state.short_name("en"): state for state in every_state()}
    told = 0
    for vote in every_vote():
        brackets = re.search(r"\((.*)\)", vote.subject["en"])
        for name in re.split(", | and ", brackets[1]) if brackets else ():
            if name in by_name:
                told += 1
                assert by_name[name].short_name(language) in vote.subject[language], vote.symbol
    assert told == 19


# ── the States ──────────────────────────────────────────────────────────────────────────────────────────────────────


@every_language
def test_every_state_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [state.names[language] for state in every_state()]
    assert len(set(names)) == len(names) == 198


@every_language
def test_no_two_states_have_the_same_short_name(language: str) -> None:
    names = [state.short_name(language) for state in every_state()]
    assert len(set(names)) == len(names)


def test_a_state_with_a_short_form_has_one_in_every_language() -> None:
    assert [state.code for state in every_state() if state.short and set(state.short) != set(LANGUAGES)] == []


@pytest.mark.parametrize(
    ("code", "arabic", "russian", "chinese"),
    [
        ("CIV", "كوت ديفوار", "Кот-д'Ивуар", "科特迪瓦"),
        ("COD", "جمهورية الكونغو الديمقراطية", "Демократическая Республика Конго", "刚果民主共和国"),
        ("KOR", "جمهورية كوريا", "Республика Корея", "大韩民国"),
        ("KGZ", "قيرغيزستان", "Кыргызстан", "吉尔吉斯斯坦"),
        ("PSE", "دولة فلسطين", "Государство Палестина", "巴勒斯坦国"),
        ("RUS", "الاتحاد الروسي", "Российская Федерация", "俄罗斯联邦"),
        ("SYR", "الجمهورية العربية السورية", "Сирийская Арабская Республика", "阿拉伯叙利亚共和国"),
        ("TLS", "تيمور - ليشتي", "Тимор-Лешти", "东帝汶"),
        ("VAT", "الكرسي الرسولي", "Святой Престол", "教廷"),
        ("YUG", "يوغوسلافيا", "Югославия", "南斯拉夫"),
        ("ZAF", "جنوب أفريقيا", "Южная Африка", "南非"),
    ],
)
def test_states_are_called_as_the_united_nations_call_them(code: str, arabic: str, russian: str, chinese: str) -> None:
    state = the_shipped_files().reference.states.find(code)
    assert [state.name(language).replace("’", "'") for language in ("ar", "ru", "zh")] == [arabic, russian, chinese]


@pytest.mark.parametrize(
    ("code", "arabic", "russian", "chinese"),
    [
        ("GBR", "المملكة المتحدة", "Соединенное Королевство", "联合王国"),
        ("USA", "الولايات المتحدة", "Соединенные Штаты", "美国"),
        ("VEN", "فنزويلا", "Венесуэла", "委内瑞拉"),
    ],
)
def test_long_names_have_their_short_form(code: str, arabic: str, russian: str, chinese: str) -> None:
    state = the_shipped_files().reference.states.find(code)
    assert [state.short_name(language) for language in ("ar", "ru", "zh")] == [arabic, russian, chinese]


# ── letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@every_language
def test_words_are_in_the_letters_of_their_language(language: str) -> None:
    """A Latin *a* within a Russian word looks right and is found by no search."""
    script = SCRIPTS.get(language, "LATIN")
    assert [words for words in words_in(language) if foreign_letters(words, script)] == []


@every_language
def test_every_word_has_letters_that_can_be_seen_and_no_sign_that_cannot(language: str) -> None:
    """Marks of direction belong to what shows the words: a page, a card."""
    unseen = [words for words in words_in(language) if any(unicodedata.category(sign) in {"Cf", "Cc", "Co"} for sign in words)]
    assert unseen == []
    assert [words for words in words_in(language) if not any(map(str.isalpha, words))] == []


@every_language
def test_words_are_written_in_composed_letters(language: str) -> None:
    assert [words for words in words_in(language) if not unicodedata.is_normalized("NFC", words)] == []


def test_arabic_and_chinese_have_commas_and_brackets_of_their_own() -> None:
    """An Arabic comma leans the other way; Chinese signs are as wide as its letters. Brackets turn by themselves in Arabic."""
    assert [words for words in words_in("ar") if set(words) & set(",;?")] == []
    assert [words for words in words_in("zh") if set(words) & set(",;:()")] == []
