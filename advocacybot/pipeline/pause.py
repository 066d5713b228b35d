"""The switch. It holds from the next part on, on every machine, until somebody resumes."""

from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House
from advocacybot.store import journal, pauses
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone


def pause(house: House, by: str, why: str, account: str | None = None) -> None:
    """Stop posting: on one account, or on all.

    Raises:
        NotAPerson, NoSuchThing: the campaign knows no such person, or account.
    """
    house.campaign.check_person(by)
    _check(house, account)
    with alone():
        pauses.put([account], by, why, house.clock.now())
        journal.write([Entry("paused", account or "all accounts", by=by, facts={"why": why})], house.clock.now())


def resume(house: House, by: str, account: str | None = None) -> None:
    """Post again.

    Raises:
        BadInput: there is no such pause.
    """
    house.campaign.check_person(by)
    with alone():
        if account == "" or not pauses.lift(account):
            _check(house, account)
            where = f"account {account}" if account else "all accounts"
            raise BadInput(what=f"no pause stands for {where}", mend="look with `advocacybot pause`")
        journal.write([Entry("resumed", account or "all accounts", by=by)], house.clock.now())


def _check(house: House, account: str | None) -> None:
    if account is not None:
        house.campaign.account(account)
