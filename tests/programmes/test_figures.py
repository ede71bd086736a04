"""Every figure shows a body that could be somebody's: limbs keep their length, feet stay where they stand."""

from __future__ import annotations

import math
import time
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from programmes.figures import Figure, FigureError, draw
from programmes.figures.motion import Moment, moments, solve
from programmes.figures.skeleton import (
    FLOOR,
    FOREARM,
    HAND,
    HUMAN_RANGE,
    SHOULDER_HEIGHT,
    UPPER_ARM,
    Point,
    bends,
    joints,
)
from programmes.library import ExerciseFile, load_exercises

EXERCISES = load_exercises()
SVG = "{http://www.w3.org/2000/svg}"
# How far below its joint the body reaches, in units: half the thickness of the limb.
THICKNESS = {"hip": 10.0, "knee": 7.0, "elbow": 5.0, "hand": 3.3, "shoulder": 6.6, "toe": 0.0, "heel": 0.0}

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.code)


def rods(figure: Figure) -> list[tuple[str, str, float]]:
    found = [("hip", "shoulder", SHOULDER_HEIGHT)]
    for side in ("near", "far"):
        thigh, shin = figure.build.leg(side)
        found += [
            (f"{side} hip", f"{side} knee", thigh),
            (f"{side} knee", f"{side} ankle", shin),
            (f"{side} shoulder", f"{side} elbow", UPPER_ARM),
            (f"{side} elbow", f"{side} wrist", FOREARM),
            (f"{side} wrist", f"{side} hand", HAND),
        ]
    return found


def between(a: Moment, b: Moment, share: float) -> Point:
    return Point(a.hip.x + (b.hip.x - a.hip.x) * share, a.hip.y + (b.hip.y - a.hip.y) * share)


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
        elif thing.kind == "cushion":
            tops.append(thing.measures.get("y", FLOOR - 6) - thing.measures.get("h", 10))
    return tops


@each_exercise
def test_limbs_keep_their_length_in_every_pose_and_between(exercise: ExerciseFile) -> None:
    for moment in moments(exercise.figure):
        for start, end, length in rods(exercise.figure):
            assert apart(moment.joints[start], moment.joints[end]) == pytest.approx(length, abs=1e-6)


@each_exercise
def test_a_planted_foot_stays_where_it_is(exercise: ExerciseFile) -> None:
    figure = exercise.figure
    way = moments(figure)
    planted = [(part, place) for part, place in figure.poses[0].holds]
    planted = [(part, at) for part, at in planted if all(dict(pose.holds)[part] == at for pose in figure.poses)]
    if len({pose.at for pose in figure.poses}) == 1:
        planted.append((figure.anchor, figure.poses[0].at))
    for part, place in planted:
        assert all(apart(moment.joints[part], place) < 0.6 for moment in way), part
        if part.endswith(("foot", "toe")):
            stands = any(abs(place.y - top) <= 1.0 for top in surfaces(figure))
            assert stands or exercise.code in {"X22", "X24", "X31"}, f"{part} stands on nothing"


@each_exercise
def test_nothing_slides_between_the_drawn_moments(exercise: ExerciseFile) -> None:
    """The page turns each rod evenly from moment to moment; halfway the planted foot is still in place."""
    figure = exercise.figure
    if not figure.anchor.endswith(("foot", "toe")) or len({pose.at for pose in figure.poses}) > 1:
        return
    for a, b in pairwise(moments(figure)):
        if b.share - a.share < 0.006:
            continue
        middle = a.angles.towards(b.angles, 0.5)
        hip = between(a, b, 0.5)
        assert apart(joints(middle, figure.build, hip)[figure.anchor], a.joints[figure.anchor]) < 0.5


@each_exercise
def test_joints_bend_no_further_than_a_living_body(exercise: ExerciseFile) -> None:
    if exercise.figure.build.view == "front":
        return
    for moment in moments(exercise.figure):
        for joint, bent in bends(moment.angles).items():
            low, high = HUMAN_RANGE[joint.split(" ")[1]]
            assert low - 1 <= bent <= high + 1, f"{joint} is bent by {bent:.0f}"


@each_exercise
def test_no_limb_goes_through_the_floor(exercise: ExerciseFile) -> None:
    for moment in moments(exercise.figure):
        for name, spot in moment.joints.items():
            under = spot.y + THICKNESS.get(name.rsplit(" ", maxsplit=1)[-1], 0.0)
            assert under <= FLOOR + 1.5, f"{name} is {under - FLOOR:.1f} below the floor"


@each_exercise
def test_the_whole_body_is_on_the_paper(exercise: ExerciseFile) -> None:
    for moment in moments(exercise.figure):
        for name, spot in moment.joints.items():
            assert 4 <= spot.x <= 236, name
            assert 6 <= spot.y <= 220, name


@each_exercise
@pytest.mark.parametrize("mode", ["animated", "still", "thumbnail"])
def test_the_drawing_is_small_named_and_sound(exercise: ExerciseFile, mode: str) -> None:
    text = draw(exercise.figure, mode=mode, ident=f"fig-{exercise.slug}")  # type: ignore[arg-type]
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


def test_drawing_all_figures_is_quick() -> None:
    started = time.perf_counter()
    for exercise in EXERCISES:
        draw(exercise.figure, mode="animated", ident=exercise.code)
    assert (time.perf_counter() - started) / len(EXERCISES) < 0.012, "3 ms each on a quiet machine"


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


def stand(**more: object) -> dict[str, object]:
    pose = {"torso": 180, "near": [0, 0], "far": [0, 0], "arms": [0, 10]}
    return {"loop": "hold", "at": [120, 205], "description": "Standing.", "poses": [pose], **more}


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
