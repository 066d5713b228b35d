"""Columns that refuse, on SQLite as well, what PostgreSQL does not keep: so what one of them holds can be moved to the other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from advocacybot.errors import HoldsNul, TooLong

if TYPE_CHECKING:
    _Char = models.CharField[str, str]
    _Text = models.TextField[str, str]
else:
    _Char, _Text = models.CharField, models.TextField

NUL = "\0"


class Line(_Char):
    """A text of so many characters at most. ``cut``: it comes from a machine, and is kept as far as it fits.

    Raises on saving:
        TooLong, HoldsNul: it is no such text.
    """

    def __init__(self, *args: Any, cut: bool = False, **wishes: Any) -> None:
        super().__init__(*args, **wishes)
        self.cut = cut

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """To the database it is a column as any other: migrations know nothing of us."""
        name, _, args, wishes = super().deconstruct()
        return name, "django.db.models.CharField", list(args), dict(wishes)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(self._kept(value) if isinstance(value, str) else value, connection)

    def _kept(self, text: str) -> str:
        assert self.max_length is not None  # noqa: S101 – for the type alone
        if self.cut:
            return text.replace(NUL, "")[: self.max_length]
        if len(text) > self.max_length:
            raise TooLong(name=self.name, length=len(text), limit=self.max_length)
        return _without_nul(self.name, text)


class Prose(_Text):
    """A text of any length.

    Raises on saving:
        HoldsNul: it is no text.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, args, wishes = super().deconstruct()
        return name, "django.db.models.TextField", list(args), dict(wishes)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(_without_nul(self.name, value) if isinstance(value, str) else value, connection)


class Facts(models.JSONField):
    """Values by their names, as JSON.

    Raises on saving:
        HoldsNul: one of the texts in it is none.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, args, wishes = super().deconstruct()
        return name, "django.db.models.JSONField", list(args), dict(wishes)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        for text in _texts(value):
            _without_nul(self.name, text)
        return super().get_db_prep_save(value, connection)


def _without_nul(name: str, text: str) -> str:
    if NUL in text:
        raise HoldsNul(name=name)
    return text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(name)
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
