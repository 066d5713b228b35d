"""The wording's pages: what they show while somebody types, what they keep, and what they never lose."""

import html
import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.pipeline import review, reword, watch
from advocacybot.store import desk, posts
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import SOLO, edit_template, the_bot_looks
from tests.web.conftest import Room

Make = Callable[..., Room]
MIND = "Mind your pledge: {{ vote.symbol }}.\n"
NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)></textarea>"
EDITOR = ("en", "reminder")


def a_room(make_room: Make, **wishes: object) -> Room:
    return make_room(a_vote_entry(), campaign=SOLO, **wishes)


def at(route: str, *which: str) -> str:
    return reverse(route, args=which or EDITOR)


def form(room: Room, text: str = MIND, name: str = "en/reminder") -> dict[str, str]:
    """What the editor's form sends."""
    found = reword.find(room.at_work.house, name)
    return {"text": text, "after": str(found.number), "seen": found.seen}


def save(room: Room, text: str = MIND, by: str = ANA, name: str = "en/reminder") -> None:
    reword.save(room.at_work.house, name, text, by, reword.find(room.at_work.house, name).number)


def textarea(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found.group(1))


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_tells_whose_text_holds_and_who_changed_it(make_room: Make) -> None:
    room = a_room(make_room)
    save(room)
    save(room, name="en/moved", by=BEN)
    edit_template(room.at_work, "The file says: {{ vote.symbol }}.", "moved")
    page = room.enter(Role.VIEWER).get(reverse("wording")).content.decode()
    assert page.count("the room’s") == 1
    assert f"changed by {ANA}" in page
    assert f"changed by {BEN}" not in page
    assert "The file was edited after the room wrote, and holds now." in page
    assert page.count("a piece of others") == 5 * len(("en", "fr", "es"))
    assert "Adopted without a vote" in page


def test_a_platforms_own_stands_in_the_list_once_there_is_one(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    assert "on bluesky alone" not in client.get(reverse("wording")).content.decode()
    save(room, name="en/reminder.bluesky")
    assert "on bluesky alone" in client.get(reverse("wording")).content.decode()


def test_languages_are_called_by_their_names_and_a_folder_of_no_language_by_its_own(make_room: Make) -> None:
    room = a_room(make_room)
    folder = room.at_work.folder / "message_templates" / "drafts-of-ours"
    folder.mkdir()
    (folder / "reminder.txt.j2").write_text("{{ vote.symbol }}", encoding="utf-8")
    watch.reread(room.at_work.house)
    page = room.enter().get(reverse("wording")).content.decode()
    assert re.findall(r"<h2 [^>]*>([^<]*)</h2>", page) == ["Drafts-of-ours", "English", "Spanish", "French"]
    assert room.enter().get(at("template", "drafts-of-ours", "reminder")).status_code == 200


# ── the editor ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_editor_shows_the_text_what_it_says_and_what_it_may_say(make_room: Make) -> None:
    room = a_room(make_room)
    page = room.enter().get(at("template")).content.decode()
    assert textarea(page) == reword.find(room.at_work.house, "en/reminder").text
    assert html.escape(room.at_work.queue()[0].words.parts[0]) in page
    assert "<code>vote.symbol</code>" in page
    assert "<code>supporters</code>" in page
    assert "<code>vetoed_by</code>" not in page
    assert "<code>mentions</code>" in page
    assert "It works, on the worst of facts too." in page
    assert "The file’s text holds." in page


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_template_in_one_language_is_never_kept_as_that_of_another(make_room: Make, language: str) -> None:
    """Whatever language the reader has chosen: the page's own forms lead to the template that it shows."""
    page = make_room(a_vote_entry()).enter().get(at("template", language, "reminder")).content.decode()
    led_to = re.findall(r'(?:action|hx-post|formaction)="(/wording/[^"]*)"', page)
    assert led_to
    assert [address for address in led_to if not address.startswith(f"/wording/{language}/reminder/")] == []


def test_a_viewer_reads_and_cannot_write(make_room: Make) -> None:
    room = a_room(make_room)
    page = room.enter(Role.VIEWER).get(at("template")).content.decode()
    assert " readonly" in page
    assert "Keep this wording" not in page
    assert "hx-post" not in page.split("<main")[1]


def test_a_platforms_own_begins_with_the_text_that_it_would_go_before(make_room: Make) -> None:
    room = a_room(make_room)
    page = room.enter().get(at("template", "en", "reminder.bluesky")).content.decode()
    assert textarea(page) == reword.find(room.at_work.house, "en/reminder").text
    assert "This platform has no wording of its own" in page
    answer = room.enter().post(at("template-save", "en", "reminder.bluesky"), form(room, name="en/reminder.bluesky"))
    assert answer.status_code == 302
    assert "the room alone words it" in room.enter().get(at("template", "en", "reminder.bluesky")).content.decode()


@pytest.mark.parametrize(("language", "name"), [("en", "motto"), ("de", "reminder"), ("en", "reminder.myspace")])
def test_of_what_is_no_template_there_is_no_page(make_room: Make, language: str, name: str) -> None:
    room = a_room(make_room)
    assert room.enter().get(at("template", language, name)).status_code == 404


# ── while somebody types ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_preview_comes_alone_where_the_page_asks_and_whole_without_scripts(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter()
    alone = client.post(at("template-preview"), {"text": MIND}, headers={"HX-Request": "true"}).content.decode()
    whole = client.post(at("template-preview"), {"text": MIND}).content.decode()
    for page in (alone, whole):
        assert "Mind your pledge: S/2016/846." in page
    assert "<html" not in alone
    assert textarea(whole) == MIND
    assert desk.history("en/reminder") == []


def test_errors_are_told_with_their_line_and_the_line_is_quoted(make_room: Make) -> None:
    room = a_room(make_room)
    page = (
        room.enter()
        .post(at("template-preview"), {"text": "one\n{{ vote.motto }}"}, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert "<strong>Line 2</strong>" in page
    assert '<p class="source">{{ vote.motto }}</p>' in page
    assert '<li class="wrong">{{ vote.motto }}</li>' in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["whole", "alone"])
def test_a_huge_text_is_refused_plainly_and_not_lost(make_room: Make, headers: dict[str, str]) -> None:
    room = a_room(make_room)
    answer = room.enter().post(at("template-preview"), {"text": "x" * 20_001}, headers=headers)
    page = answer.content.decode()
    assert "the text has 20001 characters" in page
    if not headers:
        assert (answer.status_code, textarea(page)) == (422, "x" * 20_001)


def test_an_endless_loop_ends(make_room: Make) -> None:
    room = a_room(make_room)
    endless = "{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 6 + "x" + "{% endfor %}" * 6
    page = room.enter().post(at("template-preview"), {"text": endless}, headers={"HX-Request": "true"}).content.decode()
    assert "it takes more than 20000 steps" in page


# ── saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_saved_holds_under_the_name_of_who_signed_in(make_room: Make) -> None:
    room = a_room(make_room)
    answer = room.enter(Role.OPERATOR, BEN).post(at("template-save"), form(room, MIND.replace("\n", "\r\n")), follow=True)
    assert "The wording is kept." in answer.content.decode()
    assert next((one.text, one.by) for one in desk.history("en/reminder")) == (MIND, BEN)
    the_bot_looks(room.at_work)
    assert [post.words.parts for post in room.at_work.queue()] == [("Mind your pledge: S/2016/846.",)]


def test_posts_that_people_agreed_to_keep_their_words(make_room: Make) -> None:
    room = a_room(make_room)
    (post,) = room.at_work.queue()
    review.approve(room.at_work.house, post.id, BEN)
    room.enter().post(at("template-save"), form(room))
    the_bot_looks(room.at_work)
    kept = posts.get(post.id).post
    assert (kept.words, kept.state) == (post.words, PostState.APPROVED)


@pytest.mark.parametrize("text", ["one\n{{ vote.motto }}", "{{ oops", "", "x" * 300, "x" * 20_001, "{{ ''.__class__ }}"])
def test_what_does_not_work_is_not_kept_and_not_lost(make_room: Make, text: str) -> None:
    room = a_room(make_room)
    answer = room.enter().post(at("template-save"), form(room, text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert textarea(page) == text
    assert "Nothing was kept." in page
    assert desk.history("en/reminder") == []


def test_over_what_somebody_else_saved_both_are_shown_and_nothing_is_lost(make_room: Make) -> None:
    room = a_room(make_room)
    mine = form(room, "Mind your own pledge: {{ vote.symbol }}.\n")
    save(room, by=BEN)
    answer = room.enter().post(at("template-save"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed en/reminder since you looked at it" in page
    assert textarea(page) == mine["text"]
    assert f'<pre class="source" lang="en" tabindex="0">{MIND}</pre>' in page
    assert "Mind your<ins> own</ins> pledge" in page
    assert reword.find(room.at_work.house, "en/reminder").text == MIND


def test_what_was_shown_beside_it_can_be_written_over_knowingly(make_room: Make) -> None:
    room = a_room(make_room)
    mine = form(room, "Mine: {{ vote.symbol }}.\n")
    save(room, by=BEN)
    page = room.enter().post(at("template-save"), mine).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(after|seen)" value="([^"]*)">', page))
    assert room.enter().post(at("template-save"), {"text": mine["text"], **fields}).status_code == 302
    assert reword.find(room.at_work.house, "en/reminder").text == mine["text"]


def test_over_a_file_that_was_edited_meanwhile_both_are_shown_too(make_room: Make) -> None:
    room = a_room(make_room)
    mine = form(room)
    edit_template(room.at_work, "The file says: {{ vote.symbol }}.")
    answer = room.enter().post(at("template-save"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert textarea(page) == MIND
    assert "The file says: {{ vote.symbol }}." in page


def test_a_file_that_goes_before_the_room_is_told(make_room: Make) -> None:
    room = a_room(make_room)
    save(room)
    edit_template(room.at_work, "The file says: {{ vote.symbol }}.")
    page = room.enter().get(at("template")).content.decode()
    assert "The file was edited after the room wrote over it, so the file’s text holds." in page
    assert textarea(page) == "The file says: {{ vote.symbol }}."


@pytest.mark.parametrize("after", ["", "x", "-1", "٣", "9" * 30])
@pytest.mark.parametrize("route", ["template-save", "template-restore"])
def test_a_form_that_nobody_of_ours_made_changes_nothing(make_room: Make, route: str, after: str) -> None:
    room = a_room(make_room)
    answer = room.enter().post(at(route), {"text": MIND, "after": after, "number": after})
    assert answer.status_code == 422
    assert desk.history("en/reminder") == []


# ── history ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_version_is_shown_with_who_and_when(make_room: Make) -> None:
    room = a_room(make_room)
    save(room)
    save(room, "Again: {{ vote.symbol }}.\n", by=BEN)
    page = room.enter().get(at("template")).content.decode()
    history = page.split('id="history"')[1]
    assert re.findall(r"<strong>Version (\d)</strong>", history) == ["3", "2", "1"]
    assert (history.count(f"<span>{ANA}</span>"), history.count(f"<span>{BEN}</span>")) == (1, 1)
    assert "the file’s text, kept before the room wrote over it" in history
    assert "Tue 4 Oct 12:00 New York" in history


def test_any_two_versions_are_compared_word_by_word(make_room: Make) -> None:
    room = a_room(make_room)
    save(room)
    save(room, "Mind the pledge: {{ vote.symbol }}.\n", by=BEN)
    page = room.enter(Role.VIEWER).get(at("template-compare"), {"first": "2", "second": "3"}).content.decode()
    assert "Mind <del>your</del><ins>the</ins> pledge" in page
    assert ANA in page
    assert BEN in page
    assert room.enter().get(at("template-compare"), {"first": "2", "second": "17"}).status_code == 404
    assert room.enter().get(at("template-compare"), {"first": "2"}).status_code == 422


def test_a_version_is_let_hold_again(make_room: Make) -> None:
    room = a_room(make_room)
    file = reword.find(room.at_work.house, "en/reminder").text
    save(room)
    answer = room.enter(person=BEN).post(at("template-restore"), {"number": "1", "after": "2"}, follow=True)
    assert "Version 1 holds again." in answer.content.decode()
    assert reword.find(room.at_work.house, "en/reminder").text == file
    assert room.enter().post(at("template-restore"), {"number": "2", "after": "2"}).status_code == 409


def test_queries_do_not_grow_with_versions_or_templates(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room = a_room(make_room)
    save(room)
    client = room.enter()
    pages = (at("template"), reverse("wording"))
    few = [django_queries(lambda page=page: client.get(page)) for page in pages]  # type: ignore[misc]
    for number in range(25):
        save(room, f"Number {number}: {{{{ vote.symbol }}}}.\n")
    save(room, name="en/moved")
    save(room, name="en/reminder.x")
    assert [django_queries(lambda page=page: client.get(page)) for page in pages] == few  # type: ignore[misc]
    assert client.get(at("template"), {"page": "2"}).content.decode().count("<strong>Version") == 7


def test_no_script_gets_into_a_page_by_a_template_a_name_or_an_error(make_room: Make) -> None:
    room = a_room(make_room)
    client = room.enter(Role.ADMINISTRATOR)
    save(room, f"{NASTY} {{{{ vote.symbol }}}}\n")
    pages = [
        client.get(at("template")),
        client.get(at("template-compare"), {"first": "1", "second": "2"}),
        client.post(at("template-save"), form(room, f"{{{{ '{NASTY.replace(chr(39), '')}' | nothing }}}}")),
        client.post(at("template-save"), {"text": NASTY, "after": "0", "seen": NASTY}),
        client.post(at("template-preview"), {"text": f"{NASTY}{{{{ oops"}, headers={"HX-Request": "true"}),
        client.get(at("template", NASTY.replace("/", ""), "reminder")),
        client.get(reverse("wording")),
    ]
    for page in pages:
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "&lt;script&gt;alert" in pages[0].content.decode()
