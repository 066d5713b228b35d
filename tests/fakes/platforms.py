"""A platform that answers on command. It follows the promise of ``advocacybot/platforms/base.py``, as X would keep it:

- ``publish`` gives a receipt, or raises exactly one of ``Refused``, ``NotSent`` and ``Doubtful``; what it is given twice it takes
  twice; what it takes stands in ``taken`` whether the caller hears of it or not.
- ``find`` finds a part by its key: the receipt of what is out, ``None`` of what is not, or ``Doubtful``.
- ``delete`` takes down what it gave a receipt of, gone already or not.
- ``standing`` is whoever signed in: the account's own handle, unless it is told another.

It is strict the other way, too. A part that is too long, a thread that is out of order, a picture anywhere but with the first
part or without its words, a receipt that it never gave, or a call from inside a database transaction is a ``PromiseBroken``,
which nothing in the house may swallow.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import MOST_PICTURES, Receipt
from advocacybot.clock import Clock
from advocacybot.errors import BadInput, Doubtful, NotSent, PlatformError, Refused
from advocacybot.platforms.base import Ask, Outgoing, Shown, Standing
from advocacybot.wording.lengths import USUAL, Limits


class PromiseBroken(BaseException):
    """The house did what it promises never to do."""


class Killed(BaseException):
    """``kill -9``, as far as a test can tell: nothing catches it, and nothing after it is done."""


@dataclass(frozen=True)
class Taken:
    """A part that stands on the platform."""

    account: str
    key: str
    text: str
    language: str
    root: str | None
    parent: str | None
    receipt: Receipt
    pictures: tuple[Shown, ...] = ()


class FakePlatform:
    """Takes everything and finds everything, but for the answers that it is told to give first."""

    def __init__(self, clock: Clock) -> None:
        self.taken: list[Taken] = []
        self.asked_for: list[str] = []
        """The keys of the parts that were looked for."""
        self.price = Decimal(0)
        """What a part with a link costs; one without costs a tenth."""
        self.settles_after = dt.timedelta()
        self.signed_in_as: dict[str, str] = {}
        """Whose sign-in it is, by account, where it is not the account's own."""
        self.most: int | None = None
        """What a part may come to, as is learnt when somebody next asks who the account is."""
        self.asked_who: list[str] = []
        """The accounts that were asked for their standing."""
        self.signed_in_until: dt.datetime | None = None
        """When every sign-in ends, where it says so."""
        self.apps: dict[str, str] = {}
        """By which app an account posts, where it is not one of its own."""
        self.deleted: list[str] = []
        """What was taken down, in that order."""
        self._clock = clock
        self._answers: deque[Answer] = deque()
        self._sights: deque[Sight] = deque()
        self._refusals: deque[PlatformError] = deque()
        self._given: set[Receipt] = set()
        self._learnt: int | None = None

    def will(self, *answers: "Answer") -> "FakePlatform":
        """How it answers the next parts that it is given, one answer each."""
        self._answers.extend(answers)
        return self

    def will_see(self, *sights: "Sight") -> "FakePlatform":
        """How it answers when it is next asked to find a part."""
        self._sights.extend(sights)
        return self

    def will_not(self, *errors: PlatformError) -> "FakePlatform":
        """What it says instead when it is next asked who an account is, or to take something down."""
        self._refusals.extend(errors)
        return self

    def forget(self) -> None:
        """Be as new."""
        for kept in (self.taken, self.asked_for, self._answers, self._sights, self._refusals):
            kept.clear()

    def texts(self, account: str | None = None) -> list[str]:
        return [one.text for one in self.taken if account in (None, one.account)]

    def app(self, account: Account) -> str:
        return self.apps.get(account.name, account.name)

    def limits(self, account: Account) -> Limits:
        usual = USUAL[account.platform]
        return replace(usual, most=self._learnt) if self._learnt else usual

    def cost(self, outgoing: Outgoing) -> Decimal:
        return self.price if "http" in outgoing.part.text else self.price / 10

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        outgoing.before_sending()
        _promised(not transaction.get_connection().in_atomic_block, "no platform is called inside a transaction")
        self._check_thread(account, outgoing)
        _check_pictures(outgoing)
        limits = self.limits(account)
        if not limits.fits(outgoing.part.text):
            raise Refused(cause=f"the part is too long ({limits.length(outgoing.part.text)} of {limits.most})")
        return (self._answers.popleft() if self._answers else takes)(self, account, outgoing)

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        _promised(not transaction.get_connection().in_atomic_block, "no platform is called inside a transaction")
        self.asked_for.append(outgoing.part.key)
        return (self._sights.popleft() if self._sights else sees)(self, account, outgoing)

    def receipt_at(self, account: Account, address: str) -> Receipt:
        _promised(not transaction.get_connection().in_atomic_block, "no platform is called inside a transaction")
        standing = [one.receipt for one in self.taken if one.account == account.name]
        found = next((one for one in standing if address in (one.remote_id, one.url)), None)
        if found is None:
            raise BadInput(what=f"{address} is no post of {account.handle}", mend="copy the address")
        return found

    def delete(self, account: Account, receipt: Receipt) -> None:
        _promised(not transaction.get_connection().in_atomic_block, "no platform is called inside a transaction")
        _promised(receipt in self._given, "only what it gave a receipt of is taken down")
        self._may_not()
        self.deleted.append(receipt.remote_id)
        self.taken = [one for one in self.taken if (one.account, one.receipt) != (account.name, receipt)]

    def standing(self, account: Account) -> Standing:
        _promised(not transaction.get_connection().in_atomic_block, "no platform is called inside a transaction")
        self.asked_who.append(account.name)
        self._may_not()
        self._learnt = self.most
        handle = self.signed_in_as.get(account.name, account.handle)
        return Standing(handle, account.name, self.limits(account), self.signed_in_until)

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        return {"access_token": ask.secret(f"The token of {account.handle}")}

    def keep(self, account: Account, outgoing: Outgoing) -> Receipt:
        """Let the part stand on the platform."""
        number = f"{account.name}-{len(self.taken) + 1}"
        receipt = Receipt(number, f"https://{account.platform}.example/{number}", self._clock.now())
        root, parent = (one.remote_id if one else None for one in (outgoing.root, outgoing.parent))
        part = outgoing.part
        self._given.add(receipt)
        self.taken.append(Taken(account.name, part.key, part.text, outgoing.language, root, parent, receipt, outgoing.pictures))
        return receipt

    def _may_not(self) -> None:
        if self._refusals:
            raise self._refusals.popleft()

    def _check_thread(self, account: Account, outgoing: Outgoing) -> None:
        answered = [one.remote_id for one in (outgoing.root, outgoing.parent) if one is not None]
        known = {one.receipt.remote_id for one in self.taken if one.account == account.name}
        _promised(len(answered) == (0 if outgoing.part.number == 1 else 2), "the first part answers nothing, others two")
        _promised(known.issuperset(answered), "a part answers what stands on its account")


Answer = Callable[[FakePlatform, Account, Outgoing], Receipt]
Sight = Callable[[FakePlatform, Account, Outgoing], Receipt | None]


def _promised(holds: bool, what: str) -> None:
    if not holds:
        raise PromiseBroken(what)


def _check_pictures(outgoing: Outgoing) -> None:
    _promised(not outgoing.pictures or outgoing.part.number == 1, "pictures go with the first part alone")
    _promised(len(outgoing.pictures) <= MOST_PICTURES, "a post shows no more pictures than every platform takes")
    _promised(all(one.data and one.alt.strip() for one in outgoing.pictures), "a picture has bytes, and says something in words")


# ── how it answers a part ───────────────────────────────────────────────────────────────────────────────────────────


def takes(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
    return platform.keep(account, outgoing)


def refuses(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt:
    raise Refused(cause="the account is suspended")


def is_busy(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt:
    raise NotSent(cause="it is over capacity")


def says(cause: Cause, *, until: dt.datetime | None = None, takes_it: bool = False) -> Answer:
    """It answers so to the request that posts, whether it took the part or not."""

    def answer(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
        if takes_it:
            platform.keep(account, outgoing)
        raise ending(cause, "so it says", until=until)

    return answer


def loses_the_receipt(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
    """It takes the part, and the answer is lost on its way."""
    platform.keep(account, outgoing)
    raise Doubtful(cause="the connection broke off")


def never_hears_of_it(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt:
    """The part is lost on its way, and nobody can know."""
    raise Doubtful(cause="the connection broke off")


def breaks_after_taking(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
    """It takes the part; then its client breaks with an error that nobody foresaw."""
    platform.keep(account, outgoing)
    raise ZeroDivisionError


def breaks_its_promise(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
    """It takes the part, and then answers with none of the three."""
    platform.keep(account, outgoing)
    raise PlatformError(cause="something")


def dies_before_taking(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt:
    raise Killed


def dies_after_taking(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
    platform.keep(account, outgoing)
    raise Killed


def meanwhile(act: Callable[[], object], then: Answer = takes) -> Answer:
    """While the part is on its way something else happens; then it answers."""

    def answer(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
        act()
        return then(platform, account, outgoing)

    return answer


# ── what it sees when it is asked to find a part ────────────────────────────────────────────────────────────────────


def sees(platform: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt | None:
    standing = (one for one in platform.taken if (one.account, one.key) == (account.name, outgoing.part.key))
    return next((one.receipt for one in standing), None)


def cannot_tell(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt | None:
    raise Doubtful(cause="the timeline cannot be read")


def breaks_down(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt | None:
    raise ZeroDivisionError


def dies_while_looking(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt | None:
    raise Killed
