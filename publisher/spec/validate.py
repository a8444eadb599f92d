"""Hold a YAML file against its schema, and say in words what is wrong, where, and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from publisher.errors import SpecError
from publisher.spec.yaml import YamlFile

if TYPE_CHECKING:
    from jsonschema import ValidationError

_NAMES = {
    "object": "keys and values",
    "array": "a list [...]",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def validate(file: YamlFile, schema: dict[str, Any], *, error: type[SpecError] = SpecError) -> None:
    """Raise ``error`` for the first fault, in the order of the file's lines."""
    from jsonschema import Draft202012Validator

    faults = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(file.value)
    # A mistyped key comes before the missing one it was meant to be.
    found = [(fault.validator == "required", *_say(file, fault)) for fault in faults]
    if not found:
        return
    _, _, path, message, remedy = min(found, key=lambda fault: (fault[0], fault[1], fault[3]))
    more = f" ({len(found) - 1} more in this file)" if len(found) > 1 else ""
    raise error(message + more, place=file.place(*path), remedy=remedy)


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint such as ``Did you mean `type`?``, or the list of all words when none is near."""
    known = list(words)
    close = difflib.get_close_matches(word.casefold(), [item.casefold() for item in known], n=1, cutoff=0.6)
    for item in known:
        if close and item.casefold() == close[0]:
            return f"Did you mean `{item}`?"
    return f"Valid here: {', '.join(known)}."


def _say(file: YamlFile, fault: ValidationError) -> tuple[int, list[str | int], str, str]:
    path = list(fault.absolute_path)
    message, remedy = _words(fault, path)
    line = file.place(*path).line or 1
    return line, path, message, remedy


def _words(fault: ValidationError, path: list[str | int]) -> tuple[str, str]:  # noqa: PLR0911 - one return a kind of fault
    """The fault in words; appends to ``path`` the key at fault, where it has a line of its own."""
    where = ".".join(str(part) for part in path) or "the file"
    value, wanted, shape = cast("tuple[Any, Any, Any]", (fault.instance, fault.validator_value, fault.schema))
    match fault.validator:
        case "additionalProperties":
            known = list(shape.get("properties", {}))
            unknown = next(key for key in value if key not in known)
            path.append(unknown)
            return f"unknown key `{unknown}`", nearest(unknown, known)
        case "required":
            absent = next(key for key in wanted if key not in value)
            return f"`{absent}` is missing in {where}", f"Add {absent}: ..."
        case "enum":
            return f"`{value}` is not valid for {where}", nearest(str(value), [str(word) for word in wanted])
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else list(wanted)
            names = " or ".join(_NAMES.get(kind, kind) for kind in kinds)
            return f"{where} must be {names}, not {_show(value)}", "Mend the value."
        case "pattern":
            return f"{where}: {_show(value)} has not the right form", f"It must match {wanted}"
        case "anyOf":
            wrong = next((inner for inner in fault.context or [] if inner.validator == "format"), None)
            if wrong is not None:
                return _words(wrong, path)
            deepest = max(fault.context or [], key=lambda inner: len(inner.absolute_path), default=None)
            if deepest is not None and len(deepest.absolute_path) > len(path):
                path[:] = list(deepest.absolute_path)
                return _words(deepest, path)
            return f"{where} cannot be {_show(value)}", "Write a text, or one text for each language."
        case "format":
            return f"{where}: {_show(value)} is not a valid {wanted}", "Mend the expression."
        case _:
            return f"{where}: {fault.message}", "Mend the value."


def _show(value: Any) -> str:
    text = "nothing" if value is None else f"`{value}`"
    return text if len(text) < 60 else text[:57] + "...`"
