"""What is told of each post on its way."""

import logging
from collections.abc import Callable

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.logs import LAYOUTS
from advocacybot.store import meters
from tests.fakes.platforms import says
from tests.houses import MakeHouse, a_vote_entry
from tests.pipeline.steps import MINUTE, a_thread, before, in_a_word, the_bot_looks, with_a_fake
from tests.store.rows import as_kept

Make = Callable[..., MakeHouse]
DUE = before("24 h")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines as people read them, without their hours."""
    meters._counted.clear()
    caplog.handler.setFormatter(LAYOUTS["lines"](str))
    caplog.set_level(logging.INFO, "advocacybot")
    return lambda: [line[24:] for line in caplog.text.splitlines()]


def counted(name: str) -> dict[meters.Labels, float]:
    meters.flush()
    return meters.kept().get(name, {})


def test_every_step_of_a_thread_names_its_post(make_house: Make, told: Callable[[], list[str]]) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, "One.", "Two.")
    the_bot_looks(at_work, at=DUE + MINUTE)
    assert as_kept(post).state is PostState.PUBLISHED
    about = f"  post={post.id} account=solo vote=S/2016/846"
    lines = [line.removesuffix(about) for line in told() if line.endswith(about)]
    assert lines[0] == f"INFO claimed; it was due {DUE.isoformat()}"
    assert [line.split(": ")[0] for line in lines[1:]] == [
        "INFO part 1 of 2 is out",
        "INFO published; part 2 of 2 is out",
    ]
    assert counted("parts_sent_total") == {("rehearsal",): 2}
    assert counted("lateness_seconds_sum") == {("rehearsal",): 60}
    assert counted("platform_answer_seconds_count") == {("rehearsal", "publish"): 2}


@pytest.mark.parametrize(
    ("cause", "told_as", "counted_as"),
    [
        (Cause.REJECTED, "WARNING refused: ", "refused"),
        (Cause.WINDOW, "INFO not sent: ", "not sent"),
        (Cause.UNANSWERED, "WARNING doubtful: ", "doubtful"),
    ],
)
def test_a_try_that_fails_says_how_and_why(
    make_house: Make, told: Callable[[], list[str]], cause: Cause, told_as: str, counted_as: str
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.will(says(cause))
    the_bot_looks(at_work, at=DUE)
    (line,) = [line for line in told() if line.startswith(told_as)]
    assert str(cause) in line
    assert line.endswith(f"  post={post.id} account=solo vote=S/2016/846")
    assert counted("parts_not_sent_total") == {("rehearsal", counted_as, cause.name.lower()): 1}


def test_what_is_looked_for_is_told_as_well(make_house: Make, told: Callable[[], list[str]]) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    in_a_word(at_work)
    platform.will(says(Cause.UNANSWERED))
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work, at=DUE + 20 * MINUTE)
    assert any(line.startswith("INFO looked for: it ") for line in told())
    assert sum(counted("parts_looked_for_total").values()) == 1
    assert counted("platform_answer_seconds_count")["rehearsal", "find"] == 1
