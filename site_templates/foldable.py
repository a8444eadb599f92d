"""Writes ``scripts/search/foldable.ts``: which characters the folding table changes, so that few queries fetch it.

A plain script (``python site_templates/foldable.py``), run when OpenCC's or Unicode's tables change; a test holds the
written file to what it would write.
"""

from __future__ import annotations

import base64
from pathlib import Path

from search_index.analysis import Folding, default_folding
from search_index.analysis.folding import HAN_BLOCKS
from search_index.codec import deflate, pack_list
from search_index.foldfile import encode_folding
from search_index.volumes import named

OUT = Path(__file__).resolve().parent / "scripts" / "search" / "foldable.ts"

_TEXT = """\
/** Which characters the folding table changes. Written by site_templates/foldable.py; do not edit. */
import {{ Integers, fromBase64, inflate }} from "./bytes";

/** The table this is of, as a file of an index. */
export const FOLD_NAME = "{name}";

/** Code points in order, as differences, deflated. */
const CHANGED =
  "{data}";

/** Every character that folds otherwise with the table than without. */
export async function changedCharacters(): Promise<ReadonlySet<string>> {{
  const steps = new Integers(await inflate(fromBase64(CHANGED)));
  let code = 0;
  return new Set(steps.take({count}).map((step) => String.fromCodePoint((code += step))));
}}
"""


def changed_characters(folding: Folding) -> list[int]:
    """Code points that fold otherwise than by lower case and compatibility alone, as a browser does it."""
    plain = Folding(traditional={}, cases=dict.fromkeys("ßẞ", "ss"))
    codes = (code for code in range(0x80, HAN_BLOCKS[-1][1]) if not 0xD800 <= code < 0xE000)
    return [code for code in codes if plain.character(chr(code)) != folding.character(chr(code))]


def module() -> str:
    """The text of the module."""
    folding = default_folding()
    codes = changed_characters(folding)
    steps = [code - last for code, last in zip(codes, [0, *codes], strict=False)]
    data = base64.b64encode(deflate(pack_list(steps), 9)).decode()
    return _TEXT.format(name=named("fold", encode_folding(folding), ".bin"), data=data, count=len(codes))


if __name__ == "__main__":
    OUT.write_text(module(), encoding="utf-8")
