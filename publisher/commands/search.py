"""``daylight search QUERY``: the published index, from the command line, with the hits the page gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from publisher.errors import UsageError
from publisher.files import to_json

if TYPE_CHECKING:
    from search_index import Hit, Results, SearchIndex


@click.command("search", short_help="Search a published index.")
@click.argument("query")
@click.option("--index", "place", metavar="DIR|URL", help="The index; default: the published one of this project.")
@click.option("--kind", metavar="K", multiple=True, help="Only this kind; may be given more than once.")
@click.option("--department", metavar="D", multiple=True, help="Only this department; may be given more than once.")
@click.option("--from", "since", metavar="DATE", help="Only from this day, month or year on.")
@click.option("--to", "until", metavar="DATE", help="Only up to this day, month or year.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best match first, or newest.",
)
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=20, show_default=True, help="Hits to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    query: str,
    place: str | None,
    kind: tuple[str, ...],
    department: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Literal["relevance", "date"],
    limit: int,
    as_json: bool,
) -> None:
    """Search the published index for QUERY.

    All words must be found, in any of their forms; Chinese characters side by side are a phrase. "Quoted words" are
    found as written, OR gives a choice, -word leaves out, (groups) bind, word* begins so. Fields: title: department:
    kind: number: from: to:. A query that begins with - goes after --.

    Exit code: 0 searched, whatever was found; 2 wrong usage or there is no index.

    \b
    Examples:
      daylight search 'road repairs'
      daylight search '"public hearing" -budget' --from 2016-10 --sort date
      daylight search 国发〔2016〕55号 --json
      daylight search 网站 --index https://data.example.org/search/index/
    """
    from search_index import SearchError
    from search_index.dates import period

    for option, text in (("--from", since), ("--to", until)):
        if text is not None and period(text) is None:
            raise UsageError(f"{option}: `{text}` is no date", remedy="Write 2016, 2016-10, 2016-10-08 or 2016年10月.")

    try:
        results = _open(place).search(
            query, kind=kind or None, department=department or None, since=since, until=until, sort=sort, limit=limit
        )
    except SearchError as error:
        raise UsageError(
            str(error), remedy="Publish the portal, make an index with daylight index, or name one with --index."
        ) from error
    if as_json:
        click.echo(to_json(as_document(results)), nl=False)
    else:
        _show(results)


def _open(place: str | None) -> SearchIndex:
    import search_index

    where: str | Path
    if place is not None:
        where = place
    else:
        from publisher.spec.find import find_project

        where = find_project() / "public" / "search" / "index"
    return search_index.open(where)


def as_document(results: Results) -> dict[str, Any]:
    """The results as programs get them: {total, exact, hits: [{id, kind, title, url, date, score, tier}]}."""
    return {"total": results.total, "exact": results.exact, "hits": [_fields(hit) for hit in results.hits]}


def _fields(hit: Hit) -> dict[str, Any]:
    names = ("id", "kind", "title", "url", "date", "score", "tier")
    return {name: getattr(hit, name) for name in names}


def _show(results: Results) -> None:
    for note in results.notes:
        click.echo(f"Note: {note.text}")
    click.echo("1 result" if results.total == 1 else f"{results.total:,} results")
    for hit in results.hits:
        about = " · ".join(part for part in (hit.date, hit.kind, hit.department, hit.url) if part)
        click.echo(f"\n{_marked(hit.title, hit.title_marks)}")
        click.echo(f"  {about}{'' if hit.tier == 'exact' else f' ({hit.tier})'}")
        if hit.snippet.text:
            click.echo(f"  {_marked(hit.snippet.text, hit.snippet.marks)}")
    hidden = results.total - len(results.hits)
    if results.hits and hidden > 0:
        click.echo(f"\n{hidden:,} more; show them with --limit")


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The text with its matches in bold, where the terminal can."""
    parts, last = [], 0
    for begin, end in marks:
        parts += [text[last:begin], click.style(text[begin:end], bold=True)]
        last = end
    return "".join([*parts, text[last:]])
