"""The room in French and Spanish: nothing that it says is forgotten, and nothing is said that it does not mean."""

import ast
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.base import Lexer, TokenType
from django.urls import reverse
from django.utils.translation import override

from advocacybot import errors, pipeline, store
from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.council.outcomes import Result
from advocacybot.errors import AdvocacyBotError, BadInput, MayNot, NoSuchThing, Problems, Refused, UnlawfulMove
from advocacybot.web.free_sentences import FREE
from advocacybot.web.models import Staff
from advocacybot.web.sentences import told
from advocacybot.web.templatetags.room import clock, countdown
from advocacybot.web.words import KINDS, WORDS, in_words
from tests.catalogues import holes, messages
from tests.houses import a_vote_entry
from tests.visible import Visible
from tests.web import catalogues
from tests.web.catalogues import ROOM, WEB
from tests.web.conftest import Room

Make = Callable[..., Room]

every_language = pytest.mark.parametrize("language", ROOM.languages)
SAME_EVERYWHERE = {"·", "/", "–", "(", ")", ",", ":", "→", "@", "S/2016/846, post 17", "https://", "handles.yaml", "UTC)."}
"""What needs no translation: signs, and examples of what is typed."""


# ── templates ───────────────────────────────────────────────────────────────────────────────────────────────────────


def in_no_tag(file: Path) -> Iterator[str]:
    """The template's own words that no translate tag holds."""
    left, inside = [], False
    for token in Lexer(file.read_text()).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] in ("blocktranslate", "endblocktranslate"):
            inside = token.contents.startswith("blocktranslate")
        if not inside:
            left.append(token.contents if token.token_type is TokenType.TEXT else " ¤ ")
    page = Visible()
    page.feed("".join(left))
    return (words.strip() for words in page.words if re.search(r"[^\W\d_]{2}", words))


@pytest.mark.parametrize("file", catalogues.templates(), ids=lambda file: file.stem)
def test_no_visible_word_of_a_template_stands_outside_of_its_translation(file: Path) -> None:
    assert set(in_no_tag(file)) - SAME_EVERYWHERE == set()


# ── what the house itself says ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_every_word_of_the_house_is_known(kind: type) -> None:
    assert set(WORDS[kind]) == set(kind)  # type: ignore[call-overload]


def test_one_word_of_two_kinds_is_two_words() -> None:
    with override("fr"):
        assert str(in_words(PostState.FAILED)) == "en échec"
        assert str(in_words(Result.FAILED)) == "non adopté"


def constants(value: ast.expr) -> list[str]:
    """The texts that an expression may come to; ``post {state}`` with every state that it may be."""
    if isinstance(value, ast.IfExp):
        return constants(value.body) + constants(value.orelse)
    if isinstance(value, ast.Constant):
        return [value.value] if isinstance(value.value, str) else []
    return []


def kinds_written() -> Iterator[str]:
    """Every kind that something under pipeline/, store/ or web/ writes into the journal as it stands in the code."""
    for folder in (Path(pipeline.__file__).parent, Path(store.__file__).parent, WEB):
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Entry" and node.args:
                    yield from constants(node.args[0])
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_note", "_put", "_tell", "_keep", "_let_go"):
                    yield from (text for value in node.args for text in constants(value))
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("kind", "_KIND"):
                    values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                    yield from (text for value in values for text in constants(value))


def test_every_kind_that_the_journal_is_told_is_known() -> None:
    written = {kind for kind in kinds_written() if kind}
    assert {"post drafted", "vote moved", "handle verified", "user added", "not sent", "outcome corrected"} <= written
    assert written - set(KINDS) == set()


MONDAY = dt.datetime(2016, 10, 3, 16, 0, tzinfo=dt.UTC)


def test_a_day_and_an_hour_are_written_as_the_language_writes_them() -> None:
    forms = ("D j M H:i", "l j F", "F Y")
    wanted = {
        "en": ["Mon 3 Oct 16:00", "Monday 3 October", "October 2016"],
        "fr": ["lun. 3 oct. 16:00", "lundi 3 octobre", "octobre 2016"],
        "es": ["lun 3 oct 16:00", "lunes 3 de octubre", "octubre de 2016"],
    }
    for language, told_ in wanted.items():
        with override(language):
            assert [clock(MONDAY, form) for form in forms] == told_


def test_a_countdown_is_told_in_the_readers_language() -> None:
    with override("fr"):
        assert countdown(dt.timedelta(days=2, hours=3)) == "dans 2 j 3 h"
        assert countdown(-dt.timedelta(minutes=5)) == "il y a 5 min"


# ── what is wrong ───────────────────────────────────────────────────────────────────────────────────────────────────

RAISED: tuple[tuple[AdvocacyBotError, str], ...] = (
    (MayNot(role=Role.VIEWER, deed="pause posting", may="approver, administrator"), "Le rôle « lecture » n’autorise pas ceci"),
    (UnlawfulMove(state=PostState.LAPSED, move="approve", lawful="do nothing any more: that is final"), "c’est définitif"),
    (NoSuchThing(kind="vote", name="S/1", known="the symbols that the calendar shows"), "Introuvable : vote « S/1 »"),
    (Refused(cause="the platform cannot be reached"), "la plateforme est injoignable"),
    (BadInput(what="there is a user 'post' already", mend="choose another"), "le nom « post » est déjà pris ; choisissez"),
    (BadInput(where="x.yaml", what="nobody wrote this", mend=""), "x.yaml : nobody wrote this"),
)


@pytest.mark.parametrize(("error", "words"), RAISED, ids=lambda one: type(one).__name__)
def test_an_error_is_told_in_the_readers_language_and_stays_english_in_english(error: AdvocacyBotError, words: str) -> None:
    with override("en"):
        assert told(error) == str(error)
    with override("fr"):
        assert words in re.sub("[\u202f\u00a0]", " ", told(error))
        assert told(Problems([error, error])) == f"{told(error)}\n{told(error)}"


@every_language
def test_no_error_of_the_house_is_told_in_english(language: str) -> None:
    """Whatever a class of its own says, or a cause of a platform, is told otherwise than in English, with every fact."""
    for kind in vars(errors).values():
        if not (isinstance(kind, type) and issubclass(kind, AdvocacyBotError)) or kind is Problems:
            continue
        facts: dict[str, Any] = {name: f"<{name}>" for name in holes(f"{(kind.__doc__ or '').strip()} {kind.mend}")}
        error = kind(**facts)
        with override(language):
            if set(facts) - {"what", "mend"}:
                assert told(error) != str(error), kind
            assert [fact for fact in facts.values() if fact not in told(error)] == [], kind
            assert told(f"{error}") == told(error) or set(facts) <= {"what", "mend", "cause"}, kind


def free_in_code() -> Iterator[str]:
    """Sentences that the stages and the room raise or keep as they stand in the code."""
    for file in (*Path(pipeline.__file__).parent.glob("*.py"), *WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.keyword) and node.arg in ("what", "mend", "cause", "lawful", "known"):
                yield from constants(node.value)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("what", "mend"):
                yield from constants(node.value)


TERMINAL_ONLY = {
    "the data are there already",
    "name another place",
    "is not the one that the backup's head knows of",
    "describe it with --alt",
    "leave some out",
    "a picture says nothing to whoever cannot see it",
    "let two people add an `assessment` to a vote, in calendar.yaml or in config/record",
    "name another place with --listen, or run with --no-web",
    "imported vote",
    "those that `advocacybot record list` shows",
    "mend the draft of the one that has the wrong one",
    "move it away, then export again",
    "name an empty folder, or one that was exported to before",
    "name the draft beside its resolution, in a column `draft`",
    "that is no address that anybody is told at",
    "write one that begins with https://, names a public host, and holds neither a user nor a fragment",
    "no event is named",
    "remove one that is not needed any more",
    "bring the key back, or remove the webhook and add it anew",
}


def test_every_free_sentence_of_the_stages_is_known() -> None:
    assert set(free_in_code()) - set(FREE) - TERMINAL_ONLY == set()
    assert set(map(str, Cause)) <= set(FREE)


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────

PAGES = (
    "queue",
    "calendar",
    "votes",
    "accounts",
    "journal",
    "handles",
    "wording",
    "people",
    "myself",
    "programs",
    "health",
    "vote-new",
    "suggestions",
    "warnings",
)


def own_words(language: str) -> set[str]:
    """The English of the room's own words that cannot be anything else in that language."""
    found = messages(ROOM.read(language))
    return {
        one.id for one in found if isinstance(one.id, str) and one.id.count(" ") > 1 and "%" not in one.id and "{" not in one.id
    }


@every_language
@pytest.mark.parametrize("route", [*PAGES, "login", "post"])
def test_a_page_is_in_its_readers_language(make_room: Make, language: str, route: str) -> None:
    room = make_room(a_vote_entry())
    client = room.enter(Role.ADMINISTRATOR)
    if route == "login":
        client.logout()
    Staff.objects.update(language=language)
    number = [room.at_work.queue()[0].id] if route == "post" else []
    answer = client.get(reverse(route, args=number), headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert answer.headers["Content-Language"] == language
    shown = Visible()
    shown.feed(
        re.sub(r'(?s)<(article|textarea|p class="words")[^>]*lang=.*?</(article|textarea|p)>|<script.*?</script>', "", page)
    )
    assert left_over(shown.words, own_words(language)) == []


def left_over(words: Iterable[str], english: set[str]) -> list[str]:
    return [one.strip() for one in words if one.strip() in english]


def test_an_error_is_a_page_in_its_readers_language(make_room: Make) -> None:
    client = make_room(a_vote_entry()).enter(Role.VIEWER)
    Staff.objects.update(language="fr")
    answer = client.post(reverse("pause"), {"why": "un essai"})
    assert answer.status_code == 403
    assert "mettre la publication en pause" in answer.content.decode()
