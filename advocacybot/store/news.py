"""Whether anything happened: the journal's inbox tells it by one small query, whichever process it happened in.

Whoever plans binds what lies there at each look, but for what is told of sending while posts go out. So between two looks nothing
else lies there, unless somebody told something.
"""

from django.db import connection

from advocacybot.store.models import JournalInboxRow

OF_SENDING = ("post claimed", "part published", "post published")
"""What is told of every post on its way, and changes nothing for those that wait."""

_TOLD = f"SELECT 1 FROM {JournalInboxRow._meta.db_table} WHERE kind NOT IN (%s, %s, %s) LIMIT 1"  # noqa: S608 – a name of ours
"""As it is: it is asked several times a second, and Django takes longer to word it than a database to answer."""


def told(*, but_of_sending: bool = False) -> bool:
    """Whether somebody told something since it was last bound. ``but_of_sending``: something else than that."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, OF_SENDING if but_of_sending else ("", "", ""))
        return cursor.fetchone() is not None
