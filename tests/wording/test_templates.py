import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.errors import BadTemplate, NoTemplate
from tests.wording.making import SOME_FACTS, rendered, templates_of

THIS = "message_templates/en/reminder.txt.j2"


def refusal(text: str, others: dict[str, str] | None = None) -> str:
    """What is said of a template that does not work."""
    with pytest.raises(BadTemplate) as refused:
        rendered(text, others)
    return str(refused.value)


# ── what a template says ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_template_says_facts() -> None:
    assert rendered("{{ vote.symbol }} on {{ vote.day }}: {{ number }} of {{ of }}") == "S/2016/846 on 8 October 2016: 1 of 3"


def test_states_are_listed_by_name_or_as_the_account_addresses_them() -> None:
    assert rendered("{{ vote.penholders | names }}") == "State 0 and State 1"
    assert rendered("{{ vote.penholders | mentions }}") == "@state0 and @state1"


def test_states_are_listed_in_the_facts_own_language() -> None:
    french = {"fr/reminder": "{{ vote.penholders | names }}"}
    assert rendered("", french, language="fr") == "State 0 et State 1"


def test_a_missing_fact_can_be_asked_for() -> None:
    assert rendered("{% if vote.meeting %}Meeting {{ vote.meeting }}{% endif %}done") == "done"


def test_lines_of_blocks_leave_no_empty_lines() -> None:
    assert rendered("{% if number == 1 %}\none\n{% endif %}\ntwo\n") == "one\ntwo"


def test_a_template_may_include_another_and_use_its_macros() -> None:
    others = {"en/_end": "in {{ vote.situation }}", "en/_who": "{% macro who(state) %}<{{ state.name }}>{% endmacro %}"}
    text = "{% from 'en/_who' import who %}{{ who(vote.penholders[0]) }} {% include 'en/_end' %}"
    assert rendered(text, others) == "<State 0> in Syria"


def test_a_template_may_import_another_as_a_whole() -> None:
    others = {"en/_who": "{% macro who(state) %}<{{ state.name }}>{% endmacro %}"}
    assert rendered("{% import 'en/_who' as names %}{{ names.who(vote.penholders[0]) }}", others) == "<State 0>"


# ── language and platform ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_platform_has_its_own_template_where_there_is_one() -> None:
    others = {"en/reminder.x": "for X"}
    assert rendered("for all", others, platform=PlatformName.X) == "for X"
    assert rendered("for all", others, platform=PlatformName.BLUESKY) == "for all"
    assert rendered("for all", others, platform=None) == "for all"


def test_no_template_falls_back_to_another_language() -> None:
    with pytest.raises(NoTemplate) as refused:
        rendered("English", {"es/reminder": "Spanish"}, language="fr")
    assert str(refused.value) == "There is no template reminder in fr; write message_templates/fr/reminder.txt.j2"


def test_a_message_that_has_no_template_is_refused_with_the_file_to_write() -> None:
    with pytest.raises(NoTemplate, match=r"no template moved in en; write message_templates/en/moved\.txt\.j2"):
        templates_of({"en/reminder": ""}).render("moved", PlatformName.X, SOME_FACTS)


def test_a_template_for_another_platform_alone_is_none_for_this_one() -> None:
    with pytest.raises(NoTemplate):
        templates_of({"en/reminder.x": ""}).render("reminder", PlatformName.MASTODON, SOME_FACTS)


# ── what does not work, with file and line ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\n\n{{ vote.subjekt }}", "no fact `subjekt`"),
        ("\n\n{{ subjekt }}", "'subjekt' is undefined"),
        ("\n\n{{ vote.subjekt.name }}", "no fact `subjekt`"),
        ("\n\n{% if subjekt %}{% endif %}", "'subjekt' is undefined"),
        ("\n\n{% for one in subjekt %}{% endfor %}", "'subjekt' is undefined"),
        ("\n\n{{ subjekt == 'a' }}", "'subjekt' is undefined"),
        ("\n\n{{ vote.penholders[7].name }}", "has no element 7"),
        ("\n\n{{ vote.meeting.name }}", "'None' has no attribute 'name'"),
    ],
)
def test_a_fact_that_is_not_there_is_told_with_file_and_line(text: str, what: str) -> None:
    said = refusal(text)
    assert said.startswith(f"{THIS}, line 3: ")
    assert what in said
    assert "use a fact that this message has: docs/templates.md lists them" in said


@pytest.mark.parametrize(
    "text",
    [
        "\n{% if %}",
        "\n{% if number %}",
        "\n{{ vote.symbol",
        "\n{{ vote.symbol }",
        "\n{% nonsense %}",
        "\n{% endif %}",
        "\n{{ 'a }}",
    ],
)
def test_a_mistake_of_syntax_is_told_with_file_and_line(text: str) -> None:
    said = refusal(text)
    assert said.startswith(f"{THIS}, line 2: ")
    assert "mend the line" in said


@pytest.mark.parametrize("name", ["tojson", "safe", "format", "attr", "map", "center", "pprint", "xmlattr"])
def test_a_filter_that_is_not_among_ours_is_told_with_file_and_line(name: str) -> None:
    said = refusal(f"one\n{{{{ vote.symbol | {name} }}}}")
    assert said.startswith(f"{THIS}, line 2: ")
    assert f"No filter named '{name}'" in said


@pytest.mark.parametrize(
    "text",
    [
        "{{ vote.symbol + 1 }}",
        "{{ 1 / 0 }}",
        "{{ 5 | names }}",
        "{% for a, b, c in vote.penholders %}{% endfor %}",
        "{{ vote < 1 }}",
    ],
)
def test_what_cannot_be_done_with_a_fact_is_told_with_file_and_line(text: str) -> None:
    assert refusal(f"one\n\n\n{text}").startswith(f"{THIS}, line 4: ")


def test_a_mistake_in_an_included_template_is_told_by_its_own_file_and_line() -> None:
    said = refusal("one\n{% include 'en/_end' %}", {"en/_end": "\n\n\n{{ vote.subjekt }}"})
    assert said.startswith("message_templates/en/_end.txt.j2, line 4: ")


def test_a_mistake_in_a_macro_is_told_by_its_own_file_and_line() -> None:
    others = {"en/_who": "\n{% macro who(state) %}\n{{ state.nom }}{% endmacro %}"}
    said = refusal("{% from 'en/_who' import who %}\n\n\n{{ who(vote.penholders[0]) }}", others)
    assert said.startswith("message_templates/en/_who.txt.j2, line 3: ")


@pytest.mark.parametrize(
    "text",
    ["{{ supporters | names }}", "{{ supporters | mentions }}", "{{ vote.symbol | names }}"],
    ids=["groups by name", "groups by mention", "letters"],
)
def test_groups_and_letters_have_no_names_and_that_is_told_with_file_and_line(text: str) -> None:
    assert refusal(f"\n{text}").startswith(f"{THIS}, line 2: ")


def test_a_number_that_is_too_long_to_read_is_told_with_its_file() -> None:
    assert refusal("\n{{ " + "9" * 5000 + " }}").startswith(THIS)


def test_blocks_in_blocks_without_end_are_told_with_their_file() -> None:
    assert refusal("{% for a in supporters %}" * 25 + "{% endfor %}" * 25).startswith(THIS)


def test_what_is_said_of_a_missing_fact_names_the_fact_not_our_classes() -> None:
    assert "advocacybot" not in refusal("{{ vote.subjekt }}")


# ── templates that include others ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("others", "circle", "where"),
    [
        ({}, "en/reminder → en/reminder", "en/reminder"),
        ({"en/a": "{% include 'en/reminder' %}"}, "en/reminder → en/a → en/reminder", "en/a"),
        (
            {"en/a": "{% include 'en/b' %}", "en/b": "{% include 'en/reminder' %}"},
            "en/reminder → en/a → en/b → en/reminder",
            "en/b",
        ),
    ],
    ids=["itself", "two", "three"],
)
def test_templates_that_include_each_other_are_refused_with_the_circle(others: dict[str, str], circle: str, where: str) -> None:
    text = "{% include 'en/a' %}" if others else "{% include 'en/reminder' %}"
    said = refusal(text, others)
    assert said.startswith(f"message_templates/{where}.txt.j2: ")
    assert f"it includes itself: {circle}" in said
    assert "take one of the includes out" in said


@pytest.mark.parametrize(
    "way", ["{% import 'en/reminder' as r %}", "{% from 'en/reminder' import r %}", "{% extends 'en/reminder' %}"]
)
def test_a_circle_by_import_or_inheritance_is_a_circle_too(way: str) -> None:
    assert "it includes itself" in refusal(way)


def test_a_template_may_be_included_twice() -> None:
    assert rendered("{% include 'en/a' %}{% include 'en/a' %}", {"en/a": "a"}) == "aa"


@pytest.mark.parametrize(
    "way", ["{% include 'en/nowhere' %}", "{% include 'en/nowhere' ignore missing %}", "{% from 'en/nowhere' import a %}"]
)
def test_an_include_of_what_is_not_there_is_refused_before_anything_is_drawn(way: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        templates_of({"en/reminder": f"one\n{way}"})
    assert str(refused.value).startswith(f"{THIS}, line 2: ")
    assert "there is no template 'en/nowhere'; write en/nowhere.txt.j2, or mend the name" in str(refused.value)


@pytest.mark.parametrize("name", ["vote.symbol", "'en/' ~ 'a'", "['en/a', 'en/b']", "'en/a' if number else 'en/b'"])
def test_an_include_by_a_computed_name_is_refused(name: str) -> None:
    said = refusal(f"\n{{% include {name} %}}", {"en/a": "", "en/b": ""})
    assert said.startswith(f"{THIS}, line 2: ")
    assert "computed name; write the name out" in said
