"""What operators' templates try, by mistake or not. Each is refused by its file's name, and within two seconds."""

import pytest

from advocacybot.errors import BadTemplate
from advocacybot.wording.sandbox import MOST_CHARACTERS, MOST_STEPS
from tests.wording.making import SOME_FACTS, rendered, templates_of

pytestmark = pytest.mark.timeout(2)

STATES = "supporters[0].states"


def refusal(text: str, others: dict[str, str] | None = None) -> str:
    """What is said of a template that does not work; it names the file."""
    with pytest.raises(BadTemplate) as refused:
        rendered(text, others)
    assert str(refused.value).startswith("message_templates/en/")
    return str(refused.value)


def nested(depth: int, inside: str = "x") -> str:
    """Loops over fifteen States in loops over fifteen States."""
    return "".join(f"{{% for a{level} in {STATES} %}}" for level in range(depth)) + inside + "{% endfor %}" * depth


# ── what is Python's ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "''['__class__']",
        "vote.__class__",
        "vote.__init__.__globals__",
        "vote.__dataclass_fields__",
        "self.__init__.__globals__",
        "self._TemplateReference__context",
        f"{STATES} | join(attribute='__class__')",
        f"{STATES} | first | attr('__class__')",
        "'{0.__class__}'.format(vote)",
        "'%s' | format(vote)",
        "vote.symbol.upper()",
        "().__class__.__bases__[0].__subclasses__()",
        "vote()",
    ],
)
def test_nothing_of_pythons_can_be_reached(expression: str) -> None:
    refusal(f"{{{{ {expression} }}}}")


NAMES = ["cycler", "lipsum", "namespace", "range", "dict", "joiner", "open", "eval", "config", "request"]


@pytest.mark.parametrize("call", ["", "()"], ids=["named", "called"])
@pytest.mark.parametrize("name", NAMES)
def test_no_function_is_at_hand_that_is_not_ours(name: str, call: str) -> None:
    refusal(f"{{{{ {name}{call} }}}}")


@pytest.mark.parametrize(
    "text", ["{% block a %}x{% endblock %}{{ self.a() }}", "{{ vote.symbol() }}", "{{ supporters() }}", "{{ (1).bit_length() }}"]
)
def test_nothing_but_a_macro_can_be_called(text: str) -> None:
    refusal(text)


@pytest.mark.parametrize("macros_own", ["m.__globals__", "m._func", "m.name", "caller()", "super()"])
def test_of_a_macro_nothing_can_be_had_but_what_it_writes(macros_own: str) -> None:
    refusal(f"{{% macro m() %}}hello{{% endmacro %}}{{{{ m() }}}}{{{{ {macros_own} }}}}")


@pytest.mark.parametrize("attribute", ["cycle('a')", "changed(1)", "_iterator", "__init__"])
def test_of_a_loop_nothing_can_be_had_but_where_it_is(attribute: str) -> None:
    refusal(f"{{% for state in {STATES} %}}{{{{ loop.{attribute} }}}}{{% endfor %}}")


def test_a_loop_tells_where_it_is() -> None:
    text = f"{{% for state in {STATES} %}}{{{{ loop.index }}}}{{{{ '.' if loop.last else ',' }}}}{{% endfor %}}"
    assert rendered(text) == "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15."


def test_a_template_cannot_change_a_fact() -> None:
    refusal("{% set vote.symbol = 'S/2016/847' %}")


# ── what does not end, or nearly ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("inside", ["x", ""], ids=["writing", "silent"])
def test_loops_in_loops_are_stopped(inside: str) -> None:
    """Fifteen to the eighth power are two and a half thousand million rounds."""
    assert f"more than {MOST_STEPS} steps" in refusal(nested(8, inside))


def test_as_many_rounds_as_a_post_may_need_are_let_through() -> None:
    assert rendered(nested(3)) == "x" * 15**3


@pytest.mark.parametrize(
    "loop",
    [
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% for i in range(1000000000) %}{% endfor %}",
        f"{{% for a in {STATES} recursive %}}{{{{ loop({STATES}) }}}}{{% endfor %}}",
        "{% for a in '" + "x" * 300 + "' %}{% for b in '" + "x" * 300 + "' %}{% endfor %}{% endfor %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
    ],
    ids=["range", "silent range", "recursive loop", "letters", "a block in itself"],
)
def test_no_other_loop_goes_on_and_on(loop: str) -> None:
    refusal(loop)


def test_a_macro_that_calls_itself_is_stopped() -> None:
    assert "take the macro that calls itself out" in refusal("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")


def test_two_macros_that_call_each_other_are_stopped() -> None:
    refusal("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}")


def test_macros_that_call_two_macros_that_call_two_are_stopped() -> None:
    macros = "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 41))
    assert f"more than {MOST_STEPS} steps" in refusal("{% macro m0() %}{% endmacro %}" + macros + "{{ m40() }}")


def test_every_rendering_has_a_budget_of_its_own() -> None:
    templates = templates_of({"en/reminder": nested(3)})
    assert {templates.render("reminder", None, SOME_FACTS) for _ in range(10)} == {"x" * 15**3}


def test_includes_that_include_two_that_include_two_are_stopped() -> None:
    others = {f"en/i{n}": f"{{% include 'en/i{n + 1}' %}}" * 2 for n in range(30)} | {"en/i30": ""}
    refusal("{% include 'en/i0' %}", others)


# ── what does not fit into the memory ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "expression", ["'x' * 1000000000", "[1] * 1000000000", "9 ** 999999999", "'%999999999d' % 1", "vote.symbol * 1000000000"]
)
def test_nothing_is_multiplied(expression: str) -> None:
    assert "is not used in templates" in refusal(f"{{{{ {expression} }}}}")


@pytest.mark.parametrize(
    "text",
    ["{{ '" + "x" * 60_000 + "' }}", "x" * 60_000, f"{{% for state in {STATES} %}}{'x' * 5_000}{{% endfor %}}"],
    ids=["an expression", "plain text", "a loop"],
)
def test_an_output_that_no_thread_can_hold_is_refused(text: str) -> None:
    assert "it writes without end; shorten it" in refusal(text)


def test_an_output_up_to_that_is_let_through() -> None:
    assert len(rendered("x" * MOST_CHARACTERS)) == MOST_CHARACTERS


TEN = "xxxxxxxxxx"
GROWING = {
    "set by joining": "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 22,
    "set by adding": "{% set a = 'x' %}" + "{% set a = a + a %}" * 22,
    "a list by adding": "{% set a = ['x'] %}" + "{% set a = a + a %}" * 20,
    "set by a block": "{% set a %}x{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 22,
    "set by the filter join": f"{{% set a = '{TEN}' %}}" + "{% set a = [a, a, a, a, a, a, a, a, a, a] | join %}" * 6,
    "the filter replace": f"{{% set a = '{TEN}'" + f" | replace('x', '{TEN}')" * 6 + " %}",
    "macros of macros": "{% macro ten(x) %}"
    + "{{ x }}" * 10
    + "{% endmacro %}{% set a = "
    + "ten(" * 6
    + "'x'"
    + ")" * 6
    + " %}",
}


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_what_grows_without_being_written_is_refused_too(text: str) -> None:
    """Here it grows to millions of characters; a few doublings more, and it takes the memory of the machine."""
    refusal(text + "{{ a | length }}")


@pytest.mark.parametrize(
    "text",
    [
        "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 18 + "{{ 1 if a == b else 2 }}",
        "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 18 + "{{ a | length }}",
        "{% set a = {'a': 1} %}" + "{% set a = {'a': a, 'b': a} %}" * 18 + "{{ a | length }}",
        "{% macro m(n) %}{{ varargs | length if n > 18 else m(n + 1, varargs, varargs) }}{% endmacro %}{{ m(0) }}",
    ],
    ids=["lists compared", "tuples", "mappings", "what a macro is given"],
)
def test_a_list_in_a_list_in_a_list_is_refused(text: str) -> None:
    """Thirty levels, and writing it takes two minutes and three gigabytes."""
    refusal(text)


def test_long_values_cost_more_than_short_ones() -> None:
    long, rounds = "x" * 49_000, "x" * 15_000
    refusal(f"{{% set a = '{long}' %}}{{% for i in '{rounds}' %}}{{% if a | upper | lower == 'x' %}}{{% endif %}}{{% endfor %}}")


# ── what is no words ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["vote.symbol", "number", "number + 1", "supporters | length", "vote.meeting or 'none'"])
def test_words_and_numbers_can_be_written(words: str) -> None:
    assert rendered(f"{{{{ {words} }}}}") in {"S/2016/846", "1", "2", "none"}


@pytest.mark.parametrize("way", ["{{ vote.meeting }}", "{{ 'in ' ~ vote.meeting }}", "{{ vote.meeting | upper }}"])
def test_a_fact_that_is_missing_is_never_written_as_none(way: str) -> None:
    refusal(f"Meeting: {way}")


@pytest.mark.parametrize(
    "what",
    [
        *("vote", "supporters", "supporters[0]", STATES, "vote.penholders[0]", "vote.meeting is none", "vote | upper"),
        *("'for ' ~ vote", f"{STATES} | join(', ')", "m", "supporters | _counted"),
    ],
)
def test_nothing_is_written_that_is_neither_words_nor_a_number(what: str) -> None:
    refusal(f"{{% macro m() %}}{{% endmacro %}}{{{{ {what} }}}}")
