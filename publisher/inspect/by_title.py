"""What a column's title adds to its type: postcodes are no numbers, and coordinates are more than numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.inspect.options import Options
from publisher.values.detect import Candidate

# Digits that are a name: never added up, and a leading zero may already be lost.
_CODE_TITLE = re.compile(
    r"post(?:al)?[ _-]?(?:code|leitzahl|nummer)|zip|\bplz\b|code postal|\bcap\b|\bcep\b|\bc\.?p\.?f\b|\bcuit\b|phone|"
    r"telefon|\bfax\b|邮编|邮政编码|郵遞區號|电话|電話|身份证|统一社会信用代码|統一編號|\bcpv\b",
    re.IGNORECASE,
)
_LATITUDE = re.compile(r"(?:geo[ _-]?)?lat(?:itude?)?(?:[ _-]?\(?(?:deg|wgs ?84)\)?)?|纬度|緯度", re.IGNORECASE)
_LONGITUDE = re.compile(
    r"(?:geo[ _-]?)?(?:lon|lng|long)(?:gitude?)?(?:[ _-]?\(?(?:deg|wgs ?84)\)?)?|经度|經度", re.IGNORECASE
)


def by_title(options: Options, way: Candidate) -> Candidate:
    """What a title adds: postcodes are no numbers, and coordinates are more than numbers."""
    title = options.column.title.strip()
    if way.type == "integer" and _CODE_TITLE.search(title):
        return replace(options.whole[-1], type="identifier", missing=way.missing)
    if way.type in {"number", "integer"}:
        for pattern, type_ in ((_LATITUDE, "latitude"), (_LONGITUDE, "longitude")):
            if pattern.fullmatch(title):
                degrees = replace(way, type=type_)  # type: ignore[arg-type]
                if options.left(degrees) == options.left(way):
                    return degrees
    return way
