"""The page of handles: whom posts may tag, who verified it by what, and who asked not to be."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.roles import Role
from advocacybot.pipeline import verify, watch
from advocacybot.store import desk
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import a_campaign, an_account
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
FILE = """handles:
  - {state: NZL, platform: x, handle: NZUN, evidence: seen in 2016, confidence: medium}
  - {state: DEU, platform: x, handle: GermanyUN, evidence: seen in 2016, confidence: medium}
  - {state: ESP, platform: bluesky, handle: spain.example.org, evidence: seen in 2016, confidence: high,
     verified: {by: Ana Approver, on: 2016-09-01, proof: "https://example.org/spain"}}
"""
HANDLE = {"state": "NZL", "platform": "x", "handle": "NZUN", "version": "0"}
VERIFIED = HANDLE | {"on": "2016-10-03", "proof": "https://www.mfat.govt.nz/en/un/"}


def a_room(make_room: Make, handles: str = FILE) -> Room:
    room = make_room(a_vote_entry(), campaign=a_campaign(an_account(addressing="tag")))
    (room.at_work.folder / "config" / "handles.yaml").write_text(handles, encoding="utf-8")
    watch.reread(room.at_work.house)
    return room


def states(page: str) -> list[str]:
    return re.findall(r'<h2 id="state-(\w+)">', page)


def taggable(room: Room) -> dict[str, str]:
    return room.at_work.house.configuration.reference.handles.to_tag(PlatformName.X)


def test_supporters_on_the_council_come_first(make_room: Make) -> None:
    """In October 2016 New Zealand and Spain sat on the Council, and Germany did not."""
    client = a_room(make_room).enter(Role.VIEWER)
    page = client.get(reverse("handles")).content.decode()
    assert states(page) == ["NZL", "ESP", "DEU"]
    assert page.count("supporter on the Council now</span>") == 2
    assert "of which no handle is known:" in page
    assert "Ukraine" in page
    assert states(client.get(reverse("handles"), {"order": "name"}).content.decode()) == ["DEU", "NZL", "ESP"]


def test_where_nobody_knows_who_sits_on_the_council_nobody_comes_first(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    room.at_work.clock.set(room.at_work.clock.now().replace(year=2060))
    page = client.get(reverse("handles")).content.decode()
    assert states(page) == ["DEU", "NZL", "ESP"]
    assert "supporter on the Council now</span>" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "new zea"}, ["NZL"]),
        ({"q": "@germanyun"}, ["DEU"]),
        ({"q": "esp"}, ["ESP"]),
        ({"platform": "bluesky"}, ["ESP"]),
        ({"q": "germany", "platform": "bluesky"}, []),
        ({"q": "nobody is called so"}, []),
    ],
)
def test_states_and_handles_are_found(make_room: Make, asked: dict[str, str], found: list[str]) -> None:
    page = a_room(make_room).enter().get(reverse("handles"), asked).content.decode()
    assert states(page) == found
    assert ("No State or handle is called so." in page) is (not found)


def test_a_handle_is_shown_with_its_evidence_its_proof_and_where_to_look(make_room: Make) -> None:
    page = a_room(make_room).enter().get(reverse("handles")).content.decode()
    assert "seen in 2016 (confidence: medium)" in page
    assert '<a class="target" href="https://x.com/NZUN" rel="noreferrer">' in page
    assert '<a class="target" href="https://bsky.app/profile/spain.example.org" rel="noreferrer">' in page
    assert "Verified by Ana Approver on 1 Sep 2016:" in page
    assert '<a href="https://example.org/spain" rel="noreferrer">' in page


def test_a_handle_is_verified_under_the_name_of_who_signed_in(make_room: Make) -> None:
    room = a_room(make_room)
    answer = room.enter(Role.OPERATOR, BEN).post(reverse("handle-verify"), VERIFIED, follow=True)
    page = answer.content.decode()
    assert "The handle is verified." in page
    assert f"Verified by {BEN} on 3 Oct 2016:" in page
    assert states(page) == ["NZL"]
    assert taggable(room) == {"NZL": "NZUN"}


@pytest.mark.parametrize(
    "wrong", [{"on": "2016-10-05"}, {"on": ""}, {"proof": "their web site"}, {"proof": "javascript:alert(1)"}]
)
def test_what_will_not_do_is_told_and_what_was_typed_stays(make_room: Make, wrong: dict[str, str]) -> None:
    room = a_room(make_room)
    answer = room.enter().post(reverse("handle-verify"), VERIFIED | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "<details open><summary>Verify</summary>" in page
    for name, value in (VERIFIED | wrong).items():
        if name in ("on", "proof"):
            assert f'value="{value}"' in page
    assert desk.handles() == []


def test_the_room_takes_back_what_it_verified_and_a_file_keeps_its_own(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    client.post(reverse("handle-verify"), VERIFIED)
    client.post(reverse("handle-unverify"), HANDLE | {"version": "1", "why": "it changed hands"})
    assert taggable(room) == {}
    spain = {"state": "ESP", "platform": "bluesky", "handle": "spain.example.org", "version": "0"}
    for route in ("handle-verify", "handle-unverify"):
        answer = client.post(reverse(route), VERIFIED | spain | {"why": "a drill"})
        assert answer.status_code == 409
        assert "handles.yaml, which owns it" in answer.content.decode()


def test_who_asked_not_to_be_tagged_never_is(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    client.post(reverse("handle-verify"), VERIFIED)
    asked = HANDLE | {"version": "1", "on": "2016-10-04", "why": "by letter"}
    page = client.post(reverse("handle-opt-out"), asked, follow=True).content.decode()
    assert "Asked on 4 Oct 2016 not to be tagged." in page
    assert taggable(room) == {}
    client.post(reverse("handle-opt-in"), HANDLE | {"version": "2", "why": "it was another’s letter"})
    assert taggable(room) == {"NZL": "NZUN"}


@pytest.mark.parametrize("route", ["handle-unverify", "handle-opt-out", "handle-opt-in"])
def test_a_reason_is_asked_for(make_room: Make, route: str) -> None:
    room = a_room(make_room)
    answer = room.enter().post(reverse(route), VERIFIED | {"why": " "})
    assert answer.status_code == 422
    assert desk.handles() == []


def test_another_account_of_a_state_is_noted_with_where_it_was_seen(make_room: Make) -> None:
    room = a_room(make_room)
    noted = {"state": "URY", "platform": "x", "handle": "@Uruguay_UN", "kind": "foreign_ministry", "evidence": "their web site"}
    page = room.enter(person=BEN).post(reverse("handle-add"), noted, follow=True).content.decode()
    assert "@Uruguay_UN" in page
    assert "their web site" in page
    assert [(one.handle.handle, one.by) for one in desk.handles()] == [("Uruguay_UN", BEN)]
    again = room.enter().post(reverse("handle-add"), noted | {"handle": "not a handle"})
    assert again.status_code == 422
    assert 'value="not a handle"' in again.content.decode()
    assert 'value="their web site"' in again.content.decode()


def test_a_second_window_that_looks_at_an_older_version_is_told_so(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    client.post(reverse("handle-verify"), VERIFIED)
    client.post(reverse("handle-verify"), VERIFIED | {"version": "1", "on": "2016-10-02"})
    answer = client.post(reverse("handle-unverify"), HANDLE | {"version": "1", "why": "a drill"})
    assert answer.status_code == 409
    assert "Somebody changed the handle NZUN since you looked at it" in answer.content.decode()
    assert "a drill" in answer.content.decode()
    assert taggable(room) == {"NZL": "NZUN"}


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
def test_a_form_that_nobody_of_ours_made_changes_nothing(make_room: Make, version: str) -> None:
    room = a_room(make_room)
    answer = room.enter().post(reverse("handle-verify"), VERIFIED | {"version": version})
    assert answer.status_code == 422
    assert desk.handles() == []


def test_a_viewer_sees_no_form(make_room: Make) -> None:
    page = a_room(make_room).enter(Role.VIEWER).get(reverse("handles")).content.decode()
    assert reverse("handle-verify") not in page
    assert reverse("handle-add") not in page


def test_queries_do_not_grow_with_handles_and_many_are_paged(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room = a_room(make_room)
    client = room.enter()
    few = django_queries(lambda: client.get(reverse("handles")))
    codes = sorted(set(room.at_work.house.configuration.reference.states.by_code) - {"NZL", "DEU", "ESP"})[:60]
    more = "".join(f"  - {{state: {code}, platform: x, handle: H{code}, evidence: seen, confidence: low}}\n" for code in codes)
    (room.at_work.folder / "config" / "handles.yaml").write_text(FILE + more, encoding="utf-8")
    watch.reread(room.at_work.house)
    verify.verify(room.at_work.house, "NZL", "x", "NZUN", "2016-10-03", "https://example.org/nz", ANA, 0)
    assert django_queries(lambda: client.get(reverse("handles"))) == few
    assert len(states(client.get(reverse("handles")).content.decode())) == 30
    assert len(states(client.get(reverse("handles"), {"page": "3"}).content.decode())) == 3


def test_no_script_gets_into_the_page_by_a_handle_its_evidence_or_what_was_typed(make_room: Make) -> None:
    nasty = NASTY.replace("'", "")
    room = a_room(make_room, FILE.replace("seen in 2016", f"'{nasty}'"))
    client = room.enter(Role.ADMINISTRATOR)
    pages = [
        client.get(reverse("handles"), {"q": NASTY}),
        client.get(reverse("handles")),
        client.post(reverse("handle-verify"), VERIFIED | {"proof": NASTY}),
        client.post(reverse("handle-add"), {"state": "URY", "platform": "x", "handle": NASTY, "kind": NASTY, "evidence": NASTY}),
        client.post(reverse("handle-opt-out"), VERIFIED | {"handle": NASTY, "why": NASTY}),
    ]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert "&lt;script&gt;alert" in pages[1].content.decode()
