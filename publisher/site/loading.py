"""How to load a dataset elsewhere, and how to cite it. The snippets are code: they are the same in each language."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.catalog.model import DatasetEntry
from publisher.site.frame import Site
from publisher.terms import LICENCES


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """Code for one program, ready to paste."""

    program: str
    code: str


def snippets(site: Site, entry: DatasetEntry) -> tuple[Snippet, ...]:
    """Loading the current Parquet file; Arrow types keep decimals exact and leading zeros where they are."""
    name = f"{entry.spec.id}.parquet"
    address = site.address(f"/data/{entry.spec.id}/{name}")
    return (
        Snippet(
            program="Python, pandas",
            code=(
                "import pandas as pd\n\n"
                f'address = "{address}"\n'
                'data = pd.read_parquet(address, dtype_backend="pyarrow")'
            ),
        ),
        Snippet(program="DuckDB", code=f"SELECT *\nFROM read_parquet('{address}')\nLIMIT 20;"),
        Snippet(
            program="R, arrow",
            code=(
                f'address <- "{address}"\n'
                f'download.file(address, "{name}", mode = "wb")\n'
                f'data <- arrow::read_parquet("{name}")'
            ),
        ),
    )


def citation(site: Site, entry: DatasetEntry) -> str:
    """Who, when, what, which version, where: one line of text that names an address that will not change."""
    spec, release = entry.spec, entry.release
    department = site.said(site.portal.departments[spec.department].name).text
    licence = LICENCES[spec.licence].spdx if spec.licence in LICENCES else spec.licence
    return site.words.gettext(
        "%(publisher)s, %(department)s (%(year)s). %(title)s. Version %(version)s. %(address)s. Licence %(licence)s."
    ) % {
        "publisher": site.said(site.portal.publisher).text,
        "department": department,
        "year": release.released_on[:4],
        "title": site.said(spec.title).text,
        "version": release.version,
        "address": site.address(site.href(f"/datasets/{spec.id}/")),
        "licence": licence,
    }
