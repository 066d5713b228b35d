"""What is particular to X, against its fake."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from advocacybot.campaign.causes import Cause
from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused
from advocacybot.platforms.base import Shown
from advocacybot.platforms.wire import Answer
from advocacybot.platforms.x import judge
from tests.platforms.connected import HOUR_AHEAD, Connected, a_picture, on_x, shown
from tests.platforms.trials import an_outgoing
from tests.servers.faults import Answers
from tests.store.rows import MOMENT, NOW

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def clock() -> ReplayClock:
    return ReplayClock(NOW)


@pytest.fixture
def x(request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Connected]:
    with on_x(request, clock) as at_work:
        yield at_work


def test_it_goes_to_the_accounts_own_server_and_is_signed_for_it(x: Connected) -> None:
    x.platform.publish(x.account, an_outgoing("One."))
    (request,) = x.between.seen
    assert request.headers["host"] == f"127.0.0.1:{x.between.port}"
    assert request.headers["authorization"].startswith("OAuth ")


@pytest.mark.parametrize(
    "text",
    [
        "See undocs.org/S/2016/846 and https://un.org/?a=1&copy=2&lt=3",
        "https://un.org https://un.org https://un.org",
        "un.org, UN.ORG and http://un.org/",
        "https://un.org/a/very/long/path/that/nobody/reads/to/its/end?with=a&query=and#more",
        "AT&T <b> &amp; &lt; t.co/abc",
    ],
)
@pytest.mark.parametrize("pictures", [0, 1, 4])
def test_a_text_is_known_again_beneath_what_x_makes_of_it(x: Connected, text: str, pictures: int) -> None:
    part = an_outgoing(text, pictures=(shown(),) * pictures)
    receipt = x.platform.publish(x.account, part)
    (post,) = x.server.posts("solo")
    assert "https://t.co/" in post.text
    assert x.platform.find(x.account, part) == receipt


def test_a_part_is_found_on_a_later_page(x: Connected) -> None:
    part = an_outgoing("The first.")
    receipt = x.platform.publish(x.account, part)
    for number in range(230):
        if number % 90 == 0:
            x.server.advance(900)
        x.platform.publish(x.account, an_outgoing(f"Another {number}."))
    x.between.clear()
    assert x.platform.find(x.account, part) == receipt
    assert x.asked.count(f"GET /2/users/{x.server.users[0].id}/tweets") == 3


def test_an_account_that_posted_too_much_cannot_be_looked_through(x: Connected) -> None:
    post = {"id": "1", "text": "a", "created_at": f"{NOW:%Y-%m-%dT%H:%M:%S}.000Z", "edit_history_tweet_ids": ["1"]}
    page = json.dumps({"data": [post], "meta": {"result_count": 1, "next_token": "t"}}).encode()
    x.between.on("GET", "/2/users/*/tweets", Answers(200, JSON, page), times=None)
    with pytest.raises(Doubtful, match="too much to be looked through"):
        x.platform.find(x.account, an_outgoing("One."))


@pytest.mark.parametrize("status", [200, 404])
def test_where_x_does_not_know_the_account_it_cannot_be_told_what_is_out(x: Connected, status: int) -> None:
    x.server.missing(status)
    x.platform.publish(x.account, an_outgoing("One."))
    x.memory.remember("solo", f"number of @solo on {x.between.url}", "1")
    with pytest.raises(PlatformError):
        x.platform.find(x.account, an_outgoing("One."))


def test_the_number_of_an_account_is_asked_for_once_and_anew_for_another_handle(x: Connected) -> None:
    for _ in range(2):
        x.platform.find(x.account, an_outgoing("One."))
    assert x.asked.count("GET /2/users/me") == 1
    renamed = x.account.model_copy(update={"handle": "@renamed"})
    x.platform.find(renamed, an_outgoing("One."))
    assert x.asked.count("GET /2/users/me") == 2


def test_a_timeline_that_lags_is_given_time(x: Connected) -> None:
    x.server.timeline_lag(60)
    part = an_outgoing("One.")
    receipt = x.platform.publish(x.account, part)
    assert x.platform.find(x.account, part) is None
    x.server.advance(x.platform.settles_after.total_seconds())
    assert x.platform.find(x.account, part) == receipt


def test_two_parts_of_the_same_words_are_told_apart_by_what_they_answer(x: Connected) -> None:
    first = x.platform.publish(x.account, an_outgoing("One."))
    x.server.advance(86_400)
    again = an_outgoing("One.", 2, root=first, parent=first)
    second = x.platform.publish(x.account, again)
    found = [x.platform.find(x.account, one) for one in (again, an_outgoing("One.", begun_at=NOW))]
    assert [one and one.remote_id for one in found] == [second.remote_id, first.remote_id]


def test_a_picture_that_x_is_at_work_on_is_asked_for_and_not_sent_again(x: Connected) -> None:
    x.server.process(2)
    part = an_outgoing("One.", pictures=(shown("What it shows."),))
    for _ in range(2):
        with pytest.raises(NotSent) as error:
            x.platform.publish(x.account, part)
        assert error.value.kind == Cause.PICTURE
    x.platform.publish(x.account, part)
    (post,) = x.server.posts("solo")
    assert [picture.alt_text for picture in post.pictures] == ["What it shows."]
    assert x.server.calls("POST /2/media/upload") == 1
    x.server.advance(86_400)
    x.platform.publish(x.account, part)
    assert x.server.calls("POST /2/media/upload") == 2


def test_a_picture_that_x_could_not_process_is_refused_and_the_next_try_sends_it_anew(x: Connected) -> None:
    x.server.process(1, "failed")
    part = an_outgoing("One.", pictures=(shown(),))
    for kind in (NotSent, Refused):
        with pytest.raises(kind):
            x.platform.publish(x.account, part)
    x.platform.publish(x.account, part)
    assert len(x.server.posts("solo")) == 1


def test_words_of_a_picture_are_cut_at_what_x_takes_and_a_gif_becomes_what_it_takes(x: Connected) -> None:
    x.platform.publish(x.account, an_outgoing("One.", pictures=(Shown(a_picture("GIF"), "image/gif", "ä" * 1500),)))
    (post,) = x.server.posts("solo")
    assert [picture.alt_text for picture in post.pictures] == ["ä" * 1000]


def test_a_part_costs_what_x_charges(x: Connected) -> None:
    plain, linked = an_outgoing("One.", pictures=(shown(), shown())), an_outgoing("See un.org")
    assert [x.platform.cost(one) for one in (plain, linked)] == [Decimal("0.025"), Decimal("0.200")]


# ── signing in ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Person:
    """Somebody at the keyboard, who does as they are told."""

    server: str
    pin: str | None = None
    told: list[str] = field(default_factory=list)

    def tell(self, words: str) -> None:
        self.told.append(words)

    def line(self, question: str) -> str:
        self.told.append(question)
        if self.pin is not None:
            return self.pin
        address = urlsplit(next(word for word in " ".join(self.told).split() if word.startswith("http")))
        token = parse_qs(address.query)["oauth_token"][0]
        return requests.get(f"{self.server}{address.path}", {"oauth_token": token, "handle": "solo"}, timeout=5).text

    def secret(self, question: str) -> str:
        raise AssertionError(question)

    def yes(self, question: str) -> bool:
        raise AssertionError(question)


def test_a_person_signs_in_by_a_pin_and_what_it_gives_signs(x: Connected) -> None:
    given: Mapping[str, str] = x.platform.sign_in(x.account, Person(x.between.url))
    x.server.revoke("solo")
    for name, secret in x.platform.sign_in(x.account, Person(x.between.url)).items():
        assert secret != given[name]
        x.environment[f"ADVOCACYBOT_SOLO_{name}".upper()] = secret
    assert x.platform.standing(x.account).handle == "@solo"


def test_a_wrong_pin_signs_nobody_in(x: Connected) -> None:
    with pytest.raises(PlatformError, match="oauth_verifier") as error:
        x.platform.sign_in(x.account, Person(x.between.url, pin="0000000"))
    assert [secret for secret in x.secrets if secret in str(error.value)] == []


def test_accounts_of_one_key_share_an_app_and_those_without_a_key_share_none(x: Connected) -> None:
    other, third = (x.account.model_copy(update={"name": name}) for name in ("other", "third"))
    x.environment["ADVOCACYBOT_OTHER_API_KEY"] = "a key of its own"
    assert len({x.platform.app(one) for one in (x.account, other, third)}) == 2
    assert x.platform.app(third) == x.platform.app(x.account)
    del x.environment["ADVOCACYBOT_X_API_KEY"]
    assert x.platform.app(third) == "third"


# ── what X's answers mean ───────────────────────────────────────────────────────────────────────────────────────────

RESET = NOW + HOUR_AHEAD
SECONDS = str(int(RESET.timestamp()))
CAPPED = {"title": "UsageCapExceeded", "type": "https://api.twitter.com/2/problems/usage-capped"}


@pytest.mark.parametrize(
    ("status", "headers", "body", "meaning"),
    [
        (404, {}, {"title": "Not Found"}, None),
        (401, {}, {"title": "Unauthorized"}, Cause.TOKEN),
        (402, {}, {"title": "CreditsDepleted"}, (Cause.APP_CAP, None)),
        (403, {}, CAPPED, (Cause.APP_CAP, None)),
        (429, {}, CAPPED, (Cause.APP_CAP, None)),
        (429, {}, None, (Cause.WINDOW, None)),
        (429, {"retry-after": "3600"}, None, (Cause.WINDOW, RESET)),
        (429, {"x-rate-limit-reset": SECONDS, "x-user-limit-24hour-remaining": "7"}, {}, (Cause.WINDOW, RESET)),
        (429, {"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": SECONDS}, {}, (Cause.CAP, RESET)),
        (429, {"x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": SECONDS}, {}, (Cause.APP_CAP, RESET)),
        (403, {}, {"detail": "You are not allowed to create a Tweet with duplicate content."}, Cause.DUPLICATE),
        (403, {}, {"errors": [{"code": 326, "message": "… this account is temporarily locked."}]}, Cause.SUSPENDED),
        (403, {}, {"detail": "You have been blocked from replying"}, Cause.REJECTED),
        (403, {}, {"type": "https://api.twitter.com/2/problems/client-forbidden"}, Cause.TOKEN),
        (403, {}, {"detail": "You are not permitted to perform this action."}, Cause.REJECTED),
        (403, {}, None, Cause.SERVER),
        (503, {}, None, Cause.SERVER),
    ],
)
def test_what_an_answer_means(status: int, headers: dict[str, str], body: object, meaning: object) -> None:
    assert judge(Answer(status, headers, body, NOW)) == meaning


def test_a_part_that_was_begun_later_is_not_taken_for_one_that_stood_there(x: Connected, clock: ReplayClock) -> None:
    x.platform.publish(x.account, an_outgoing("One."))
    clock.set(NOW + HOUR_AHEAD)
    assert x.platform.find(x.account, an_outgoing("One.", begun_at=NOW + HOUR_AHEAD + MOMENT)) is None
