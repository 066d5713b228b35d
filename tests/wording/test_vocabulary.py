"""What the editor says of facts is what the templates find, and what docs/templates.md tells."""

import re
from pathlib import Path

import pytest

from advocacybot.campaign.earned import Message
from advocacybot.errors import BadTemplate
from advocacybot.wording.samples import WORDED, cases
from advocacybot.wording.vocabulary import MADE_OF, Fact, Kind, of_kind, of_messages
from tests.factories import a_campaign
from tests.wording.making import templates_of
from tests.wording.reference import reference

DOCUMENTED = set(re.findall(r"`\.?([a-z_.]+)`", (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")))


def named(*messages: str) -> dict[str, Fact]:
    return {fact.name: fact for fact in of_messages(messages)}


@pytest.mark.parametrize("message", WORDED)
def test_a_template_can_ask_for_every_fact_that_is_named_and_for_no_other(message: str) -> None:
    for case in cases(message, a_campaign(), reference()):
        for name, fact in named(message).items():
            if "tally." in name and case.message == Message.ADOPTED_WITHOUT_A_VOTE:
                continue
            says = f"{{% if {name} %}}yes{{% endif %}}." + (f"{{{{ {name} | length }}}}" if fact.several else "")
            assert templates_of({f"en/{message}": says}).render(message, None, case.facts)
        with pytest.raises(BadTemplate):
            templates_of({f"en/{message}": "{% if motto %}yes{% endif %}"}).render(message, None, case.facts)


def test_facts_say_of_what_kind_they_are() -> None:
    reminder, vetoed = named(Message.REMINDER), named(Message.VETOED)
    assert reminder["vote.symbol"] == Fact("vote.symbol", Kind.TEXT)
    assert reminder["vote.link"] == Fact("vote.link", Kind.TEXT, may_be_missing=True)
    assert reminder["supporters"] == Fact("supporters", Kind.GROUP, several=True)
    assert vetoed["tally"] == Fact("tally", Kind.MORE, may_be_missing=True)
    assert vetoed["tally.against"] == Fact("tally.against", Kind.NUMBER)
    assert vetoed["preliminary"] == Fact("preliminary", Kind.YES_OR_NO)
    assert vetoed["not_known"] == Fact("not_known", Kind.BALLOT_GROUP, several=True)
    assert named("scorecard")["kept"] == Fact("kept", Kind.COUNT, several=True)


def test_a_piece_of_several_messages_may_say_what_all_of_them_have() -> None:
    common = named(Message.REMINDER, Message.VETOED, "scorecard")
    assert set(common) == {"language", "campaign", "campaign.hashtags", "campaign.code_link", "campaign.scorecard_link"}
    assert of_messages([]) == ()


def test_what_states_and_groups_are_made_of_is_told() -> None:
    assert [fact.name for fact in of_kind(Kind.STATE)] == ["code", "name", "mention"]
    assert [fact.name for fact in of_kind(Kind.BALLOT_GROUP)] == ["listed_as_of", "states", "ballot"]
    assert set(MADE_OF) == {Kind.STATE, Kind.GROUP, Kind.BALLOT_GROUP, Kind.COUNT, Kind.REPORT}


@pytest.mark.parametrize("message", WORDED)
def test_every_fact_stands_in_the_document_about_templates(message: str) -> None:
    bare = {name for name, fact in named(message).items() if fact.kind is not Kind.MORE}
    assert {name for name in bare if name not in DOCUMENTED and name.rpartition(".")[2] not in DOCUMENTED} == set()
