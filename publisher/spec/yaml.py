"""YAML with line numbers.

Plain scalars are read by the core schema of YAML 1.2: ``no``, ``on`` and ``2020-01-01`` are text, ``true`` is a
boolean, a number with a leading zero is text, and a number with a point is an exact decimal. Keys are always text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from publisher.errors import Place, SpecError

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_SURROGATE = re.compile("[\ud800-\udfff]")
# A longer number is text, which a schema that wants a number refuses.
_MAX_DIGITS = 40
_MAX_DEPTH = 40
_MAX_NODES = 200_000
# What the parser says -> what a person should look for.
_PROBLEMS = {
    r"character '\t'": "a tab stands where only spaces may",
    "could not find expected ':'": "a colon is missing after a key",
    "mapping values are not allowed here": "a text with a colon in it needs quotation marks, or the indentation is off",
    "found unexpected end of stream": "a quotation mark is not closed",
    "but found '<scalar>'": "a text goes on where a new key should begin, as after a quotation mark that is not closed",
    "but found '<block mapping start>'": "a line is indented more, or less, than its sisters",
    "expected ',' or ']'": "a list that begins with [ is not closed with ]",
    "expected ',' or '}'": "a group that begins with { is not closed with }",
    "cannot start any token": "a text that begins with a sign such as @, % or ` needs quotation marks",
}


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """A YAML file as plain values; ``lines`` maps a path such as ``sources.0.path`` to its line, from 1."""

    path: str
    value: Any
    lines: Mapping[str, int]

    def place(self, *path: str | int) -> Place:
        """Where ``path`` stands, or its nearest parent that stands anywhere."""
        keys = [str(key) for key in path]
        while keys and ".".join(keys) not in self.lines:
            keys.pop()
        return Place(file=self.path, line=self.lines.get(".".join(keys), 1))


def read_yaml(file: Path, *, name: str, error: type[SpecError] = SpecError) -> YamlFile:
    """Read one YAML file. ``name`` is what messages call it. Raises ``error``."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as cause:
        raise error(
            "the file is not there", place=Place(file=name), remedy="Write it, or run daylight init."
        ) from cause
    except UnicodeDecodeError as cause:
        raise error("the file is not UTF-8 text", place=Place(file=name), remedy="Save it as UTF-8.") from cause
    except OSError as cause:
        raise error(
            f"the file cannot be read: {cause.strerror}",
            place=Place(file=name),
            remedy="Give the account that publishes the right to read it.",
        ) from cause
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as cause:
        mark = getattr(cause, "problem_mark", None)
        raise error(
            f"not valid YAML: {_plain(getattr(cause, 'problem', None) or str(cause))}",
            place=Place(file=name, line=mark.line + 1 if mark else 1),
            remedy="Check the indentation, the colons and the quotation marks on this line and the one above it.",
        ) from cause
    except RecursionError as cause:
        raise error(
            "too much nesting", place=Place(file=name, line=1), remedy="Write it as in the examples of the guide."
        ) from cause
    lines: dict[str, int] = {}
    if node is None:
        raise error("the file is empty", place=Place(file=name, line=1), remedy="Run daylight init to see an example.")
    value = _Builder(name=name, error=error, lines=lines).build(node, ())
    return YamlFile(path=name, value=value, lines=lines)


def _plain(problem: str) -> str:
    """The parser's word for what is wrong, in words that say what to look for where there are better ones."""
    return next((told for words, told in _PROBLEMS.items() if words in problem), problem)


@dataclass(frozen=True, kw_only=True)
class _Builder:
    name: str
    error: type[SpecError]
    lines: dict[str, int]
    count: list[int] = field(default_factory=lambda: [0])

    def build(self, node: yaml.Node, path: tuple[str, ...]) -> Any:
        self.lines.setdefault(".".join(path), node.start_mark.line + 1)
        self.count[0] += 1
        if len(path) > _MAX_DEPTH or self.count[0] > _MAX_NODES:
            raise self.error(
                "too much nesting, or an alias that repeats itself too often",
                place=self._place(node),
                remedy="Write the values out without & and *.",
            )
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, str(index))) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        if _SURROGATE.search(str(node.value)):
            raise self.error(
                "half of a character, which no file can hold",
                place=self._place(node),
                remedy='Write the character itself, or its whole code, as in "\\U0001F600".',
            )
        return _scalar(node)

    def _items(self, node: yaml.MappingNode, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.error("a key must be a plain word", place=self._place(key_node), remedy="Write key: value.")
            key = str(key_node.value)
            if key in seen:
                raise self.error(
                    f"`{key}` stands here twice", place=self._place(key_node), remedy="Keep one of the two."
                )
            seen.add(key)
            self.lines[".".join((*path, key))] = key_node.start_mark.line + 1
            yield key, self.build(value_node, (*path, key))

    def _place(self, node: yaml.Node) -> Place:
        return Place(file=self.name, line=node.start_mark.line + 1)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) is not None:  # quoted, or a block of text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
