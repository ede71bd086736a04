"""The `[figure]` table of an exercise file, read strictly: a key that nobody knows is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from programmes.figures.figure import Arrow, Figure, KeyPose, Loop, Side, Thing
from programmes.figures.kit import LINKS, WORN
from programmes.figures.props import STANDING
from programmes.figures.skeleton import (
    Angles,
    FigureError,
    Point,
    View,
    joints,
)

Table = Mapping[str, object]

FIGURE_KEYS = {
    "view", "loop", "starts", "beats", "anchor", "at", "hold", "dot", "bun", "props", "worn", "links",
    "arrow",
    "description", "poses", "barefoot",
}  # fmt: skip
POSE_KEYS = {
    "torso", "pelvis", "head", "near", "far", "near_foot", "far_foot", "arms", "far_arm", "at", "hold",
    "near_tilt", "far_tilt",
}  # fmt: skip
VIEWS, LOOPS, STARTS, SIDES = (
    ("side", "front"),
    ("there_and_back", "one_way", "round", "hold"),
    ("lower", "lift"),
    ("near", "far"),
)
HELD = tuple(f"{side} {part}" for side in SIDES for part in ("foot", "ankle", "toe", "heel", "hand"))
PARTS = frozenset(joints(Angles(*[0.0] * 13), "side"))


def figure_from(table: Table, *, title: str, beats: tuple[float, float, float]) -> Figure:
    """The figure that a `[figure]` table describes, or FigureError naming the wrong key."""
    _known(table, FIGURE_KEYS, "figure")
    view = cast(View, _one_of(table.get("view", "side"), VIEWS, "view"))
    anchor = _one_of(table.get("anchor", "near foot"), PARTS, "anchor")
    if "beats" in table:
        there, held, back = _numbers(table["beats"], 3, "beats")
        beats = (there, held, back)
    elif _one_of(table.get("starts", "lower"), STARTS, "starts") == "lift":
        beats = (beats[2], beats[1], beats[0])
    loop = cast(Loop, _one_of(table.get("loop", "there_and_back"), LOOPS, "loop"))
    rows = table.get("poses")
    least = 1 if loop == "hold" else 2
    if not isinstance(rows, list) or not least <= len(rows) <= 4:
        raise FigureError(f"poses: expected {least} to 4 tables")
    return Figure(
        title=title,
        description=_words(table.get("description"), "description"),
        view=view,
        anchor=anchor,
        poses=tuple(_pose(row, table, view, anchor) for row in rows),
        loop=loop,
        beats=beats,
        dot=cast(Side, _one_of(table.get("dot", "near"), SIDES, "dot")),
        bun=table.get("bun", True) is True,
        standing=tuple(_thing(row, STANDING, "props") for row in _list(table, "props")),
        worn=tuple(_thing(row, WORN, "worn") for row in _list(table, "worn")),
        links=tuple(_thing(row, LINKS, "links") for row in _list(table, "links")),
        arrow=_arrow(table.get("arrow")),
        barefoot=table.get("barefoot") is True,
    )


def _pose(row: object, table: Table, view: View, anchor: str) -> KeyPose:
    if not isinstance(row, Mapping):
        raise FigureError("poses: expected a table of angles")
    _known(row, POSE_KEYS, "poses")
    front = view == "front"
    torso = _number(row.get("torso"), "torso")
    pelvis = _number(row.get("pelvis", torso - 180.0), "pelvis")
    # A person who leans keeps the eyes up: the head follows a lean of the trunk by half.
    leaning = abs(torso - 180.0) < 60.0 and not front
    head = _number(row.get("head", 180.0 + (torso - 180.0) * 0.5 if leaning else torso), "head")
    held = {**_places(table.get("hold")), **_places(row.get("hold"))}
    near, far = _numbers(row.get("near"), 2, "near"), _numbers(row.get("far"), 2, "far")
    arms = _numbers(row.get("arms"), 2, "arms")
    other = [-a for a in arms] if front else [arms[0] + 5.0, arms[1] + 4.0]
    far_arm = _numbers(row.get("far_arm", other), 2, "far_arm")
    feet = []
    for side, shin in (("near", near[1]), ("far", far[1])):
        planted = anchor.startswith(f"{side} ") or any(
            part.startswith(f"{side} ") for part in held if "hand" not in part
        )
        flat = 0.0 if front else 90.0
        resting = flat if planted else shin + (0.0 if front else 90.0)
        feet.append(_number(row.get(f"{side}_foot", resting), f"{side}_foot"))
    tilts = [_numbers(row.get(key, [0, 0]), 2, key) for key in ("near_tilt", "far_tilt")]
    if not front and any(tilt for pair in tilts for tilt in pair):
        raise FigureError("near_tilt, far_tilt: only somebody who is seen from the front tilts towards us")
    return KeyPose(
        Angles._make([torso, pelvis, head, *near, feet[0], *far, feet[1], *arms, *far_arm, *tilts[0], *tilts[1]]),
        _point(row.get("at", table.get("at")), "at"),
        tuple(held.items()),
    )


def _thing(row: object, kinds: Iterable[str], key: str) -> Thing:
    if not isinstance(row, Mapping):
        raise FigureError(f"{key}: expected a table")
    kind = _one_of(row.get("kind"), kinds, f"{key}.kind")
    on = str(row.get("on", ""))
    if key == "worn":
        limbs = ("thigh", "shin", "foot", "upper-arm", "forearm")
        _one_of(on, ("torso", *(f"{s} {limb}" for s in SIDES for limb in limbs)), "worn.on")
    ends: list[str | Point] = []
    if key == "links":
        for name in ("from", "to"):
            end = row.get(name)
            ends.append(_one_of(end, PARTS, f"links.{name}") if isinstance(end, str) else _point(end, f"links.{name}"))
    measures = {
        str(name): _number(value, f"{key}.{name}")
        for name, value in row.items()
        if name not in ("kind", "on", "from", "to", "front")
    }
    if key == "props":
        try:
            STANDING[kind](measures)
        except KeyError as missing:
            raise FigureError(f"props.{kind}: needs a number for {missing.args[0]}") from missing
    return Thing(kind, on, measures, tuple(ends), row.get("front") is True)


def _arrow(row: object) -> Arrow | None:
    if row is None:
        return None
    if not isinstance(row, Mapping):
        raise FigureError("arrow: expected a table")
    _known(row, {"of", "shift", "bow"}, "arrow")
    return Arrow(
        _one_of(row.get("of"), PARTS, "arrow.of"),
        _point(row.get("shift", [0, 0]), "arrow.shift"),
        _number(row.get("bow", 0.0), "arrow.bow"),
    )


def _places(value: object) -> dict[str, Point]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise FigureError("hold: expected a table of places")
    return {_one_of(part, HELD, "hold"): _point(place, f"hold.{part}") for part, place in value.items()}


def _known(table: Mapping[str, object], keys: set[str], where: str) -> None:
    strange = sorted(set(table) - keys)
    if strange:
        raise FigureError(f"{where}: unknown key {strange[0]!r}")


def _one_of(value: object, choices: Iterable[str], key: str) -> str:
    allowed = tuple(choices)
    if not isinstance(value, str) or value not in allowed:
        raise FigureError(f"{key}: {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _words(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FigureError(f"{key}: expected words")
    return value.strip()


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FigureError(f"{key}: expected a number, not {value!r}")
    return float(value)


def _numbers(value: object, count: int, key: str) -> list[float]:
    if not isinstance(value, list) or len(value) != count:
        raise FigureError(f"{key}: expected {count} numbers")
    return [_number(item, key) for item in value]


def _point(value: object, key: str) -> Point:
    return Point(*_numbers(value, 2, key))


def _list(table: Table, key: str) -> list[object]:
    rows = table.get(key, [])
    if not isinstance(rows, list):
        raise FigureError(f"{key}: expected a list")
    return rows
