"""What one post costs the database, where all goes well. A fleet's throughput hangs on it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline.sweep import attend_to
from tests.houses import a_vote_entry
from tests.pipeline.steps import RIVAL, Make, before, in_a_word, the_bot_looks, with_a_fake

DUE = before("24 h")

ON_POSTGRES = connection.vendor == "postgresql"
"""There a claim is one message, and so is a receipt with the next claim, each a transaction of its own; with a claim the turn of
its account is held."""


def asked(make: Make, *entries: str) -> list[str]:
    """The statements that attending to an account takes, each post in one part; that is warm by then."""
    at_work, _ = with_a_fake(make, *entries)
    the_bot_looks(at_work)
    in_a_word(at_work)
    at_work.clock.set(DUE)
    with CaptureQueriesContext(connection) as taken:
        attend_to(at_work.house, "solo")
    assert len(at_work.posts(PostState.PUBLISHED)) == len(entries)
    return [query["sql"] for query in taken]


def test_a_post_of_one_part_takes_two_transactions_and_few_statements(make_house: Make) -> None:
    statements = asked(make_house, a_vote_entry())
    assert commits(statements) == (0 if ON_POSTGRES else 2)
    assert count(statements) <= (11 if ON_POSTGRES else 16)


def test_each_further_post_of_its_account_takes_one_transaction_and_fewer_still(make_house: Make) -> None:
    statements = asked(make_house, a_vote_entry(), a_vote_entry(RIVAL))
    assert commits(statements) == (0 if ON_POSTGRES else 3)
    assert count(statements) <= (11 + 2 if ON_POSTGRES else 16 + 8)


def commits(statements: list[str]) -> int:
    return len([one for one in statements if one.startswith("COMMIT")])


def count(statements: list[str]) -> int:
    """Those that ask or change something."""
    return len([one for one in statements if not one.startswith(("BEGIN", "COMMIT"))])
