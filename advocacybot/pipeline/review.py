"""People look at posts: approve, hold, release, reject, edit. What they agree to is bound to exactly those words."""

from collections.abc import Iterable
from dataclasses import replace

from advocacybot.campaign.approvals import check_may_approve, who_agreed
from advocacybot.campaign.earned import approvals_needed
from advocacybot.campaign.posts import MOST_PICTURES, Move, Post, PostState, after, states_before
from advocacybot.errors import ApprovedAlready, BadInput, OutdatedVersion, Refusal
from advocacybot.pipeline.house import House
from advocacybot.store import journal, posts
from advocacybot.store import pictures as store_pictures
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.posts import Queued
from advocacybot.wording.threads import MOST_PARTS


def needed(house: House, post: Post) -> int:
    """How many people must agree to the post, as the campaign now is. What somebody edited waits for one at least."""
    asked = approvals_needed(house.campaign.account(post.slot.account), post.slot.message)
    return max(asked, 1) if post.edited_by else asked


def agreed(house: House, queued: Queued) -> tuple[str, ...]:
    """The campaign's people whose approval counts for the post as it is now."""
    known = (approval for approval in queued.approvals if approval.by in house.campaign.people)
    return who_agreed(queued.post, known, needed(house, queued.post))


def opted_out(house: House, account: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Handles in those parts that asked not to be tagged on the account's platform."""
    handles, platform = house.configuration.reference.handles, house.campaign.account(account).platform
    return tuple(dict.fromkeys(handle for part in parts for handle in handles.asked_not_to_be_tagged(part, platform)))


def ask_again(house: House, vote: str | None = None) -> None:
    """Hold every post, or those of one vote, against the campaign as it now is, in the caller's transaction.

    More people may be asked for than agreed, or fewer.
    """
    names = {account.name for account in house.campaign.accounts}
    posts.hold_open([vote] if vote else None)
    for queued in posts.listed([PostState.QUEUED, PostState.APPROVED], vote=vote):
        if queued.post.slot.account in names:
            _settle_approval(house, queued)


def approve(house: House, post_id: int, by: str, version: int | None = None) -> Queued:
    """One person agrees to the words as they are. With as many as are asked for, the post is approved.

    Raises:
        NotAPerson: the campaign does not know the name.
        OutdatedVersion: the post is not at the version that the person looked at.
        OwnWords, ApprovedAlready: the approval would not count.
        UnlawfulMove: the post waits for no approval.
    """
    queued = _seen(house, post_id, by, version)
    post, asked = queued.post, needed(house, queued.post)
    after(post.state, Move.APPROVE)
    check_may_approve(post, by, queued.approvals, asked)
    now = house.clock.now()
    with alone():
        if not posts.approve(post, by, now):
            raise ApprovedAlready(name=by, post=post_id, needed=asked)
        _note("approved", post, by, house, words=post.content_hash)
        _settle_approval(house, posts.get(post.id))
    return posts.get(post_id)


def hold(house: House, post_id: int, by: str, why: str, version: int | None = None) -> PostState:
    """Keep a post back until somebody releases it."""
    return _move(house, post_id, Move.HOLD, by, why, version)


def reject(house: House, post_id: int, by: str, why: str, version: int | None = None) -> PostState:
    """Say no to these words for good."""
    return _move(house, post_id, Move.REJECT, by, why, version)


def release(house: House, post_id: int, by: str, version: int | None = None) -> PostState:
    """Let a held post go on; it is approved at once where enough people agree to its words as they are."""
    queued = _seen(house, post_id, by, version)
    with alone():
        posts.move(queued.post, Move.RELEASE)
        _note("released", queued.post, by, house)
        _settle_approval(house, posts.get(post_id))
    return posts.get(post_id).post.state


def last_agreed_words(post: Post) -> tuple[str, ...] | None:
    """The parts to which somebody agreed last, where they were others; as they were drawn, where nobody did before an edit."""
    entries = [row for row in journal.read(f"post {post.id}") if row.kind in ("approved", "edited")]
    since = next((number for number in range(len(entries), 0, -1) if entries[number - 1].kind == "approved"), 0)
    edited = next((row for row in entries[since:] if row.kind == "edited"), None)
    return tuple(edited.facts["was"]) if edited else None


def edit(house: House, post_id: int, by: str, parts: tuple[str, ...], version: int | None = None) -> Queued:
    """Give a post other words. What was agreed to before is agreed to no more.

    Raises:
        BadInput: a part is empty, or does not fit.
        Refusal: a part of the post is out already.
    """
    post = _editable(house, post_id, by, version)
    _check_parts(house, post, parts)
    with alone():
        posts.rewrite(post, replace(post.words, parts=parts), by)
        _note("edited", post, by, house, was=list(post.words.parts), now=list(parts))
    return posts.get(post_id)


def show(house: House, post_id: int, by: str, pictures: Iterable[tuple[bytes, str]], version: int | None = None) -> Queued:
    """Give a post other pictures, each with what it says in words; they go with its first part. Nobody agrees to it any more.

    Raises:
        BadInput: a picture cannot be read, or says nothing in words.
        Refusal: a part of the post is out already.
    """
    post = _editable(house, post_id, by, version)
    given = tuple(pictures)
    if len(given) > MOST_PICTURES:
        raise BadInput(what=f"a post shows {MOST_PICTURES} pictures at most", mend="leave some out")
    for _, alt in given:
        if not alt.strip():
            raise BadInput(what="a picture says nothing to whoever cannot see it", mend="describe it with --alt")
    from advocacybot.platforms.pictures import media_type  # it loads Pillow: only where a picture is given

    with alone():
        shown = tuple(store_pictures.keep(data, media_type(data), alt.strip()) for data, alt in given)
        posts.rewrite(post, replace(post.words, pictures=shown), by)
        _note("pictures changed", post, by, house, pictures=[{"sha256": one.sha256, "alt": one.alt} for one in shown])
    return posts.get(post_id)


def _editable(house: House, post_id: int, by: str, version: int | None) -> Post:
    post = _seen(house, post_id, by, version).post
    if post.begun:
        raise Refusal(what=f"a part of post {post.id} is out already", mend="let it finish, then correct it")
    return post


def _seen(house: House, post_id: int, by: str, version: int | None = None) -> Queued:
    house.campaign.check_person(by)
    queued = posts.get(post_id)
    if version is not None and version != queued.post.version:
        raise OutdatedVersion(post=post_id, asked=version, now=queued.post.version)
    return queued


def _move(house: House, post_id: int, move: Move, by: str, why: str, version: int | None) -> PostState:
    queued = _seen(house, post_id, by, version)
    with alone():
        state = posts.move(queued.post, move, why=why)
        _note(str(state), queued.post, by, house, why=why)
    return state


def _settle_approval(house: House, queued: Queued) -> None:
    """A queued post to whose words enough people agree is approved, for an automatic account by nobody; else it is not."""
    post = queued.post
    enough = len(agreed(house, queued)) >= needed(house, post)
    move = Move.APPROVE if enough else Move.ASK_AGAIN
    if post.state in states_before(move):
        state = posts.move(post, move)
        journal.write([Entry(f"post {state}", f"post {post.id}", facts={"words": post.content_hash})], house.clock.now())


def _check_parts(house: House, post: Post, parts: tuple[str, ...]) -> None:
    if not parts or len(parts) > MOST_PARTS or not all(part.strip() for part in parts):
        raise BadInput(what="a post has one to 25 parts, none of them empty", mend="write each part's words")
    account = house.campaign.account(post.slot.account)
    limits = house.platforms.of(account).limits(account)
    for number, part in enumerate(parts, start=1):
        if not limits.fits(part):
            raise BadInput(
                what=f"part {number} is too long for {account.platform} ({limits.length(part)} of {limits.most})",
                mend="shorten it, or make two parts of it",
            )
    for handle in opted_out(house, post.slot.account, parts):
        raise BadInput(what=f"@{handle} asked not to be tagged", mend="write the State's name instead")


def _note(kind: str, post: Post, by: str, house: House, **facts: object) -> None:
    journal.write([Entry(kind, f"post {post.id}", by=by, facts=dict(facts))], house.clock.now())
