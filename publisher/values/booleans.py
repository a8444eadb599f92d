"""Yes and no, as departments write them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.rule import Rule
from publisher.values.text import Texts, fold

# English, Chinese, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Czech, Slovak, Hungarian, Scandinavian,
# Finnish, Estonian, Baltic, Romanian, Bulgarian, Croatian, Greek; letters and digits where unambiguous.
TRUE: tuple[str, ...] = (
    "true", "yes", "y", "t", "1", "是", "真", "ja", "wahr", "oui", "vrai", "sí", "si", "verdadero", "sì", "vero",
    "waar", "sim", "verdadeiro", "tak", "prawda", "ano", "áno", "igen", "kyllä", "jah", "taip", "jā", "da", "да", "ναι",
)  # fmt: skip
FALSE: tuple[str, ...] = (
    "false", "no", "n", "f", "0", "否", "假", "nein", "falsch", "non", "faux", "falso", "nee", "onwaar", "não", "nao",
    "nie", "fałsz", "ne", "nem", "nej", "ei", "nē", "nu", "не", "όχι",
)  # fmt: skip


def parse_boolean(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as booleans, whatever their case. A side with declared words has only those."""
    true, false = words(rule)
    lower = pc.utf8_lower(texts)
    yes, no = (pc.is_in(lower, value_set=_lowered(side)) for side in (true, false))
    return pc.if_else(yes, True, pc.if_else(no, False, pa.scalar(None, pa.bool_())))


def words(rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What means true and what means false; a built-in word that the other side declares is not a word of this one."""
    declared_true, declared_false = ({word.casefold() for word in side} for side in (rule.true, rule.false))
    true = rule.true or tuple(word for word in TRUE if word not in declared_false)
    false = rule.false or tuple(word for word in FALSE if word not in declared_true)
    return true, false


def _lowered(side: tuple[str, ...]) -> Texts:
    return pc.utf8_lower(fold(pa.array(side, pa.string())))
