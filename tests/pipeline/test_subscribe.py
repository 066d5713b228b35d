"""Who is told: made, tried and taken away by people, and kept so that a copy of the tables tells nobody's secret."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from standardwebhooks.webhooks import Webhook

from advocacybot.cli import webhooks as verb
from advocacybot.clock import SystemClock
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson, Refusal
from advocacybot.pipeline import subscribe
from advocacybot.store import journal, webhooks
from advocacybot.store.models import MessageRow, SubscriptionRow
from tests.fakes.receiver import ADDRESS, HOST, Receiver, receiving
from tests.houses import ANA, MakeHouse
from tests.pipeline.steps import Make
from tests.pipeline.webhook_steps import a_subscription, something_happens


@pytest.fixture
def at_work(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> MakeHouse:
    """With a secret key that is the same wherever the data lie."""
    monkeypatch.setenv("ADVOCACYBOT_SECRET_KEY", "a key of this house's")
    return make_house(now=SystemClock().now())


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receiving() as server:
        monkeypatch.setattr(verb, "Receivers", server.reached)
        yield server


def at_the_terminal(at_work: MakeHouse, *words: str) -> Result:
    return CliRunner().invoke(verb.webhooks, list(words), obj=at_work.folder)


def test_its_address_and_its_secret_are_kept_sealed(at_work: MakeHouse) -> None:
    number, secret = a_subscription(at_work)
    row = SubscriptionRow.objects.get()
    kept = " ".join(map(str, vars(row).values()))
    assert "of=a-partner" not in kept
    assert secret.removeprefix("whsec_") not in kept
    assert "of=a-partner" not in str([vars(one) for one in journal.read()])
    found = webhooks.where(number, "another key")
    assert found is None


def test_the_journal_tells_who_did_it(at_work: MakeHouse) -> None:
    number, _ = a_subscription(at_work, "vote.scheduled")
    subscribe.remove(at_work.house, number, ANA)
    told = [(one.kind, one.subject, one.by) for one in journal.read()[-2:]]
    assert told == [("webhook added", f"webhook {number}", ANA), ("webhook removed", f"webhook {number}", ANA)]


@pytest.mark.parametrize(
    ("address", "events", "by", "error"),
    [
        ("http://example.org/", ("vote.scheduled",), ANA, BadInput),
        (ADDRESS, ("vote.forgotten",), ANA, BadInput),
        (ADDRESS, (), ANA, BadInput),
        (ADDRESS, ("vote.scheduled",), "Nobody", NotAPerson),
    ],
)
def test_what_will_not_do_adds_nobody(
    at_work: MakeHouse, address: str, events: tuple[str, ...], by: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        subscribe.add(at_work.house, address, events, by)
    assert webhooks.every() == []


def test_there_are_only_so_many(at_work: MakeHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribe, "MOST", 1)
    a_subscription(at_work)
    with pytest.raises(Refusal, match="there are 1 webhooks already"):
        a_subscription(at_work)


def test_what_is_taken_away_is_forgotten_with_all_that_it_was_to_be_told(at_work: MakeHouse) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    subscribe.remove(at_work.house, number, ANA)
    assert (webhooks.every(), MessageRow.objects.count()) == ([], 0)
    with pytest.raises(NoSuchThing):
        subscribe.remove(at_work.house, number, ANA)


# ── at the terminal ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_at_the_terminal_the_secret_is_shown_once_and_checks_what_is_sent(at_work: MakeHouse, receiver: Receiver) -> None:
    made = at_the_terminal(at_work, "add", ADDRESS, "--events", "vote.scheduled,vote.changed", "--by", ANA)
    assert made.exit_code == 0, made.output
    secret = made.output.split()[-1]
    (one,) = webhooks.every()
    assert one.events == ("vote.scheduled", "vote.changed")
    tried = at_the_terminal(at_work, "test", str(one.number))
    assert (tried.exit_code, tried.output) == (0, f"Webhook {one.number} took the test (204).\n")
    (heard,) = receiver.heard
    assert Webhook(secret).verify(heard.body, heard.headers)["type"] == "webhook.test"
    listed = at_the_terminal(at_work, "list").output
    assert HOST in listed
    assert secret not in listed


def test_a_test_that_is_not_taken_is_an_error(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    receiver.then.append(403)
    error = at_the_terminal(at_work, "test", str(number)).exception
    assert str(error) == f"webhook {number} did not take the test: it answered 403; ask whoever keeps it"


def test_the_list_tells_how_it_goes(at_work: MakeHouse) -> None:
    number, _ = a_subscription(at_work, "vote.scheduled")
    assert at_the_terminal(at_work, "list").output.split()[-1] == "well"
    webhooks.end(number, "it answered 410: it is gone", at_work.clock.now())
    assert "ended" in at_the_terminal(at_work, "list").output
    assert '"why_ended": "it answered 410: it is gone"' in at_the_terminal(at_work, "list", "--json").output
    assert at_the_terminal(at_work, "remove", str(number), "--by", ANA).exit_code == 0
    assert webhooks.every() == []
