"""Recurrence rules name the days that they name for dateutil, an implementation of others, wherever both follow them."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.errors import BadInput
from advocacybot.sources.calendars.recurrence import Allowance, days, rule
from tests.examples import examples

TEN = dt.time(10)
THREE_YEARS = dt.timedelta(days=3 * 366)
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def ours(text: str, start: dt.date, since: dt.date, until: dt.date) -> list[dt.date]:
    return list(days(rule(text), start, since, until, Allowance()))


def theirs(text: str, start: dt.date, since: dt.date, until: dt.date) -> list[dt.date]:
    followed = rrulestr(text, dtstart=dt.datetime.combine(start, TEN))
    first, last = (dt.datetime.combine(day, TEN) for day in (since, until))
    return [hour.date() for hour in followed.between(first, last, inc=True)]


# ── rules that both follow ──────────────────────────────────────────────────────────────────────────────────────────


def listed(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(lambda found: f";{name}={','.join(found)}")


_plain_days = listed("BYDAY", st.sampled_from(WEEK))
_counted_days = listed("BYDAY", st.builds("{}{}".format, st.sampled_from((1, 2, 3, 4, -1, -2)), st.sampled_from(WEEK)))
_month_days = listed("BYMONTHDAY", st.one_of(st.integers(1, 28), st.integers(-28, -1)).map(str))
_months = listed("BYMONTH", st.integers(1, 12).map(str))
_nothing = st.just("")


@st.composite
def rules(draw: st.DrawFn) -> str:
    every = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    which = [_nothing, _plain_days]
    which += [_month_days] if every != "WEEKLY" else []
    which += [_counted_days] if every in ("MONTHLY", "YEARLY") else []
    days_ = draw(st.one_of(which))
    months = draw(_nothing | _months)
    places = draw(st.sampled_from(("", ";BYSETPOS=1", ";BYSETPOS=-1,1"))) if days_ and every != "WEEKLY" else ""
    ends = draw(st.sampled_from(("", "", ";COUNT=1", ";COUNT=17")))
    week = draw(st.sampled_from(("", ";WKST=SU", ";WKST=WE")))
    return f"FREQ={every};INTERVAL={draw(st.integers(1, 4))}{days_}{months}{places}{ends}{week}"


@settings(deadline=None, max_examples=examples(150))
@given(rules(), st.dates(dt.date(2019, 1, 1), dt.date(2028, 12, 31)), st.integers(0, 900))
def test_the_days_of_a_rule_are_those_that_another_implementation_finds(text: str, start: dt.date, later: int) -> None:
    since, until = start + dt.timedelta(days=later), start + THREE_YEARS
    assert ours(text, start, since, until) == theirs(text, start, since, until)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,2TU", ["2026-11-02", "2026-11-09", "2026-11-10"]),
        ("FREQ=WEEKLY;BYDAY=FR,MO;BYSETPOS=1", ["2026-11-02", "2026-11-09", "2026-11-16"]),
        ("FREQ=YEARLY;BYDAY=45SU", ["2026-11-08", "2027-11-07", "2028-11-05"]),
        ("freq=daily;interval=7;", ["2026-11-01", "2026-11-08", "2026-11-15"]),
    ],
)
def test_where_they_differ_the_rfc_counts(text: str, first: list[str]) -> None:
    found = ours(text, dt.date(2026, 11, 1), dt.date(2026, 11, 1), dt.date(2029, 11, 1))
    assert [f"{day}" for day in found[:3]] == first


# ── rules that are not followed ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=3",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=54MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=1",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=1",
        "FREQ=YEARLY;BYMONTH=" + ",".join("1" * 400),
        "FREQ=DAILY;RSCALE=CHINESE",
    ],
)
def test_a_rule_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(
        BadInput, match=r"the event recurs by a rule that is not followed here .*; make a single event of each vote"
    ):
        rule(text)


def test_a_rule_takes_no_more_steps_than_it_is_given() -> None:
    allowance = Allowance(steps=10)
    followed = days(rule("FREQ=DAILY"), dt.date(2026, 1, 1), dt.date(2026, 1, 1), dt.date(2027, 1, 1), allowance)
    with pytest.raises(BadInput, match="go on for too long to be followed"):
        list(followed)
    assert allowance.steps == -1


def test_a_rule_that_began_long_ago_takes_no_steps_before_the_window() -> None:
    allowance = Allowance(steps=40)
    found = days(rule("FREQ=DAILY;INTERVAL=3"), dt.date(1, 1, 1), dt.date(2026, 1, 1), dt.date(2026, 1, 31), allowance)
    assert len(list(found)) == 10
