"""Daylight publishes what government does.

The way of the data, left to right; each step takes values and gives values:

    source file -> Snapshot -> RawTable -> Cleaned (table, origin, quarantine, ledger) -> CheckReport -> Release
                               Document -----------------------------------------------------------------^
    Releases -> Catalog -> pages + search documents -> Edition -> one rename makes it live

Layers, where an import may go right and never left (``pyproject.toml`` holds it as a contract):

    commands -> publish | serve | push -> site -> exports -> catalog -> release -> check
             -> clean | documents | services -> inspect -> read -> snapshot -> spec
             -> values -> issues -> errors | terms | clock | files | progress

Two promises shape every module: no row is lost on the way (see :mod:`publisher.clean`), and a site that is
live stays live whatever fails (see :mod:`publisher.publish`).
"""

__version__ = "0.1.0"
