"""What stands in an address."""

from pydantic import TypeAdapter, ValidationError

from advocacybot.council.votes import Symbol

_SYMBOL = TypeAdapter[str](Symbol)


class SymbolConverter:
    """A vote's symbol, with its slashes: S/2016/846. Whatever is none leads nowhere."""

    regex = r"[\w/.() -]{1,60}"

    def to_python(self, value: str) -> str:
        """The symbol.

        Raises:
            ValueError: it is none, by which Django knows that the address is another's.
        """
        try:
            return _SYMBOL.validate_python(value)
        except ValidationError as error:
            raise ValueError(value) from error

    def to_url(self, value: str) -> str:
        return value
