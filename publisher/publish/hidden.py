"""What a workbook hides and a dataset would publish: held back unless its source says why it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.clean.model import Cleaned
from publisher.errors import CheckError, Place
from publisher.issues import Issue
from publisher.read import unseen_in
from publisher.snapshot import Snapshot
from publisher.spec.model import DatasetSpec, Source

_WORDS = {
    "hidden-sheet": "the sheet is hidden",
    "hidden-rows": "the sheet hides rows with values",
    "hidden-columns": "the sheet hides columns with values",
    "hidden-text": "the sheet has values that are not seen",
}


def refuse_hidden(
    spec: DatasetSpec, by_source: Sequence[tuple[Source, Sequence[Snapshot]]], cleaned: Cleaned
) -> tuple[Issue, ...]:
    """What the source files hold unseen; what is hidden in the sheets that records are published from, with the reason
    that ``hidden:`` gives.

    Raises CheckError for the first of a source that gives none.
    """
    accounts = [account for account in cleaned.ledger.accounts if account.published]
    sheets = {(account.file, account.sheet) for account in accounts} | {(account.file, None) for account in accounts}
    found = []
    for index, (source, snapshots) in enumerate(by_source):
        for issue in _of_source(snapshots, cleaned):
            # Of a page or a paper, unlike a workbook, what is not seen is no record as a rule.
            own = issue.code in _WORDS and (issue.code != "hidden-text" or issue.sheet is not None)
            if not own:
                found.append(issue)
            elif (issue.file, issue.sheet) in sheets:
                if source.hidden is None:
                    raise _refusal(issue, spec, index)
                found.append(replace(issue, note="; ".join(part for part in (issue.note, source.hidden) if part)))
    return tuple(issue for issue in found if issue.code != "hidden-sheet")  # reading told of it


def _of_source(snapshots: Sequence[Snapshot], cleaned: Cleaned) -> Iterator[Issue]:
    """The hidden sheets that were read from some files, and what else the files hold unseen that asks for a look."""
    for snapshot in snapshots:
        yield from (
            issue
            for issue in cleaned.issues
            if issue.code == "hidden-sheet" and issue.file.partition("!")[0] == snapshot.name
        )
        yield from (issue for issue in unseen_in(snapshot) if issue.kind.severity == "warning")


def _refusal(issue: Issue, spec: DatasetSpec, source: int) -> CheckError:
    more = ", ".join(part for part in (f"{issue.count} of them" if issue.count > 1 else "", issue.note) if part)
    line = spec.lines.get(f"sources.{source}")
    return CheckError(
        f"{_WORDS[issue.code]}, which would be published" + (f" ({more})" if more else ""),
        place=Place(file=issue.file, sheet=issue.sheet),
        remedy="Look what they hold, and ask for the file without what is not meant. If all is meant to be public, "
        f"write hidden: and the reason under its source in {spec.path}{f':{line}' if line else ''}.",
    )
