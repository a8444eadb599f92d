"""From bytes to text: which character encoding a file is in, found by strict trial, and the reason in words.

Order: a byte order mark, the declared encoding, UTF-8, then every encoding in common use. A strict trial alone would
read half the world's files as GB18030, so each candidate that decodes is weighed by how much its text looks like a
language it was made for (:mod:`publisher.read.text.languages`). Where nothing is plausible the file is damaged UTF-8:
each byte that is not text becomes U+FFFD and is told.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from publisher.read.text.controls import restored, reversible
from publisher.read.text.families import CANDIDATES, OF_OLD_MACHINES, WEST, WIDE, codec_of, decodes
from publisher.read.text.languages import score
from publisher.read.text.twice import once, written_twice

_SAMPLE = 1 << 14
_CHUNK = 1 << 22

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Marks that no other text begins with; what they say holds though the text behind them is damaged.
_NAMED_BY_MARK = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_SHIFTS = (
    (re.compile(rb"\x1b\$[@B]"), "iso2022_jp"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"~\{(?:[\x21-\x7d][\x21-\x7e])+~\}"), "hz"),
)
_LINE = re.compile(rb"[^\r\n]*[\r\n]?")
_HIGH = re.compile(rb"[\x80-\xff]")
# The least likelihood of one byte beyond ASCII, and what is asked of a handful, which chance may explain.
_PLAUSIBLE, _PLAUSIBLE_FEW, _FEW = -9.5, -4.7, 6
_OLD = -3.0  # the logarithm of how much rarer files from before Windows are


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An encoding and why. ``skip``: bytes of byte order marks; ``sure``: said by the file itself, a person or UTF-8.

    ``damaged``: some bytes are not valid in it; decode with ``errors="replace"``. ``restore``: some control characters
    are letters of Windows-1252 (:mod:`publisher.read.text.controls`). ``twice``: the encoding it was mistaken for on
    its way (:mod:`publisher.read.text.twice`).
    """

    encoding: str
    reason: str
    skip: int = 0
    sure: bool = True
    damaged: bool = False
    restore: bool = False
    twice: str = ""

    def content(self, text: str) -> bytes:
        """A piece of the text as UTF-8, put right."""
        if self.twice:
            return once(text, self.twice)
        content = text.encode("utf-8", "replace")
        return restored(content) if self.restore else content


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """Text with the encoding it was in, and why. ``damaged``: bytes that are no text stand as U+FFFD."""

    text: str
    encoding: str
    reason: str
    sure: bool = True
    damaged: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``, byte order marks removed. ``declared``: what a spec or a page's own label says.

    A label is taken for the family it stands for (gb2312: GB18030; iso-8859-1: Windows-1252). One that does not fit
    the bytes, or under which they make less sense than as UTF-8, is set aside, and ``reason`` says so. Never raises.
    """
    choice = choose(data, declared)
    text = data[choice.skip :].decode(choice.encoding, errors="replace" if choice.damaged else "strict")
    if choice.twice or choice.restore:
        text = choice.content(text).decode("utf-8")
    return Decoded(
        text=text.lstrip("\ufeff"),
        encoding=choice.encoding,
        reason=choice.reason,
        sure=choice.sure,
        damaged=choice.damaged,
    )


def choose(data: bytes | memoryview, declared: str | None = None) -> Choice:
    """The encoding of ``data`` and why; see :func:`decode`."""
    choice = _choose(data, declared)
    if declared is not None or choice.encoding != "utf-8" or choice.damaged:
        return choice
    mistaken = written_twice(data[choice.skip :])
    if mistaken and _reads_better(data[choice.skip :], mistaken):
        reason = f"{choice.reason}, of UTF-8 that was read as {mistaken} on its way, put right"
        return replace(choice, reason=reason, sure=False, twice=mistaken)
    if reversible(data):
        reason = f"{choice.reason}; its control characters U+0080 to U+009F are letters of Windows-1252, put back"
        return replace(choice, reason=reason, sure=False, restore=True)
    return choice


def _reads_better(data: bytes | memoryview, mistaken: str) -> bool:
    """Whether the lines beyond ASCII look more like a language once they are no longer UTF-8 twice over."""
    text = _sample(data).decode("utf-8", "ignore")
    return score(once(text, mistaken).decode("utf-8", "ignore"), WIDE[0][1])[0] > score(text, WIDE[0][1])[0]


def _choose(data: bytes | memoryview, declared: str | None) -> Choice:
    marked = _by_mark(data)
    if marked is not None:
        return marked
    if declared is None and b"\0" not in bytes(data[:_CHUNK]) and decodes(data, "utf-8"):
        return _shifted(data) or Choice(encoding="utf-8", reason="its bytes are valid UTF-8")
    sample = _sample(data)
    note = ""
    if declared is not None:
        known = codec_of(declared)
        if known is not None and decodes(data, known) and not _better_as_utf8(sample, data, known):
            return Choice(encoding=known, reason=f"it is declared as {declared}")
        note = f"its bytes do not fit the declared {declared}; " if known else f"{declared!r} is no known encoding; "
    if b"\0" in sample:
        return _with_zeros(data, sample, note)
    if decodes(data, "utf-8"):
        return Choice(encoding="utf-8", reason=f"{note}its bytes are valid UTF-8")
    return _by_trial(data, sample, note)


def _by_mark(data: bytes | memoryview) -> Choice | None:
    """The encoding of the byte order mark at the start, doubled ones included; None where there is none that fits."""
    for mark, encoding in _BOMS:
        skip = 0
        while bytes(data[skip : skip + len(mark)]) == mark:
            skip += len(mark)
        if not skip:
            continue
        if decodes(data[skip:], encoding):
            return Choice(encoding=encoding, reason="it begins with a byte order mark", skip=skip)
        if encoding in _NAMED_BY_MARK:
            reason = (
                f"it begins with the byte order mark of {_NAMED_BY_MARK[encoding]}, though some bytes are not valid"
            )
            return Choice(encoding=encoding, reason=reason, skip=skip, damaged=True)
    return None


def _shifted(data: bytes | memoryview) -> Choice | None:
    """An encoding that writes other scripts in ASCII by shifting in and out (RFC 1468, 1557, 1843); else None."""
    start = bytes(data[:_CHUNK])
    for mark, encoding in _SHIFTS:
        if mark.search(start) and start.isascii() and decodes(data, encoding):
            reason = f"its characters are shifted in and out as in {encoding.upper()}"
            return Choice(encoding=encoding, reason=reason, sure=False)
    return None


def _sample(data: bytes | memoryview) -> bytes:
    """The lines that hold bytes beyond ASCII, or zeros, up to 64 KiB, from the start; else the start itself."""
    found: list[bytes] = []
    size = 0
    for start in range(0, len(data), _CHUNK):
        chunk = bytes(data[start : start + _CHUNK])
        if b"\0" in chunk[:_SAMPLE]:
            return chunk[: _SAMPLE // 4 * 4]
        if chunk.isascii():
            continue
        for line in _LINE.finditer(chunk):
            if not line[0].isascii():
                found.append(line[0][:4096])
                size += len(found[-1])
                if size >= _SAMPLE:
                    return b"".join(found)
    return b"".join(found) or bytes(data[:_SAMPLE])


def _better_as_utf8(sample: bytes, data: bytes | memoryview, known: str) -> bool:
    """Whether bytes that fit ``known`` are valid UTF-8 beyond ASCII too, and make more sense so."""
    if known == "utf-8" or known.startswith("utf-") or sample.isascii() or not decodes(data, "utf-8"):
        return False
    languages = dict(CANDIDATES).get(known, WEST)
    return score(sample.decode("utf-8", "ignore"), WIDE[0][1])[0] > score(sample.decode(known, "ignore"), languages)[0]


def _with_zeros(data: bytes | memoryview, sample: bytes, note: str) -> Choice:
    """Zero bytes: UTF-16 or UTF-32 without a mark, or an 8-bit file with zeros in it."""
    best = (score(sample.decode("utf-8", "replace"), WEST)[0], "utf-8")
    for encoding, languages in WIDE:
        if decodes(data, encoding):
            best = max(best, (score(sample.decode(encoding, "ignore"), languages)[0], encoding))
    if best[1] != "utf-8":
        return Choice(encoding=best[1], reason=f"{note}zero bytes lie as in {best[1].upper()}", sure=False)
    if decodes(data, "utf-8"):
        return Choice(encoding="utf-8", reason=f"{note}its bytes are valid UTF-8")
    return _by_trial(data, sample, note)


def _by_trial(data: bytes | memoryview, sample: bytes, note: str) -> Choice:
    """The encoding under which the sample looks most like a language; damaged UTF-8 where none does."""
    if _mostly_utf8(sample):
        return Choice(
            encoding="utf-8", reason=f"{note}it is UTF-8 but for some bytes that are no text", sure=False, damaged=True
        )
    ranked: list[tuple[float, int, str, str]] = []
    for position, (encoding, languages) in enumerate(CANDIDATES):
        text = sample.decode(encoding, "replace")
        if text.count("\ufffd") > 2:
            continue
        value, language = score(text, languages)
        value += _OLD if encoding in OF_OLD_MACHINES else 0.0
        ranked.append((value, -position, encoding, language))
    plain = score("".join(map(chr, _HIGH.sub(b"", sample))), ("German",))[0]
    high = len(_HIGH.findall(sample))
    least = _PLAUSIBLE if high > _FEW else _PLAUSIBLE_FEW
    for value, _, encoding, language in sorted(ranked, reverse=True):
        if high and (value - plain) / high >= least and decodes(data, encoding):
            reason = f"{note}it is not UTF-8, and read as {encoding} its text looks like {language}"
            return Choice(encoding=encoding, reason=reason, sure=False)
    return Choice(
        encoding="utf-8",
        reason=f"{note}some bytes are no text in any encoding that was tried",
        sure=False,
        damaged=True,
    )


def _mostly_utf8(sample: bytes) -> bool:
    """Whether whole UTF-8 sequences of two bytes or more outnumber the bytes that fit none, in their bytes."""
    text = sample.decode("utf-8", "surrogateescape")
    broken = sum(1 for c in text if "\udc80" <= c <= "\udcff")
    whole = len(_HIGH.findall(sample)) - broken
    return whole > broken
