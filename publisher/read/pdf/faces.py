"""The rules of one frame, the faces between them, and which faces are one cell: those with no rule between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from publisher.read.pdf.collapse import Span
from publisher.read.pdf.page import Rule

MOST_RULES = 1_500  # each way, after those on one line are one
_NEAR = 3.0  # points: rules that are nearer are one, double lines too
_SHARE = 0.6  # of a face's side that a rule must cover to divide
_OPEN = 10.0  # how far rules may reach beyond the last rule across them before the frame is open there
_ODD = 0.2  # of the faces may be in cells that are no rectangles


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch, as one; double lines too."""
    found: list[Rule] = []
    for cluster in _clusters(sorted(rules, key=lambda one: one.at)):
        at = sum(rule.at for rule in cluster) / len(cluster)
        rules = sorted(cluster, key=lambda one: one.low)
        low, high = rules[0].low, rules[0].high
        for rule in rules:
            if rule.low > high + _NEAR:
                found.append(Rule(at=at, low=low, high=high))
                low, high = rule.low, rule.high
            high = max(high, rule.high)
        found.append(Rule(at=at, low=low, high=high))
    return found


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[0].at > _NEAR:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that cross or touch, directly or by others."""
    left = set(range(len(down)))
    free = set(range(len(across)))
    while free:
        rows, columns, waiting = [min(free)], list[int](), [min(free)]
        free.discard(rows[0])
        while waiting:
            rule = across[waiting.pop()]
            met = [number for number in left if _cross(rule, down[number])]
            left.difference_update(met)
            columns += met
            more = [number for number in free if any(_cross(across[number], down[one]) for one in met)]
            free.difference_update(more)
            rows += more
            waiting += more
        yield [across[number] for number in sorted(rows)], [down[number] for number in sorted(columns)]


def _cross(across: Rule, down: Rule) -> bool:
    return across.low - _NEAR <= down.at <= across.high + _NEAR and down.low - _NEAR <= across.at <= down.high + _NEAR


def places(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def ends(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """Rules where most of ``rules`` end, beyond the last of those that cross them: a frame that is open at a side."""
    low, high = min(rule.low for rule in rules), max(rule.high for rule in rules)
    foot, head = min(rule.at for rule in rules), max(rule.at for rule in rules)
    found = []
    for end, last, beyond in (
        (low, min(rule.at for rule in crossing), -1),
        (high, max(rule.at for rule in crossing), 1),
    ):
        if (end - last) * beyond > _OPEN:
            found.append(Rule(at=end, low=foot, high=head))
    return found


def cells_of(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[tuple[int, int], Span] | None:
    """For each face, the cell it is in; None where the cells are no rectangles: a drawing."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(face: tuple[int, int]) -> tuple[int, int]:
        while parent[face] != face:
            parent[face] = parent[parent[face]]
            face = parent[face]
        return face

    upright, level = _by_place(xs, down), _by_place(ys, across)
    for r, c in list(parent):
        if c + 1 < columns and not _covers(upright[c + 1], ys[r + 1], ys[r]):
            parent[root((r, c + 1))] = root((r, c))
        if r + 1 < rows and not _covers(level[r + 1], xs[c], xs[c + 1]):
            parent[root((r + 1, c))] = root((r, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for face in parent:
        groups[root(face)].append(face)
    found: dict[tuple[int, int], Span] = {}
    odd = 0
    for faces in groups.values():
        cells = _rectangle(faces)
        odd += len(faces) if len(set(cells.values())) > 1 else 0
        found.update(cells)
    return found if odd <= _ODD * len(parent) else None


def _by_place(places: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    return [[rule for rule in rules if abs(rule.at - place) <= _NEAR] for place in places]


def _covers(rules: Sequence[Rule], low: float, high: float) -> bool:
    """Whether rules on one line stand along most of a side."""
    return sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules) >= _SHARE * (high - low)


def _rectangle(faces: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Span]:
    """The faces as one cell where they are a rectangle, else each as a cell of its own."""
    rows, columns = [face[0] for face in faces], [face[1] for face in faces]
    span = (min(rows), min(columns), max(rows), max(columns))
    if (span[2] - span[0] + 1) * (span[3] - span[1] + 1) == len(faces):
        return dict.fromkeys(faces, span)
    return {face: (*face, *face) for face in faces}
