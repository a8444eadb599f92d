"""How text becomes something to be found: folding, units, tokens, stems and document numbers.

Both readers and the builder go the same way, and other packages may use it too. Nothing of ours is imported.

    fold     NFC, then for each character NFKC, case folding, traditional to simplified Chinese
    units    the folded text as Han characters, words and runs of punctuation; white space is nothing
    tokens   overlapping pairs of Han characters, words whole, document numbers in one spelling
"""

from __future__ import annotations

from search_index.analysis.folding import Folding, default_folding, fold
from search_index.analysis.numbers import document_number, document_numbers, number_key
from search_index.analysis.stemming import stem
from search_index.analysis.tokens import Token, tokens, unit_tokens
from search_index.analysis.units import HAN, PUNCTUATION, WORD, Unit, units

__all__ = [
    "HAN",
    "PUNCTUATION",
    "WORD",
    "Folding",
    "Token",
    "Unit",
    "default_folding",
    "document_number",
    "document_numbers",
    "fold",
    "number_key",
    "stem",
    "tokens",
    "unit_tokens",
    "units",
]
