"""The quality page of one dataset: where each record went, what was found, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.catalog.model import DatasetEntry
from publisher.check.model import AssertionResult, IssueSummary
from publisher.clean.model import Account
from publisher.issues import KINDS, Issue
from publisher.site.contexts.dataset import Download, download
from publisher.site.frame import Frame, Link, Said, Site, english
from publisher.site.rows import field_title
from publisher.site.words import Words

_LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """The ledger of one file and sheet. ``drops``: what the dropped records were, in words."""

    file: str
    sheet: str
    read: str
    published: str
    held: str
    duplicates: str
    dropped: str
    drops: str
    balanced: bool


@dataclass(frozen=True, kw_only=True)
class Example:
    """One finding: where it stands in the source, and the text found there. Empty: not known."""

    file: str
    sheet: str
    position: str
    column: str
    text: str | None
    note: Said


@dataclass(frozen=True, kw_only=True)
class Finding:
    """All issues of one kind and field."""

    severity: str
    severity_title: str
    title: str
    sentence: str
    advice: str
    field: Said
    total: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One declared threshold and how it came out."""

    name: str
    wanted: str
    measured: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class QualityPage:
    """``/datasets/<id>/quality/``. ``total`` is the ledger over all files."""

    TEMPLATE: ClassVar[str] = "quality.html"
    frame: Frame
    dataset: Link
    kept: Said
    accounts: tuple[AccountRow, ...]
    total: AccountRow
    rows_out: str
    findings: tuple[Finding, ...]
    promises: tuple[Promise, ...]
    held: tuple[Download, ...]
    sources: tuple[tuple[str, str, str], ...]


def quality(site: Site, entry: DatasetEntry) -> QualityPage:
    spec, release, words = entry.spec, entry.release, site.words
    title = site.said(spec.title)
    return QualityPage(
        frame=site.frame(
            f"/datasets/{spec.id}/quality/",
            title=words.gettext("Quality of: %(title)s") % {"title": title.text},
            description=words.gettext("Where each record went, what was found, and what was checked."),
            section="/datasets/",
        ),
        dataset=Link(label=title, href=site.href(f"/datasets/{spec.id}/")),
        kept=english(words, entry.kept or ""),
        accounts=tuple(_account(words, account) for account in release.ledger.accounts),
        total=_account(words, _total(entry)),
        rows_out=words.number(release.ledger.rows_out),
        findings=tuple(_finding(site, entry, summary) for summary in release.report.issues),
        promises=tuple(_promise(site, entry, result) for result in release.report.assertions),
        held=tuple(
            download(site, entry, file)
            for file in release.files
            if file.role in ("quarantine", "origin", "repairs") and file.size
        ),
        sources=tuple((source.name, words.size(source.size), source.sha256) for source in release.sources),
    )


def _total(entry: DatasetEntry) -> Account:
    ledger = entry.release.ledger
    columns = ("read", "counted", "published", "quarantined", "duplicates", "dropped")
    drops: dict[str, int] = {}
    for account in ledger.accounts:
        for reason, count in account.drops.items():
            drops[reason] = drops.get(reason, 0) + count
    return Account(file="", sheet=None, drops=drops, **{column: ledger.total(column) for column in columns})


def _account(words: Words, account: Account) -> AccountRow:
    drops = [_drop(words, reason, count) for reason, count in account.drops.items() if count]
    return AccountRow(
        file=account.file,
        sheet=account.sheet or "",
        read=words.number(account.read),
        published=words.number(account.published),
        held=words.number(account.quarantined),
        duplicates=words.number(account.duplicates),
        dropped=words.number(account.dropped),
        drops=words.join(drops),
        balanced=account.balanced,
    )


def _drop(words: Words, reason: str, count: int) -> str:
    messages = {
        "title": words.ngettext("%(num)s title line", "%(num)s title lines", count),
        "header": words.ngettext("%(num)s header line", "%(num)s header lines", count),
        "blank": words.ngettext("%(num)s blank line", "%(num)s blank lines", count),
        "footer": words.ngettext("%(num)s footer line", "%(num)s footer lines", count),
        "other-table": words.ngettext("%(num)s line of another table", "%(num)s lines of another table", count),
        "no-value": words.ngettext("%(num)s line without a value", "%(num)s lines without a value", count),
        "skipped": words.ngettext("%(num)s skipped as declared", "%(num)s skipped as declared", count),
    }
    return messages.get(reason, f"%(num)s {reason}") % {"num": words.number(count)}


def _finding(site: Site, entry: DatasetEntry, summary: IssueSummary) -> Finding:
    words, kind = site.words, KINDS[summary.code]
    severities = {
        "error": words.gettext("error"),
        "warning": words.gettext("warning"),
        "info": words.gettext("note"),
    }
    fields = {field.name: field_title(site, field) for field in entry.spec.fields}
    field = Said(text="") if summary.field is None else fields.get(summary.field, Said(text=summary.field))
    return Finding(
        severity=kind.severity,
        severity_title=severities[kind.severity],
        title=words.gettext(kind.title),
        sentence=words.gettext(kind.sentence),
        advice=words.gettext(kind.advice),
        field=field,
        total=words.ngettext("%(num)s time", "%(num)s times", summary.total) % {"num": words.number(summary.total)},
        examples=tuple(_example(words, issue) for issue in summary.examples),
    )


def _example(words: Words, issue: Issue) -> Example:
    position = ""
    if issue.record is not None:
        position = words.gettext("record %(number)s") % {"number": words.number(issue.record)}
    elif issue.line is not None:
        position = words.gettext("line %(number)s") % {"number": words.number(issue.line)}
    return Example(
        file=issue.file,
        sheet=issue.sheet or "",
        position=position,
        column=issue.column or "",
        text=None if issue.text is None else _short(issue.text),
        note=english(words, issue.note),
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _promise(site: Site, entry: DatasetEntry, result: AssertionResult) -> Promise:
    words = site.words
    titles = {
        "ledger": words.gettext("No record is lost"),
        "rows": words.gettext("Rows in the release"),
        "min.rows": words.gettext("Fewest rows"),
        "max.rows": words.gettext("Most rows"),
        "max.removed": words.gettext("Largest share of rows removed"),
        "max.held": words.gettext("Largest share of records held back"),
    }
    measured = {"no rows": words.gettext("no rows"), "no earlier release": words.gettext("no earlier release")}
    title = titles.get(result.name, result.name)
    if result.name.startswith("min.filled."):
        name = result.name.removeprefix("min.filled.")
        found = {field.name: field_title(site, field).text for field in entry.spec.fields}
        title = words.gettext("Least share filled: %(field)s") % {"field": found.get(name, name)}
    return Promise(
        name=title,
        wanted=_law(words) if result.name == "ledger" else result.wanted,
        measured=measured.get(result.measured, result.measured),
        holds=result.holds,
    )


def _law(words: Words) -> str:
    return words.gettext("read = published + held back + duplicates + dropped, and both counts agree")
