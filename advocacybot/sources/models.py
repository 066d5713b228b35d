"""A file's values → checked facts, with every problem named by file, line and mend."""

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from advocacybot.errors import AdvocacyBotError, BadInput, Problems
from advocacybot.sources.yaml_text import Document

Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], document: Document) -> Model:
    """The document as that model.

    Raises:
        Problems: with each thing that is wrong in it.
    """
    try:
        return model.model_validate(document.data if document.data is not None else {})
    except ValidationError as error:
        raise Problems(explained(error, model, document)) from None


@contextmanager
def in_a_line() -> Iterator[None]:
    """For values that come from no file: what pydantic finds is raised in our words."""
    try:
        yield
    except ValidationError as error:
        raise Problems([_explained(detail, BaseModel, None) for detail in error.errors(include_url=False)]) from None


def explained(error: ValidationError, model: type[BaseModel], document: Document) -> list[AdvocacyBotError]:
    """Each of pydantic's findings in our words, once."""
    found = [_explained(detail, model, document) for detail in error.errors(include_url=False)]
    return list({str(problem): problem for problem in found}.values())


def _explained(detail: ErrorDetails, model: type[BaseModel], document: Document | None) -> AdvocacyBotError:
    where = document.where(detail["loc"]) if document else ""
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, AdvocacyBotError):
        return cause.at(where)
    what, mend = _in_words(detail, model)
    return BadInput(where=where, what=what, mend=mend)


def _in_words(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong with the value, and the mend."""
    name = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "the file")
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"`{name}` is missing", f"add `{name}: …`"
        case "extra_forbidden":
            return f"`{name}` is no field of this", _did_you_mean(name, model, detail["loc"])
        case "enum" | "literal_error":
            return f"{name}: {detail['input']!r} is not known", f"write {context['expected']}"
        case "string_pattern_mismatch":
            return f"{name}: {detail['input']!r} is not written as it should be", _pattern(name, context["pattern"])
        case _:
            return f"{name}: {detail['input']!r} will not do", _lowered(detail["msg"])


def _did_you_mean(name: str, model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    known = _fields_at(model, loc[:-1])
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"take it out{'; the fields are ' + ', '.join(sorted(known)) if known else ''}"


def _fields_at(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The fields of the model that a path leads to, as a file writes them."""
    for step in loc:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            model = _model_in(field.annotation) if field else None
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The model that an annotation such as ``tuple[Vote, ...] | None`` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := _model_in(inner))), None)


_PATTERNS = {
    "^[A-Z]{3}$": "write an ISO 3166-1 alpha-3 code such as FRA",
    "^[a-z]{2}$": "write a language of two letters, such as fr",
    "^#\\w{1,60}$": "write a hashtag such as #ACTcodeofconduct",
    r"^[^\r\n]*$": "write it on one line",
}


def _pattern(name: str, pattern: str) -> str:
    if name == "symbol":
        return "write the symbol of a draft, such as S/2016/846"
    if pattern.startswith("^https?"):
        return "write a whole address, such as https://undocs.org/S/2016/846"
    return _PATTERNS.get(pattern, f"it has to match {pattern}")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
