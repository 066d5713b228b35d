"""A file's values → checked facts, with every problem named by file, line and mend."""

import difflib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from advocacybot.errors import AdvocacyBotError, BadInput, Problems
from advocacybot.sources.yaml_text import Document, Path

Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], document: Document) -> Model:
    """The document as that model.

    Raises:
        Problems: with each thing that is wrong in it.
    """
    if not isinstance(document.data, dict):
        raise Problems([_no_fields(model, document)])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise Problems(_explained(error, model, document)) from None


@contextmanager
def in_a_line() -> Iterator[None]:
    """For values that come from no file: what pydantic finds is raised in our words."""
    try:
        yield
    except ValidationError as error:
        raise Problems(_explained(error, BaseModel, None)) from None


def _no_fields(model: type[BaseModel], document: Document) -> BadInput:
    where = document.where(())
    first = next(iter(model.model_fields))
    if document.data is None:
        return BadInput(where=where, what="the file is empty", mend=f"write `{first}: []` if nothing is meant to be in it")
    return BadInput(where=where, what=f"{_shown(document.data)} is no list of fields", mend=f"begin with `{first}:`")


def _explained(error: ValidationError, model: type[BaseModel], document: Document | None) -> list[AdvocacyBotError]:
    """Each of pydantic's findings in our words, once, in the order of the lines."""
    found = [_one(detail, model, document) for detail in error.errors(include_url=False) if not _echo(detail)]
    return list({str(problem): problem for problem in found}.values())


def _echo(detail: ErrorDetails) -> bool:
    """Where an entry of a list is wrong, pydantic also finds the list too short without it."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _one(detail: ErrorDetails, model: type[BaseModel], document: Document | None) -> AdvocacyBotError:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, AdvocacyBotError) and detail["input"] is not None:
        told = cause.at(document.where((*path, *cause.path)) if document else "")
        told.path = (*path, *cause.path)
        return told
    what, mend = _in_words(detail, path, model)
    return BadInput(where=document.where(path) if document else "", path=path, what=what, mend=mend)


def _in_words(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong with the value, and the mend."""
    name, value, kind = _name(path), detail["input"], detail["type"]
    if kind == "missing":
        return f"`{path[-1]}` is missing", f"add `{path[-1]}: …`"
    if kind == "extra_forbidden":
        return f"`{path[-1]}` is no field of this", _did_you_mean(str(path[-1]), model, path)
    if value is None or value in ("", {}, []) or (kind == "string_too_short" and not str(value).strip()):
        return f"`{name}` is empty", "write one at least" if value == [] else "write a value, or take the line out"
    if kind in ("model_type", "model_attributes_type"):
        fields = ", ".join(f"{one}: …" for one in _to_write(_model_at(model, path)))
        return f"{name}: {_shown(value)} has no fields", f"write its fields: {{{fields}}}"
    for kinds, words in _WORDS:
        if re.fullmatch(kinds, kind):
            return words(name, value, detail.get("ctx", {}))
    return f"{name}: {_shown(value)} will not do", "write it as the examples in the file's first lines show"


Words = Callable[[str, Any, dict[str, Any]], tuple[str, str]]


def _text(name: str, value: Any, _: dict[str, Any]) -> tuple[str, str]:
    mend = _as_it_should(name, "") if name == "symbol" else "put it into quotation marks"
    if isinstance(value, (int, float)):
        return f"{name}: {_shown(value)} is a number or a word of YAML, where text is meant", mend
    return f"{name}: {_shown(value)} is no text", "write words on one line"


def _words(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if isinstance(value, (int, float)):
        return _text(name, value, context)
    return f"{name}: {_shown(value)} is no text", "write words, or words by language: {en: …}"


def _pattern(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    return f"{name}: {_shown(value)} is not written as it should be", _as_it_should(name, context["pattern"])


def _no_list(name: str, value: Any, _: dict[str, Any]) -> tuple[str, str]:
    shown = " ".join(value.split())[:40] if isinstance(value, str) else "…"
    return f"`{name}` is no list", f"write it in square brackets: [{shown}]"


def _too_long(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    return f"`{name}` has {len(value)} characters", f"shorten it to {context['max_length']}"


def _plainly(what: str, mend: str) -> Words:
    """Words that name the field and show the value, and a mend that may name the limit."""
    return lambda name, value, context: (f"{name}: {_shown(value)} {what}", mend.format(**context))


_WORDS: list[tuple[str, Words]] = [
    ("enum|literal_error", _plainly("is not known", "write {expected}")),
    ("string_pattern_mismatch", _pattern),
    ("string_type", _text),
    ("string_too_long", _too_long),
    ("tuple_type|list_type", _no_list),
    ("dict_type", _words),
    ("bool_.*", _plainly("is neither true nor false", "write true or false")),
    ("int_.*|float_.*", _plainly("is no whole number", "write a whole number")),
    ("decimal_.*", _plainly("is no amount", "write an amount, such as 25")),
    ("less_than_equal", _plainly("is too many", "write {le} at most")),
    ("greater_than_equal", _plainly("is too few", "write {ge} at least")),
    ("greater_than", _plainly("is too little", "write more than {gt}")),
]


def _name(path: Path) -> str:
    """The field as its file writes it; words in a language with the field that they belong to: ``subject.en``."""
    fields = [step for step in path if isinstance(step, str)]
    return ".".join(fields[-2:] if fields and len(fields[-1]) == 2 else fields[-1:]) or "this"


def _did_you_mean(name: str, model: type[BaseModel], path: Path) -> str:
    known = _fields_at(model, path[:-1])
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"take it out{'; the fields are ' + ', '.join(sorted(known)) if known else ''}"


def _to_write(model: Any) -> list[str]:
    """The fields that must be written, else all that may be."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return ["…"]
    fields = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    return [name for name, required in fields.items() if required] or list(fields)


def _fields_at(model: Any, path: Path) -> list[str]:
    """The fields of the model that a path leads to, as a file writes them."""
    at = _model_at(model, path)
    if not (isinstance(at, type) and issubclass(at, BaseModel)):
        return []
    return [field.alias or name for name, field in at.model_fields.items()]


def _model_at(model: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            model = _model_in(field.annotation) if field else None
    return model


def _model_in(annotation: Any) -> Any:
    """The model that an annotation such as ``tuple[Vote, ...] | None`` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := _model_in(inner))), None)


def _shown(value: object) -> str:
    """The value as it was written, in short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list, tuple)):
        return "a list" if not isinstance(value, dict) else "a set of fields"
    text = str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= 70 else f"{text[:67]}…'"


_PATTERNS = {
    "^[A-Z]{3}$": "write an ISO 3166-1 alpha-3 code such as FRA",
    "^[a-z]{2}$": "write a language of two letters, such as fr",
    "^#\\w+$": "write a hashtag such as #ACTcodeofconduct",
    r"^[^\r\n]*$": "write it on one line",
    r"^[a-z0-9][a-z0-9-]{0,39}$": "write small letters, figures and hyphens, such as x-english",
    r"^[\w.-]+(@[\w.-]+)?$": "write a handle such as @franceonu, without spaces",
}


def _as_it_should(name: str, pattern: str) -> str:
    if name == "symbol":
        return "write the symbol of a draft, such as S/2016/846"
    if pattern.startswith("^https?"):
        return "write a whole address, such as https://undocs.org/S/2016/846"
    if pattern.startswith("^(https://"):
        return "write a server's address alone, such as https://social.example.org; http:// is for this machine"
    return _PATTERNS.get(pattern, "write it as the examples in the file's first lines show")
