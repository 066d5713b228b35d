"""Whether anything happened, by what lies in the journal's inbox."""

import pytest

from advocacybot.store import claims, journal, news
from tests.store.rows import NOW, a_receipt, claimed, kept


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


def test_what_somebody_told_is_news_until_it_is_bound() -> None:
    journal.bind()
    assert not news.told()
    claimed()
    assert news.told()
    journal.bind()
    assert not news.told()


def test_a_post_that_goes_out_is_no_news_for_those_that_wait() -> None:
    held = claimed()
    journal.bind()
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    assert news.told()
    assert not news.told(but_of_sending=True)


def test_one_that_does_not_is() -> None:
    held = claimed()
    journal.bind()
    claims.not_taken(held, "busy", NOW, NOW)
    assert news.told(but_of_sending=True)
