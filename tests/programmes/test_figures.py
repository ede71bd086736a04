"""Every figure shows a body that could be somebody's: limbs keep their length, feet stay where they stand."""

from __future__ import annotations

import math
import time
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from statistics import median
from typing import get_args

import pytest

from programmes.figures import Figure, FigureError, Mode, draw
from programmes.figures.limits import HUMAN_RANGE, bends
from programmes.figures.motion import Moment, moments, solve
from programmes.figures.shapes import FAR, NEAR
from programmes.figures.skeleton import (
    FLOOR,
    FOREARM,
    HAND,
    SHIN,
    SHOULDER_HEIGHT,
    THIGH,
    UPPER_ARM,
    Point,
    joints,
)
from programmes.library import ExerciseFile, load_exercises

EXERCISES = load_exercises()
MOVES = {"animate", "animateTransform"}
SVG = "{http://www.w3.org/2000/svg}"
# How far below its joint the body reaches, in units: half the thickness of the limb.
THICKNESS = {"hip": 10.0, "knee": 7.0, "elbow": 5.0, "hand": 3.3, "shoulder": 6.6, "toe": 0.0, "heel": 0.0}

# How high a bench and a chair are that name no height.
SEATS = {"bench": 52.0, "chair": 46.0}
# From the middle of what rests on the mat to its underside, in units.
UNDER = {"hip": 11.4, "shoulder": 12.0, "knee": 7.2, "elbow": 5.0}
# From the middle of the head to the top of its hair, in units.
HEAD = 14.0
MODES = get_args(Mode)

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.code)


def frames(figure: Figure) -> list[Moment]:
    """Every drawn moment, and halfway to the next as the browser draws it: each rod and the hips turned evenly."""
    way = moments(figure)
    found = [solve(figure, pose) for pose in figure.poses] + way
    for a, b in pairwise(way):
        if b.share - a.share < 0.006:
            continue
        angles = a.angles.towards(b.angles, 0.5)
        hip = Point((a.hip.x + b.hip.x) / 2, (a.hip.y + b.hip.y) / 2)
        found.append(Moment((a.share + b.share) / 2, angles, hip, joints(angles, figure.view, hip)))
    return found


def in_depth(seen: float, tilt: float) -> float:
    """The length in space of a rod that looks so long and points so many degrees out of the page."""
    return math.hypot(seen, math.tan(math.radians(tilt)) * seen)


def apart(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def surfaces(figure: Figure) -> list[float]:
    """The heights on which somebody may stand, kneel or lie in this figure."""
    tops = [FLOOR]
    for thing in figure.standing:
        if thing.kind in ("step", "box"):
            tops.append(FLOOR - thing.measures.get("h", 24))
        elif thing.kind == "mat":
            tops.append(FLOOR - 6)
        elif thing.kind in ("bench", "chair"):
            tops.append(FLOOR - thing.measures["h"] if "h" in thing.measures else FLOOR - SEATS[thing.kind])
        elif thing.kind == "cushion":
            tops.append(thing.measures.get("y", FLOOR - 6) - thing.measures.get("h", 10))
    return tops


@each_exercise
def test_limbs_keep_their_length_in_every_frame(exercise: ExerciseFile) -> None:
    for moment in frames(exercise.figure):
        spot, angles = moment.joints, moment.angles
        assert apart(spot["hip"], spot["shoulder"]) == pytest.approx(SHOULDER_HEIGHT)
        for side in ("near", "far"):
            for start, end, length, tilt in (
                ("hip", "knee", THIGH, getattr(angles, f"{side}_thigh_tilt")),
                ("knee", "ankle", SHIN, getattr(angles, f"{side}_shin_tilt")),
                ("shoulder", "elbow", UPPER_ARM, 0.0),
                ("elbow", "wrist", FOREARM, 0.0),
                ("wrist", "hand", HAND, 0.0),
            ):
                seen = apart(spot[f"{side} {start}"], spot[f"{side} {end}"])
                assert in_depth(seen, tilt) == pytest.approx(length, abs=1e-6)


def test_only_somebody_who_faces_us_tilts_a_leg() -> None:
    with pytest.raises(FigureError, match="near_tilt"):
        Figure.from_dict(stand(poses=[{**POSE, "near_tilt": [30, 0]}]), title="Stand")


def test_a_thigh_that_points_at_us_looks_short_and_is_not() -> None:
    sits = Figure.from_dict(stand(view="front", poses=[{**POSE, "near_tilt": [60, 0]}]), title="Sit")
    spot = solve(sits, sits.poses[0]).joints
    assert apart(spot["near hip"], spot["near knee"]) == pytest.approx(THIGH / 2)
    assert bends(sits.poses[0].angles, "front")["near knee"] == pytest.approx(60)


@each_exercise
def test_a_planted_foot_stays_where_it_is(exercise: ExerciseFile) -> None:
    figure = exercise.figure
    way = frames(figure)
    planted = [(part, place) for part, place in figure.poses[0].holds]
    planted = [(part, at) for part, at in planted if all(dict(pose.holds)[part] == at for pose in figure.poses)]
    if len({pose.at for pose in figure.poses}) == 1:
        planted.append((figure.anchor, figure.poses[0].at))
    for part, place in planted:
        assert all(apart(moment.joints[part], place) < 1.0 for moment in way), part
        if part.endswith(("foot", "toe")):
            stands = any(abs(place.y - top) <= 1.0 for top in surfaces(figure))
            assert stands or exercise.code in {"X22", "X31"}, f"{part} stands on nothing"


@each_exercise
def test_a_hand_that_is_held_still_touches_something(exercise: ExerciseFile) -> None:
    figure = exercise.figure
    held = dict(figure.poses[-1].holds)
    for part, place in held.items():
        if not part.endswith("hand") or any(dict(pose.holds).get(part) != place for pose in figure.poses):
            continue
        walls = [thing.measures["x"] for thing in figure.standing if thing.kind == "wall"]
        bars = [Point(t.measures["hx"], t.measures["hy"]) for t in figure.standing if t.kind == "bike"]
        touches = (
            any(abs(place.y - height) <= 4 for height in surfaces(figure))
            or any(0 <= edge - place.x <= 4 for edge in walls)
            or any(apart(place, bar) <= 6 for bar in bars)
        )
        assert touches, f"{part} holds on to nothing"


@each_exercise
def test_whoever_lies_or_kneels_on_the_mat_touches_it(exercise: ExerciseFile) -> None:
    figure = exercise.figure
    if not any(thing.kind == "mat" for thing in figure.standing):
        return
    part = figure.anchor.rsplit(" ", maxsplit=1)[-1]
    half = 19 if part == "hip" and figure.view == "front" else UNDER[part]
    for moment in moments(figure):
        assert abs(moment.joints[figure.anchor].y + half - (FLOOR - 6)) <= 1.5, figure.anchor


@each_exercise
def test_joints_bend_no_further_than_a_living_body(exercise: ExerciseFile) -> None:
    for moment in frames(exercise.figure):
        for joint, bent in bends(moment.angles, exercise.figure.view).items():
            low, high = HUMAN_RANGE[joint.split(" ")[1]]
            assert low - 1 <= bent <= high + 1, f"{joint} is bent by {bent:.0f}"


@each_exercise
def test_no_limb_goes_through_the_floor(exercise: ExerciseFile) -> None:
    for moment in frames(exercise.figure):
        for name, spot in moment.joints.items():
            under = spot.y + THICKNESS.get(name.rsplit(" ", maxsplit=1)[-1], 0.0)
            assert under <= FLOOR + 1.5, f"{name} is {under - FLOOR:.1f} below the floor"


@each_exercise
def test_a_head_does_not_sink_into_the_mat(exercise: ExerciseFile) -> None:
    """The back of the head is rounder than the face; a bun would stand out behind it."""
    figure = exercise.figure
    on_back = figure.view == "side" and any(math.sin(math.radians(pose.angles.head)) < -0.9 for pose in figure.poses)
    assert not (on_back and figure.bun), "a bun would be under the head"
    lies_low = any(thing.kind == "mat" for thing in figure.standing)
    for moment in frames(figure):
        assert moment.joints["head"].y + 11.6 <= (FLOOR - 6 if lies_low else FLOOR) + 1.5


@each_exercise
def test_the_whole_body_is_on_the_paper(exercise: ExerciseFile) -> None:
    for moment in frames(exercise.figure):
        assert moment.joints["head"].y >= HEAD + 1, "the head is cut off"
        for name, spot in moment.joints.items():
            assert 4 <= spot.x <= 236, name
            assert 6 <= spot.y <= 220, name


@each_exercise
@pytest.mark.parametrize("mode", MODES)
def test_the_drawing_is_small_named_and_sound(exercise: ExerciseFile, mode: Mode) -> None:
    text = draw(exercise.figure, mode=mode, ident=f"fig-{exercise.slug}")
    assert len(text.encode()) <= 12 * 1024
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert title.text == exercise.patient_name
    assert about is not None
    assert about.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    classes = {element.get("class") for element in root.iter()}
    limbs = {f"{side} {limb}" for side in ("near", "far") for limb in ("thigh", "shin", "foot", "forearm")}
    assert limbs | {"torso", "head", "near upper-arm", "far upper-arm"} <= classes
    assert not any(element.get("style") for element in root.iter())
    assert ("<animate" in text) == (mode == "animated")


@each_exercise
def test_the_picture_can_be_paused_and_needs_neither_script_nor_style(exercise: ExerciseFile) -> None:
    root = ET.fromstring(draw(exercise.figure, mode="animated", ident="a"))  # noqa: S314 - our own drawing
    assert root.get("class") == "figure moving", "what the page's pause button looks for"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "line", "rect", "circle", "ellipse"} | MOVES
    assert tags & MOVES
    assert not any(name.startswith("on") or name.endswith("href") for each in root.iter() for name in each.attrib)


@each_exercise
def test_somebody_who_wants_less_motion_sees_where_it_begins_and_ends(exercise: ExerciseFile) -> None:
    still = draw(exercise.figure, mode="still", ident="a")
    assert "<animate" not in still
    if exercise.figure.loop != "round":
        assert 'class="ghost"' in still
        assert 'class="arrow"' in still or exercise.code in {"X34", "X42"}, "their close-up carries the arrow"


@each_exercise
def test_paper_shows_two_different_poses_side_by_side(exercise: ExerciseFile) -> None:
    root = ET.fromstring(draw(exercise.figure, mode="pair", ident="a"))  # noqa: S314 - our own drawing
    before, after = (next(each for each in root.iter() if each.get("class") == name) for name in ("before", "after"))
    for half in (before, after):
        assert {"near thigh", "far shin", "head", "dot"} <= {each.get("class") for each in half.iter()}
        assert not any(each.get("class") == "ghost" for each in half.iter())
    assert ET.tostring(before).split(b">", 1)[1] != ET.tostring(after).split(b">", 1)[1]
    first, last = (solve(exercise.figure, pose).joints for pose in exercise.figure.ends)
    assert max(apart(first[part], last[part]) for part in first) > 3


def test_near_and_far_limbs_stay_apart_without_colour() -> None:
    for near, far in zip(NEAR, FAR, strict=True):
        lighter, darker = lightness(far) + 0.05, lightness(near) + 0.05
        assert lighter / darker > 2.2, f"{near} and {far} print alike"


def lightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("one", "other"), [*combinations(MODES, 2), ("still", "still")])
def test_two_figures_on_a_page_share_no_id(one: Mode, other: Mode) -> None:
    for exercise in EXERCISES:
        texts = draw(exercise.figure, mode=one, ident="one"), draw(exercise.figure, mode=other, ident="other")
        left, right = ({each.get("id") for each in ET.fromstring(text).iter()} - {None} for text in texts)  # noqa: S314
        assert left
        assert not left & right


def test_a_figure_takes_three_thousandths_of_a_second() -> None:
    def seconds(exercise: ExerciseFile) -> float:
        started = time.process_time()
        draw(exercise.figure, mode="animated", ident="a")
        return time.process_time() - started

    assert median(min(seconds(exercise) for _ in range(3)) for exercise in EXERCISES) <= 0.003


@each_exercise
def test_the_loop_follows_the_tempo(exercise: ExerciseFile) -> None:
    way = moments(exercise.figure)
    shares = [moment.share for moment in way]
    assert shares == sorted(shares)
    assert shares[0] == 0
    if len(way) > 1:
        assert shares[-1] == 1
        assert way[0].hip == pytest.approx(way[-1].hip)


def test_a_squat_of_three_one_two_takes_that_long_and_a_breath() -> None:
    squat = next(exercise for exercise in EXERCISES if exercise.code == "X20")
    assert 'dur="6.7s"' in draw(squat.figure, mode="animated", ident="a")


POSE = {"torso": 180, "near": [0, 0], "far": [0, 0], "arms": [0, 10]}


def stand(**more: object) -> dict[str, object]:
    return {"loop": "hold", "at": [120, 205], "description": "Standing.", "poses": [POSE], **more}


def test_somebody_who_stands_is_as_tall_as_the_sum_of_the_parts() -> None:
    figure = Figure.from_dict(stand(), title="Stand")
    spot = solve(figure, figure.poses[0])
    assert spot.joints["near ankle"].y == pytest.approx(FLOOR - 8)
    assert spot.hip.y == pytest.approx(FLOOR - 8 - 43 - 44)


def test_names_are_escaped_and_idents_checked() -> None:
    figure = Figure.from_dict(stand(), title="<b>Stand</b>")
    assert "&lt;b&gt;" in draw(figure, mode="still", ident="a")
    with pytest.raises(ValueError, match="cannot begin an id"):
        draw(figure, mode="still", ident='a" onload="x')


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"anchor": "tail"}, "anchor"),
        ({"view": "above"}, "view"),
        ({"poses": []}, "poses"),
        ({"colour": "red"}, "colour"),
        ({"props": [{"kind": "sofa"}]}, "props"),
        ({"props": [{"kind": "wall"}]}, "wall"),
        ({"at": [1]}, "at"),
    ],
)
def test_a_wrong_figure_says_what_is_wrong(wrong: dict[str, object], named: str) -> None:
    with pytest.raises(FigureError, match=named):
        Figure.from_dict(stand(**wrong), title="Stand")


def test_a_foot_that_cannot_reach_its_place_is_refused() -> None:
    figure = Figure.from_dict(stand(hold={"far foot": [230, 60]}), title="Stand")
    with pytest.raises(FigureError, match="far foot"):
        draw(figure, mode="still", ident="a")
