"""What the tests of the limbs say: side against side, share of body weight, grade, reach of what is expected."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from assessments.examination import grading
from assessments.examination.bench import Bench, Result, Work, short
from assessments.examination.boxes import number
from assessments.examination.fields import LIMBS
from assessments.examination.signs import other, percent
from assessments.instruments import get
from assessments.rulebook.definition import plain


def _symmetry(bench: Bench, field: str, part: str = "", *, even_from: str = "reference.even_sides") -> Iterator[Result]:
    """The sore side against the sound one; with both sore, the lower against the higher."""
    measured = bench.limbs(field, part)
    if len(measured) < 2:
        return
    low = bench.knee.sore[0] if bench.knee.compares_sides else min(measured, key=lambda limb: measured[limb])
    index = grading.lsi(measured[low], measured[other(low)])
    if index is None:
        return
    named = "" if bench.knee.compares_sides else f"{low.capitalize()} "
    yield Result(f"{named}{percent(index)} of {other(low)}", index < bench.values[even_from], low)


def _strength(bench: Bench, field: str) -> Iterator[Result]:
    yield from _symmetry(bench, field, even_from="strength.even_from")
    weight, unit = bench.knee.part("S23", "weight"), bench.knee.part("M01", "unit") or "kgf"
    if weight is None:
        return
    shares = [
        f"{limb[0].upper()} {percent(grading.percent_body_weight(force, number(weight), unit))}"
        for limb, force in bench.limbs(field).items()
    ]
    if shares:
        yield Result(f"{', '.join(shares)} of body weight")
    yield from _torque(bench, field, number(weight), unit)


LEVERS = {"O17": "lever_hip_out", "O18": "lever_hip_turn_out", "O19": "lever_hip_back", "O21": "lever_knee"}


def _torque(bench: Bench, field: str, weight: Decimal, unit: str) -> Iterator[Result]:
    lever = bench.knee.part("M01", LEVERS[field])
    if lever is None:
        return
    turned = [
        f"{limb[0].upper()} {short(grading.torque_per_kg(force, number(lever), weight, unit), 2)}"
        for limb, force in bench.limbs(field).items()
    ]
    if turned:
        yield Result(f"{', '.join(turned)} N·m/kg")


def _reaches(limit: str, more: str = "") -> Work:
    """Both sides against a number that is expected, then against each other."""

    def work(bench: Bench, field: str) -> Iterator[Result]:
        key = more if more and bench.age is not None and bench.age > 50 else limit
        expected = bench.values[key]
        for limb, reached in bench.limbs(field).items():
            if reached < expected:
                yield Result(f"{limb.capitalize()} under {plain(expected)}", True, limb)
        yield from _symmetry(bench, field)

    return work


def _graded(instrument: str) -> Work:
    """The grade of a score, side by side."""

    def work(bench: Bench, field: str) -> Iterator[Result]:
        measure = get(instrument)
        good = measure.grades[-1 if measure.direction == "higher" else 0].key
        for limb, score in bench.limbs(field).items():
            grade = measure.grade(int(score))
            if grade:
                outside = grade.key != good if measure.direction != "none" else grade.key != "neutral"
                yield Result(f"{grade.label} {limb}", outside, limb)

    return work


def _rated(bench: Bench, field: str) -> Iterator[Result]:
    for limb in LIMBS:
        if rating := bench.knee.limb(field, limb):
            yield Result(f"{rating.capitalize()} {limb}", rating != "good", limb)


def _girth(bench: Bench, field: str) -> Iterator[Result]:
    for part, name in (("at_10", "10 cm"), ("at_20", "20 cm")):
        measured = bench.limbs(field, part)
        if len(measured) == 2:
            apart = abs(measured["left"] - measured["right"])
            yield Result(f"{name}: {apart} cm apart", apart > bench.values["reference.girth_difference"])


def _knee_movement(bench: Bench, field: str) -> Iterator[Result]:
    """Against the sound side, where there is one."""
    if not bench.knee.compares_sides:
        return
    (sore,) = bench.knee.sore
    for part, name, limit, sign in (
        ("extension", "straightening", "reference.extension_lost", 1),
        ("flexion", "bending", "reference.flexion_lost", -1),
    ):
        measured = bench.limbs(field, part)
        if len(measured) == 2:
            lost = sign * (measured[sore] - measured[other(sore)])
            if lost > 0:
                yield Result(f"{lost}° of {name} lost", lost > bench.values[limit], sore)


def _glide(bench: Bench, field: str) -> Iterator[Result]:
    for part in ("medial", "lateral"):
        for limb, quadrants in bench.limbs(field, part).items():
            if quadrants <= bench.values["reference.glide_low"]:
                yield Result(f"{part.capitalize()} low {limb}", True, limb)
            elif quadrants >= bench.values["reference.glide_high"]:
                yield Result(f"{part.capitalize()} high {limb}", True, limb)


def _over(limit: str, words: str) -> Work:
    def work(bench: Bench, field: str) -> Iterator[Result]:
        for limb, value in bench.limbs(field).items():
            if value > bench.values[limit]:
                yield Result(f"{words} {limb}", True, limb)

    return work


def _tender(bench: Bench, field: str) -> Iterator[Result]:
    for limb in LIMBS:
        spots = sum(1 for grade in (bench.knee.limb(field, limb) or {}).values() if grade)
        if spots:
            yield Result(f"{spots} tender {limb}", True, limb)


def _positive(bench: Bench, field: str) -> Iterator[Result]:
    for limb in LIMBS:
        found = bench.knee.limb(field, limb)
        if found is not None:
            is_positive = found is True or found == "positive"
            yield Result(f"{'Positive' if is_positive else 'Negative'} {limb}", is_positive, limb)


def _hops(bench: Bench, field: str) -> Iterator[Result]:
    for part, name in (("single", "Single"), ("triple", "Triple"), ("side", "Side hops")):
        for result in _symmetry(bench, field, part):
            yield Result(f"{name}: {result.words}", result.outside, result.limb)


LIMB_WORK: Mapping[str, Work] = {
    "O03": _girth,
    "O04": _knee_movement,
    "O06": _tender,
    "O07": _positive,
    "O08": _glide,
    "O09": _positive,
    "O10": _positive,
    "O13": _graded("step_down"),
    "O14": _rated,
    "O16": _symmetry,
    **dict.fromkeys(("O17", "O18", "O19", "O21"), _strength),
    "O20": partial(_symmetry, even_from="strength.even_from"),
    "O23": _reaches("reference.heel_raises", "reference.heel_raises_over_50"),
    "O24": _reaches("reference.side_plank"),
    "O25": _reaches("reference.single_leg_bridge"),
    "O26": _graded("fpi6"),
    "O27": _over("reference.navicular_drop", "Raised"),
    "O36": _hops,
    "O38": _reaches("reference.balance"),
}
