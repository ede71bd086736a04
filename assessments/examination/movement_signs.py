"""Quality of movement: signs of a movement coordination deficit (SG3), on the step, the squat and the run."""

from collections.abc import Iterator
from typing import Any

from assessments.examination.signs import Knee, Sign
from assessments.instruments import get
from assessments.rulebook.movement import SQUAT_SOURCE, STEP_SOURCE, VIDEO_SOURCE


def movement_signs(knee: Knee) -> Iterator[Sign]:
    """A sign for each movement test that was done."""
    for limb in knee.sore:
        yield from _step_down(knee, limb)
        yield from _squat(knee.limb("O14", limb), limb)
    yield from _video(knee)


def _step_down(knee: Knee, limb: str) -> Iterator[Sign]:
    """So many of six criteria count; by the shipped value that is medium or poor quality."""
    score = knee.limb("O13", limb)
    if score is None:
        return
    grade = get("step_down").grade(score)
    words = f"Step-down {score} of 6, {grade.label.lower() if grade else ''}"
    yield Sign("SG3", "SG3.step_down", ("O13",), words, score >= knee.values["movement.step_down"], STEP_SOURCE, limb)


def _squat(rating: str | None, limb: str) -> Iterator[Sign]:
    """A fair or poor single-leg squat counts."""
    if rating is None:
        return
    yield Sign(
        "SG3", "SG3.squat", ("O14",), f"Single-leg squat {rating}", rating in ("fair", "poor"), SQUAT_SOURCE, limb
    )


def _video(knee: Knee) -> Iterator[Sign]:
    """Clear pelvic drop, adduction or crossover count; the knee window is shown, not counted."""
    drop: dict[str, Any] = knee.findings.get("G7", {})
    if drop:
        degrees = drop.get("degrees")
        wide = degrees is not None and degrees >= knee.values["movement.pelvic_drop"]
        clear = drop.get("grade") == "clear" or wide
        seen = "clear" if clear else drop.get("grade") or f"{degrees}°"
        yield Sign("SG3", "SG3.pelvic_drop", ("G7",), f"Pelvic drop running: {seen}", clear, VIDEO_SOURCE)
    if (adduction := knee.findings.get("G8")) is not None:
        words = f"Knee toward midline running: {adduction}"
        yield Sign("SG3", "SG3.adduction", ("G8",), words, adduction == "clear", VIDEO_SOURCE)
    if (crossover := knee.part("G9", "crossover")) is not None:
        words = "Foot crosses the midline" if crossover else "No crossover"
        yield Sign("SG3", "SG3.crossover", ("G9",), words, crossover, VIDEO_SOURCE)
    if (window := knee.findings.get("G10")) is not None:
        words = f"Knee window {window}"
        yield Sign("SG3", "SG3.window", ("G10",), words, window == "absent", VIDEO_SOURCE, counts=False)
