"""Where secrets are looked for, and where they are not seen."""

from pathlib import Path
from time import monotonic

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.errors import NotSent
from advocacybot.platforms.credentials import Credentials, _Seen, variables
from tests.factories import an_account

ACCOUNT = an_account("x-english")
OWN, SHARED = "ADVOCACYBOT_X_ENGLISH_API_KEY", "ADVOCACYBOT_X_API_KEY"


def test_an_accounts_own_secret_goes_before_its_platforms() -> None:
    assert variables(ACCOUNT, "api_key") == (OWN, SHARED)
    assert Credentials({OWN: "own", SHARED: "shared"}).of(ACCOUNT, "api_key") == "own"
    assert Credentials({SHARED: "shared"}).of(ACCOUNT, "api_key") == "shared"
    assert Credentials({OWN: "", SHARED: "shared"}).of(ACCOUNT, "api_key") == "shared"


def test_a_secret_may_stand_in_a_file_and_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "key"
    credentials = Credentials({f"{OWN}_FILE": str(file), SHARED: "shared"})
    for secret in ("first", "second"):
        file.write_text(f"{secret}\n", encoding="utf-8")
        assert credentials.of(ACCOUNT, "api_key") == secret


def test_a_secret_that_is_missing_is_asked_for_by_name() -> None:
    with pytest.raises(NotSent, match=f"no api key for 'x-english'; set {OWN}, or {OWN}_FILE") as error:
        Credentials({}).of(ACCOUNT, "api_key")
    assert error.value.kind == Cause.TOKEN


def test_a_secret_that_was_ever_handed_out_stays_unseen_though_it_was_replaced_just_now() -> None:
    environment = {OWN: "the first one"}
    credentials = Credentials(environment)
    credentials.scrub("the environment was looked through")
    environment[OWN] = "the second one"
    credentials.of(ACCOUNT, "api_key")
    assert credentials.scrub("the first one, the second one") == "…, …"


def test_of_hundreds_of_secrets_each_is_hidden_wherever_it_stands() -> None:
    secrets = [f"{number:03}-of-{number % 7}{'x' * (number % 5)}" for number in range(500)]
    credentials = Credentials({f"ADVOCACYBOT_A{number}_TOKEN": secret for number, secret in enumerate(secrets)})
    for secret in secrets:
        assert credentials.scrub(f"{secret} and {secret}") == "… and …"
    assert credentials.scrub("no") == "no"


def test_secrets_that_lie_there_are_looked_for_anew_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {OWN: "the first one"}
    credentials = Credentials(environment)
    credentials.scrub("the environment was looked through")
    environment[SHARED] = "the other one"
    hour = monotonic() + _Seen.EVERY + 1
    monkeypatch.setattr("time.monotonic", lambda: hour)
    assert credentials.scrub("the first one, the other one") == "…, …"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"], ids=["that is not there", "that is no text"])
def test_a_file_that_cannot_be_read_is_named_by_its_variable(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "key"
    if content:
        file.write_bytes(content)
    credentials = Credentials({f"{OWN}_FILE": str(file)})
    with pytest.raises(NotSent, match=f"the file that {OWN}_FILE names cannot be read") as error:
        credentials.of(ACCOUNT, "api_key")
    assert error.value.kind == Cause.TOKEN
    assert credentials.scrub("as it was") == "as it was"


def test_no_secret_stays_in_a_text(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from-a-file\n", encoding="utf-8")
    credentials = Credentials(
        {
            SHARED: "abcdef",
            OWN: "abcdefgh",
            "ADVOCACYBOT_X_ACCESS_TOKEN_SECRET": " spaced-out ",
            "ADVOCACYBOT_ME_APP_PASSWORD_FILE": str(file),
            "ADVOCACYBOT_HOME": "/home/campaign",
            "ADVOCACYBOT_SHORT_TOKEN": "the",
            "PATH": "/usr/bin",
        }
    )
    said = "abcdefgh, abcdef, spaced-out and from-a-file: /home/campaign, the /usr/bin"
    assert credentials.scrub(said) == "…, …, … and …: /home/campaign, the /usr/bin"
    assert "abcdef" not in repr(credentials)


TELEGRAM = "tgram://123456789:AAbbCCddEE/-100200300/"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"cannot reach {TELEGRAM}", "cannot reach …"),
        ("POST /bot123456789:AAbbCCddEE/sendMessage", "POST /bot…:…/sendMessage"),
        ("as pass%20word or pass word to mail.example.org", "as … or … to mail.example.org"),
        ("mailto to general", "mailto to general"),
        ("postgres://bot:hidden-one@db.example.org/it, hidden-one", "…, …"),
        ("redis-pass at redis.example.org", "… at redis.example.org"),
        ("advocacybot2026 is a database", "advocacybot2026 is a database"),
    ],
)
def test_no_secret_in_an_address_stays_in_a_text(tmp_path: Path, said: str, told: str) -> None:
    file = tmp_path / "queue"
    file.write_text("redis://:redis-pass@redis.example.org/0\n", encoding="utf-8")
    credentials = Credentials(
        {
            "ADVOCACYBOT_NOTICES": f"{TELEGRAM}\nmailto://bot:pass%20word@mail.example.org/general\n",
            "DATABASE_URL": "postgres://bot:hidden-one@db.example.org/it",
            "QUEUE_URL_FILE": str(file),
        }
    )
    assert credentials.scrub(said) == told
    without = Credentials({"DATABASE_URL": "postgres://bot@db.example.org/advocacybot2026"})
    assert without.scrub("bot at db.example.org/advocacybot2026") == "bot at db.example.org/advocacybot2026"
