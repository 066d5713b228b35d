"""What posting costs, by account and month (of UTC), in US dollars. It is charged before a part is sent, and given back where the
part surely did not go out: so a budget holds whatever stops in between."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Round

from advocacybot.store.models import PartRow, SpendRow

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Price:
    """What the next part costs, and the parts after it, which the account's budget for the month must last for as well."""

    part: Decimal = NOTHING
    behind: Decimal = NOTHING
    budget: Decimal | None = None

    def told(self, spent: Decimal) -> str:
        """Why the budget does not last."""
        missing = self.part + self.behind
        return f"{spent:.2f} of {self.budget} USD are used this month, and what is missing of the post costs {missing} USD"


FREE = Price()


def spent(account: str, now: dt.datetime) -> Decimal:
    """What the account has spent this month."""
    found = SpendRow.objects.filter(account=account, month=_month(now)).values_list("spent", flat=True).first()
    return found or NOTHING


def of_month(now: dt.datetime) -> dict[str, Decimal]:
    """What each account has spent this month."""
    return dict(SpendRow.objects.filter(month=_month(now)).order_by("account").values_list("account", "spent"))


def charge(account: str, price: Price, now: dt.datetime) -> bool:
    """Charge the account, within the caller's transaction; false, and nothing charged, where its budget would not last."""
    if not price.part:
        return True
    SpendRow.objects.get_or_create(account=account, month=_month(now))
    row = SpendRow.objects.filter(account=account, month=_month(now))
    if price.budget is not None:
        row = row.filter(spent__lte=price.budget - price.part - price.behind)
    return bool(row.update(spent=_exact(F("spent") + price.part)))


def give_back(post_id: int, account: str, now: dt.datetime) -> None:
    """Take back what was charged for parts of a post that did not go out, within the caller's transaction."""
    unsent = PartRow.objects.filter(post=post_id, receipt_at__isnull=True, charged__isnull=False)
    for part, attempted_at, cost in unsent.values_list("pk", "attempted_at", "charged"):
        month = _month(attempted_at or now)
        SpendRow.objects.filter(account=account, month=month).update(spent=_exact(F("spent") - cost))
        PartRow.objects.filter(pk=part).update(charged=None)


def _exact(sum_of: CombinedExpression) -> Round:
    """As many decimals as are kept: SQLite counts in binary fractions, of which a budget's last cent would be missing."""
    return Round(sum_of, precision=4)


def _month(now: dt.datetime) -> str:
    return f"{now.astimezone(dt.UTC):%Y-%m}"
