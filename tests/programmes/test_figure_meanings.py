"""Somebody who sees only the figure can name the exercise: what each of the 54 must show, said as geometry."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pytest

from programmes.figures.limits import bends
from programmes.figures.motion import Moment, moments, solve
from programmes.figures.skeleton import FLOOR, Point
from programmes.library import ExerciseFile, load_exercises

MAT = FLOOR - 6
HALF_TRUNK = 11.4  # from the middle of the trunk to the back, in units of the drawing


class Seen:
    """One figure as somebody sees it: where it begins, where it ends, and the way between."""

    def __init__(self, exercise: ExerciseFile) -> None:
        self.figure = exercise.figure
        self.first, self.last = (solve(self.figure, pose) for pose in self.figure.ends)
        self.way = moments(self.figure)

    def start(self, part: str) -> Point:
        return self.first.joints[part]

    def end(self, part: str) -> Point:
        return self.last.joints[part]

    def rises(self, part: str) -> float:
        return self.start(part).y - self.end(part).y

    def advances(self, part: str) -> float:
        return self.end(part).x - self.start(part).x

    def stays(self, *parts: str) -> bool:
        return all(gap(moment.joints[part], self.start(part)) < 1.0 for part in parts for moment in self.way)

    def bend(self, joint: str, moment: Moment | None = None) -> float:
        return bends((moment or self.last).angles, self.figure.view)[joint]

    def all_bends(self, joint: str) -> list[float]:
        return [self.bend(joint, moment) for moment in self.way]

    def prop(self, kind: str) -> dict[str, float]:
        return next(dict(thing.measures) for thing in self.figure.standing if thing.kind == kind)

    def ties(self) -> Iterator[tuple[str | Point, ...]]:
        return (thing.ends for thing in self.figure.links)

    def wears(self, kind: str) -> str:
        return next(thing.on for thing in self.figure.worn if thing.kind == kind)


def gap(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def off_line(spot: Point, a: Point, b: Point) -> float:
    """How far a spot lies from the line through a and b, in units; positive above it."""
    return ((b.x - a.x) * (a.y - spot.y) - (a.x - spot.x) * (b.y - a.y)) / gap(a, b)


def on(spot: Point, height: float) -> bool:
    return abs(spot.y - height) <= 1.5


def top(measures: dict[str, float]) -> float:
    return FLOOR - measures["h"]


def bridges(it: Seen) -> bool:
    level = off_line(it.end("hip"), it.end("shoulder"), it.end("near knee"))
    return it.rises("hip") > 15 and abs(level) < 4 and it.stays("near foot", "shoulder")


def sits_on_box(it: Seen) -> bool:
    box, hip = it.prop("box"), it.end("hip")
    return abs(hip.y + 10.5 - top(box)) < 3 and box["x"] - 2 <= hip.x <= box["x"] + box["w"]


def one_line(it: Seen, *parts: str) -> bool:
    first, *between, last = (it.end(part) for part in parts)
    return all(abs(off_line(spot, first, last)) < 5 for spot in between)


def heel_rises(it: Seen) -> bool:
    return it.stays("near toe") and it.rises("near heel") > 12 and it.stays("near hand")


def flies_and_lands(it: Seen) -> bool:
    """Both feet are off the ground in the first key pose; in the second one stands under the body."""
    air, ground = (
        [max(moment.joints[f"{side} {end}"].y for end in ("toe", "heel")) for side in ("near", "far")]
        for moment in (it.first, it.last)
    )
    return max(air) < max(ground) - 3 and abs(it.end("near foot").x - it.end("hip").x) < 22


def lowest_sole(moment: Moment) -> float:
    return max(moment.joints[f"{side} {end}"].y for side in ("near", "far") for end in ("toe", "heel"))


SHOWS: dict[str, tuple[str, Callable[[Seen], bool]]] = {
    "X01": (
        "the knee straightens and presses down on a towel",
        lambda it: (
            it.rises("near knee") < -2
            and it.bend("near knee", it.first) > 15
            and it.bend("near knee") < 6
            and abs(it.end("near knee").x - it.prop("towel")["x"]) < 3
        ),
    ),
    "X02": (
        "a straight leg rises to the height of the bent knee",
        lambda it: max(it.all_bends("near knee")) < 1 and it.end("near ankle").y <= it.end("far knee").y <= MAT,
    ),
    "X03": (
        "the knee goes from 30° to straight against a band that pulls it forward",
        lambda it: (
            25 <= it.bend("near knee", it.first) <= 40
            and it.bend("near knee") < 5
            and it.advances("near knee") < -8
            and any("near knee" in ends for ends in it.ties())
        ),
    ),
    "X04": (
        "the lower leg is lifted from 90° to 45° while the thigh stays on the seat",
        lambda it: (
            88 <= it.bend("near knee", it.first) <= 92
            and 43 <= it.bend("near knee") <= 47
            and it.stays("near knee")
            and it.wears("cuff") == "near shin"
        ),
    ),
    "X05": ("the hips rise to the line from shoulders to knees", bridges),
    "X06": (
        "the hips rise with a band at the thighs",
        lambda it: bridges(it) and it.wears("band") == "near thigh",
    ),
    "X07": (
        "the hips rise while one leg stretches on in their line",
        lambda it: bridges(it) and it.bend("far knee") < 3 and one_line(it, "shoulder", "hip", "far ankle"),
    ),
    "X08": (
        "shoulders on a bench, a weight on level hips, knees at a right angle",
        lambda it: (
            it.rises("hip") > 15
            and abs(it.end("hip").y - it.end("shoulder").y) < 2
            and 80 <= it.bend("near knee") <= 100
            and it.prop("bench")["x"] <= it.end("shoulder").x <= it.prop("bench")["x"] + it.prop("bench")["w"]
            and it.wears("bar") == "torso"
        ),
    ),
    "X09": (
        "the upper leg lifts straight from the lower one",
        lambda it: it.rises("near ankle") > 30 and it.stays("far ankle", "hip") and it.bend("near knee") < 3,
    ),
    "X10": (
        "the knees part while the heels stay together",
        lambda it: (
            all(gap(m.joints["near ankle"], m.joints["far ankle"]) < 14 for m in it.way)
            and gap(it.start("near knee"), it.start("far knee")) < 20
            and gap(it.end("near knee"), it.end("far knee")) > 45
            and min(it.all_bends("far knee")) > 40
        ),
    ),
    "X11": (
        "one leg moves out against a band at the ankles while the other stands",
        lambda it: (
            it.stays("far foot") and it.advances("near ankle") > 25 and ("far ankle", "near ankle") in list(it.ties())
        ),
    ),
    "X12": (
        "a step to the side with the feet never closer than the hips",
        lambda it: (
            it.advances("hip") > 15 and all(m.joints["near foot"].x - m.joints["far foot"].x > 30 for m in it.way)
        ),
    ),
    "X13": (
        "the foot is pulled inwards under a knee that stays",
        lambda it: it.stays("near knee") and it.advances("near foot") < -20 and it.end("near knee").y < MAT,
    ),
    "X14": (
        "the free side of the pelvis goes from below to above the level, beside a step",
        lambda it: (
            it.start("far hip").y > it.start("near hip").y + 3
            and it.end("far hip").y < it.end("near hip").y - 3
            and on(it.end("near foot"), top(it.prop("step")))
            and it.end("far foot").x < it.prop("step")["x"]
            and it.bend("near knee") < 5
        ),
    ),
    "X15": (
        "face down, the thigh of a bent knee leaves the mat",
        lambda it: it.rises("near knee") > 8 and min(it.all_bends("near knee")) >= 80 and it.stays("far knee", "hip"),
    ),
    "X16": (
        "the hips go back and a straight trunk tips over nearly straight knees",
        lambda it: (
            it.advances("hip") < -8
            and it.end("shoulder").y > it.start("shoulder").y + 25
            and it.bend("near knee") < 35
            and it.wears("dumbbell") == "near forearm"
        ),
    ),
    "X17": (
        "trunk and free leg make one line over one foot",
        lambda it: one_line(it, "shoulder", "hip", "far ankle") and it.stays("near foot") and it.bend("near knee") < 35,
    ),
    "X18": (
        "the back is on the wall from the start, the knees half bent at the end",
        lambda it: (
            all(
                abs(m.joints[part].x - HALF_TRUNK - it.prop("wall")["x"] - 13) < 2
                for m in (it.first, it.last)
                for part in ("hip", "shoulder")
            )
            and 30 <= it.bend("near knee") <= 60
            and it.rises("hip") < -8
        ),
    ),
    "X19": (
        "from the seat of a chair to standing",
        lambda it: (
            abs(it.start("hip").y + 10.5 - (FLOOR - 46)) < 3 and it.bend("near knee") < 8 and it.rises("hip") > 30
        ),
    ),
    "X20": (
        "hips back and knees bent to 45–60° over planted feet",
        lambda it: 45 <= it.bend("near knee") <= 60 and it.stays("near foot") and it.advances("hip") < -10,
    ),
    "X21": ("the hips touch the box", sits_on_box),
    "X22": (
        "the feet push a plate away until the knees are nearly straight",
        lambda it: (
            55 <= it.bend("near knee", it.first) <= 60
            and it.bend("near knee") < 15
            and it.wears("plate") == "near foot"
        ),
    ),
    "X23": (
        "the body goes down between two feet that stay, the trunk upright",
        lambda it: it.stays("near foot", "far toe") and it.rises("hip") < -15 and abs(it.last.angles.torso - 180) < 10,
    ),
    "X24": (
        "the toes of the back foot stay on a bench",
        lambda it: it.stays("near foot", "far toe") and on(it.end("far toe"), top(it.prop("bench"))),
    ),
    "X25": (
        "one foot on the step, the other from the floor to its side",
        lambda it: (
            it.stays("near foot")
            and on(it.start("far foot"), FLOOR)
            and on(it.end("far foot"), top(it.prop("step")))
            and on(it.end("near foot"), top(it.prop("step")))
        ),
    ),
    "X26": (
        "the knee bends over a foot on the step until the other foot reaches the floor at its side",
        lambda it: (
            on(it.end("near foot"), top(it.prop("step")))
            and on(it.end("far foot"), FLOOR)
            and it.end("far foot").x < it.prop("step")["x"]
            and all(abs(m.joints["near knee"].x - m.joints["near foot"].x) < 3 for m in it.way)
            and it.bend("near knee") > 45
        ),
    ),
    "X27": (
        "one leg lowers the hips to the box, the other foot stays in the air",
        lambda it: sits_on_box(it) and all(m.joints["far heel"].y < FLOOR - 4 for m in it.way),
    ),
    "X28": (
        "a long step back while the front foot stays",
        lambda it: it.stays("near foot") and it.advances("far toe") < -50 and it.rises("hip") < -15,
    ),
    "X29": (
        "the free heel brushes the floor in front of the step",
        lambda it: (
            on(it.end("near foot"), top(it.prop("step")))
            and on(it.end("far heel"), FLOOR)
            and it.end("far heel").x > it.prop("step")["x"] + it.prop("step")["w"]
            and it.rises("far heel") < -20
        ),
    ),
    "X30": (
        "shins upright and knees at 60–70°, held by a belt behind them",
        lambda it: abs(it.last.angles.near_shin) < 5 and 60 <= it.bend("near knee") <= 70 and bool(list(it.ties())),
    ),
    "X31": (
        "the feet go round the crank and the knee is nearly straight at the bottom",
        lambda it: (
            15 <= min(it.all_bends("near knee")) <= 35
            and all(
                abs(gap(m.joints["near foot"], Point(it.prop("bike")["x"], it.prop("bike")["y"])) - 14) < 0.3
                for m in it.way
            )
        ),
    ),
    "X32": ("both heels rise over toes that stay", lambda it: heel_rises(it) and it.rises("far heel") > 12),
    "X33": (
        "one heel rises at the edge of a step, the other foot is in the air",
        lambda it: heel_rises(it) and it.end("far toe").y < FLOOR - 20 and it.prop("step")["x"] > it.end("near heel").x,
    ),
    "X34": (
        "a bare foot that is flat on the floor grows shorter",
        lambda it: it.figure.barefoot and on(it.end("near foot"), FLOOR) and it.advances("near toe") < 0,
    ),
    "X35": (
        "elbow under the shoulder, hips lifted into the line from shoulder to knee",
        lambda it: (
            it.rises("hip") > 5
            and abs(it.end("far elbow").x - it.end("far shoulder").x) < 12
            and one_line(it, "far shoulder", "far hip", "far knee")
            and it.stays("far elbow")
        ),
    ),
    "X36": (
        "one leg and the opposite arm reach out over a back that stays",
        lambda it: (
            it.advances("near ankle") > 20
            and it.advances("far hand") < -40
            and it.stays("hip", "shoulder", "near hand", "far ankle")
        ),
    ),
    "X37": (
        "from shoulders to heels one line on elbows and toes",
        lambda it: one_line(it, "shoulder", "hip", "near ankle") and on(it.end("near toe"), MAT),
    ),
    "X38": (
        "one leg and the opposite arm reach level from hand and knee",
        lambda it: (
            it.stays("far knee", "near hand")
            and abs(it.end("near ankle").y - it.end("hip").y) < 15
            and abs(it.end("far hand").y - it.end("shoulder").y) < 15
        ),
    ),
    "X39": (
        "face down, a strap draws the heel to the bottom",
        lambda it: (
            gap(it.end("near heel"), it.end("hip")) < gap(it.start("near heel"), it.start("hip")) - 10
            and it.stays("near knee", "hip")
            and ("near hand", "near ankle") in list(it.ties())
        ),
    ),
    "X40": (
        "a strap draws one straight leg up while the other lies",
        lambda it: (
            max(it.all_bends("near knee")) < 5
            and it.rises("near foot") > 20
            and it.stays("far ankle")
            and ("near hand", "near foot") in list(it.ties())
        ),
    ),
    "X41": (
        "hands on the wall, the back heel down and its knee straight",
        lambda it: it.stays("near heel", "near hand") and on(it.end("near heel"), FLOOR) and it.bend("near knee") < 4,
    ),
    "X42": (
        "a hand at a knee that is bent by 20–30°",
        lambda it: 20 <= it.bend("near knee") <= 30 and gap(it.end("near hand"), it.end("near knee")) < 16,
    ),
    "X43": (
        "kneeling, the hips move forward under an upright trunk",
        lambda it: it.stays("near knee", "far foot") and it.advances("hip") > 10 and it.last.angles.torso == 180,
    ),
    "X44": (
        "the knee touches the wall with the heel down",
        lambda it: abs(it.end("near knee").x + 7 - it.prop("wall")["x"]) < 2 and it.stays("near heel"),
    ),
    "X45": (
        "both feet leave the ground with nearly straight knees",
        lambda it: (
            max(it.all_bends("near knee")) <= 45
            and lowest_sole(it.first) < FLOOR - 6
            and on(it.end("near toe"), FLOOR)
            and on(it.end("far toe"), FLOOR)
        ),
    ),
    "X46": (
        "from the box to the floor on two feet and bent knees",
        lambda it: (
            on(it.start("near foot"), top(it.prop("box")))
            and on(it.end("near foot"), FLOOR)
            and on(it.end("far foot"), FLOOR)
            and it.bend("near knee") > 60
        ),
    ),
    "X47": (
        "the foot that jumps is the foot that lands, further on",
        lambda it: (
            it.advances("near foot") > 60
            and on(it.start("near foot"), FLOOR)
            and on(it.end("near foot"), FLOOR)
            and any(lowest_sole(m) < FLOOR - 8 for m in it.way)
            and all(m.joints["far toe"].y < FLOOR - 10 for m in it.way)
        ),
    ),
    "X48": (
        "one knee at the height of the hip over a straight standing leg",
        lambda it: abs(it.start("near knee").y - it.start("hip").y) < 8 and it.bend("far knee", it.first) < 5,
    ),
    "X49": (
        "a foot is on the ground at every moment, and arm swings against leg",
        lambda it: (
            all(lowest_sole(m) >= FLOOR - 5 for m in it.way)
            and it.start("near hand").x < it.start("hip").x < it.start("near foot").x
        ),
    ),
    "X50": (
        "the front foot stands higher than the back one on a belt that rises",
        lambda it: it.start("near heel").y < it.start("far toe").y - 2 and it.prop("treadmill")["rise"] > 0,
    ),
    "X51": ("running with short steps beside a beat", lambda it: flies_and_lands(it) and bool(it.prop("beat"))),
    "X52": (
        "running with the foot landing under the body, beside the sign for silence",
        lambda it: flies_and_lands(it) and bool(it.prop("quiet")),
    ),
    "X53": (
        "before a mirror the standing knee moves out over its foot",
        lambda it: (
            it.stays("near foot")
            and it.advances("near knee") > 5
            and it.end("near knee").x - it.end("far knee").x > it.start("near knee").x - it.start("far knee").x + 5
            and bool(it.prop("tall-mirror"))
        ),
    ),
    "X54": (
        "the foot that lands moves from the line to its own side",
        lambda it: (
            abs(it.start("near foot").x - it.prop("path")["x"]) < 7
            and it.end("near foot").x - it.prop("path")["x"] > 12
        ),
    ),
}

EXERCISES = {exercise.code: exercise for exercise in load_exercises()}


def test_each_exercise_says_what_its_figure_must_show() -> None:
    assert set(SHOWS) == set(EXERCISES)


@pytest.mark.parametrize("code", sorted(SHOWS), ids=lambda code: f"{code}: {SHOWS[code][0]}")
def test_the_figure_shows_it(code: str) -> None:
    words, shown = SHOWS[code]
    assert shown(Seen(EXERCISES[code])), words


# Words of the kit list → the drawn thing that shows it.
DRAWN_AS = {
    "towel": {"towel"},
    "band": {"band", "thin-band"}, "heavy belt": {"band"}, "mat": {"mat", "rug"}, "bench": {"bench"},
    "leg extension machine or weight": {"cuff"}, "bar or weight": {"bar"}, "ankle weight": {"cuff"},
    "step": {"step"}, "step, 10–15 cm": {"step"}, "dumbbells": {"dumbbell"}, "dumbbell": {"dumbbell"},
    "wall": {"wall"}, "chair": {"chair"}, "box": {"box"}, "leg press": {"leg-press"},
    "mirror": {"mirror", "tall-mirror"}, "bike": {"bike"}, "strap": {"strap"}, "roller": {"roller"},
    "treadmill": {"treadmill"}, "phone": {"beat"}, "mirror or treadmill": {"treadmill"}, "line on the floor": {"path"},
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(EXERCISES))
def test_whatever_the_patient_must_fetch_is_in_the_picture(code: str) -> None:
    exercise = EXERCISES[code]
    figure = exercise.figure
    drawn = {thing.kind for thing in (*figure.standing, *figure.worn, *figure.links)}
    for thing in exercise.kit:
        assert DRAWN_AS[thing] & drawn, thing
