"""``README.md`` and ``LICENCE.txt`` of the archive: what this is, on what terms, how to load it, what each field holds.

Written in each of the portal's languages that has words below, one after the other; English where none has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.check.model import Profile
from publisher.release.descriptor import home, unit
from publisher.release.model import ReleaseSource
from publisher.spec.model import DatasetSpec, Field, Portal, say
from publisher.terms import FREQUENCIES, LICENCES

_GUARD = {
    "en": (
        "The CSV is UTF-8, its cells are separated by commas, its lines end in CR LF, and an empty cell is a missing "
        "value. A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab "
        "or a line break, has an apostrophe before it: take that away to have the text as it was. Numbers and dates "
        "are never changed. The Parquet and JSON Lines files hold every text exactly."
    ),
    "zh": (
        "CSV 采用 UTF-8 编码，以逗号分隔，行尾为 CR LF，空单元格表示缺失值。以 `=`、`+`、`-`、`@`、制表符或换行符开头、"
        "可能被电子表格当作公式的文本，前面加有一个撇号；去掉撇号即为原文。数字和日期从不改动。"
        "Parquet 和 JSON Lines 文件保留每个文本的原样。"
    ),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "publisher": "Publisher",
        "department": "Department",
        "contact": "Contact",
        "licence": "Licence",
        "frequency": "Renewed",
        "version": "Version",
        "released": "Released",
        "rows": "Rows",
        "page": "Page",
        "files": "What is in this archive",
        "data": "the data",
        "descriptor": "the same description for programs (Data Package 2)",
        "terms": "the terms of use",
        "load": "How to load it",
        "fields": "Fields",
        "columns": "Field|Title|Type|Unit|Description|Missing|Distinct",
        "sources": "Made from",
        "bytes": "bytes",
    },
    "zh": {
        "publisher": "发布者",
        "department": "部门",
        "contact": "联系方式",
        "licence": "许可协议",
        "frequency": "更新频率",
        "version": "版本",
        "released": "发布日期",
        "rows": "行数",
        "page": "页面",
        "files": "压缩包内容",
        "data": "数据",
        "descriptor": "供程序读取的说明（Data Package 2）",
        "terms": "使用条款",
        "load": "如何读取",
        "fields": "字段",
        "columns": "字段|名称|类型|单位|说明|缺失|不同值",
        "sources": "来源文件",
        "bytes": "字节",
    },
}
FREQUENCIES_ZH = {
    "daily": "每日",
    "weekly": "每周",
    "monthly": "每月",
    "quarterly": "每季度",
    "biannual": "每半年",
    "annual": "每年",
    "irregular": "不定期",
    "never": "不再更新",
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a release's README tells beside its spec."""

    version: str
    released_on: dt.date
    rows: int
    profiles: tuple[Profile, ...]
    sources: tuple[ReleaseSource, ...]


def readme(spec: DatasetSpec, portal: Portal, facts: Facts) -> str:
    """The README in all languages, Markdown."""
    spoken = [language for language in portal.languages if language in _WORDS] or ["en"]
    return "\n---\n\n".join(_one(spec, portal, facts, language) for language in spoken)


def licence_text(spec: DatasetSpec) -> str:
    """The licence's name and where its terms are."""
    licence = LICENCES[spec.licence]
    return f"{licence.title}\n{licence.url}\nSPDX-License-Identifier: {licence.spdx}\n"


def dictionary(spec: DatasetSpec, portal: Portal, profiles: Sequence[Profile]) -> list[list[str | None]]:
    """One line a field after a header: name, titles, type, unit, descriptions, missing, distinct."""
    languages = portal.languages
    known = {profile.field: profile for profile in profiles}
    header = ["name", *(f"title ({one})" for one in languages), "type", "unit"]
    header += [*(f"description ({one})" for one in languages), "missing", "distinct"]
    lines: list[list[str | None]] = [list(header)]
    for field in spec.fields:
        titles = [field.title.get(language) for language in languages]
        descriptions = [field.description.get(language) for language in languages]
        counts = [str(known[field.name].missing), str(known[field.name].distinct)]
        lines.append([field.name, *titles, field.type, unit(field) or None, *descriptions, *counts])
    return lines


def _one(spec: DatasetSpec, portal: Portal, facts: Facts, language: str) -> str:
    words = _WORDS[language]
    lines = [f"# {_flat(say(spec.title, language))}", ""]
    for text in (spec.summary, spec.description):
        if said := say(text, language):
            lines += [said, ""]
    colon = "：" if language == "zh" else ": "
    lines += [f"- {words[name]}{colon}{value}" for name, value in _facts(spec, portal, facts, language) if value]
    if notice := say(portal.notice, language):
        lines += ["", f"> {_flat(notice)}"]
    lines += ["", f"## {words['files']}", ""]
    lines += [f"- `{spec.id}.csv`{colon}{words['data']}", f"- `datapackage.json`{colon}{words['descriptor']}"]
    lines += [f"- `LICENCE.txt`{colon}{words['terms']}", "", _GUARD[language], ""]
    lines += [f"## {words['load']}", "", *_loading(spec), ""]
    lines += [f"## {words['fields']}", "", *_table(spec, facts, language), ""]
    lines += [f"## {words['sources']}", ""]
    lines += [f"- {_flat(one.name)} ({one.size} {words['bytes']}, SHA-256 `{one.sha256}`)" for one in facts.sources]
    return "\n".join(lines) + "\n"


def _facts(spec: DatasetSpec, portal: Portal, facts: Facts, language: str) -> list[tuple[str, str]]:
    department = portal.departments.get(spec.department)
    contact = department.contact if department and department.contact.email else portal.contact
    licence = LICENCES[spec.licence]
    frequency = FREQUENCIES[spec.frequency].title
    return [
        ("publisher", say(portal.publisher, language)),
        ("department", say(department.name, language) if department else ""),
        ("contact", " ".join(part for part in (say(contact.name, language), contact.email, contact.phone) if part)),
        ("licence", f"{licence.title} <{licence.url}>"),
        ("frequency", FREQUENCIES_ZH[spec.frequency] if language == "zh" else frequency),
        ("version", facts.version),
        ("released", facts.released_on.isoformat()),
        ("rows", str(facts.rows)),
        ("page", home(spec, portal)),
    ]


def _loading(spec: DatasetSpec) -> list[str]:
    """Commands for pandas, DuckDB and R; text-like fields are named so that no leading zero is lost."""
    texts = [field.name for field in spec.fields if field.type in {"identifier", "period"} and not field.separator]
    dates = [field.name for field in spec.fields if field.type in {"date", "datetime"}]
    typed = f", dtype={dict.fromkeys(texts, 'string')}" if texts else ""
    parsed = f", parse_dates={dates}" if dates else ""
    duck = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in texts) + "}"
    r = ", ".join(f'"{name}" = "c"' for name in texts)
    return [
        "```python",
        "import pandas",
        f'data = pandas.read_csv("{spec.id}.csv"{typed}{parsed})',
        "```",
        "```sql",
        f"FROM read_csv('{spec.id}.csv'" + (f", types = {duck});" if texts else ");"),
        "```",
        "```r",
        f'data <- readr::read_csv("{spec.id}.csv"' + (f", col_types = readr::cols({r}))" if texts else ")"),
        "```",
    ]


def _table(spec: DatasetSpec, facts: Facts, language: str) -> list[str]:
    known = {profile.field: profile for profile in facts.profiles}
    header = _WORDS[language]["columns"].split("|")
    lines = [header, ["---"] * len(header)]
    lines += [_line(field, known[field.name], language) for field in spec.fields]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _line(field: Field, profile: Profile, language: str) -> list[str]:
    texts = [f"`{field.name}`", say(field.title, language), field.type, unit(field), say(field.description, language)]
    return [*(_flat(text).replace("|", "\\|") for text in texts), str(profile.missing), str(profile.distinct)]


def _flat(text: str) -> str:
    return " ".join(text.split())
