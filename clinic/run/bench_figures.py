"""The figures' part of `make bench`: each of the library's exercises drawn anew in every mode."""

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from programmes.figures import Figure, Mode

DRAWN = 5


def measure_figures() -> dict[str, float]:
    """Milliseconds of a drawing (each the best of five tries): the median and the slowest. The largest in KB."""
    from programmes.figures.drawing import LOOKS, draw
    from programmes.library.exercises import load_exercises

    files = load_exercises()
    took: dict[str, float] = {}
    largest = 0
    for file in files:
        for mode in LOOKS:
            took[f"{file.code}, {mode}"] = min(_drawn_in(file.figure, mode) for _ in range(DRAWN))
            largest = max(largest, len(draw(file.figure, mode=mode, ident="bench").encode()))
    slowest = max(took, key=took.__getitem__)
    report = {
        "figures": len(files),
        "median_ms": round(statistics.median(took.values()), 2),
        "slowest_ms": round(took[slowest], 2),
        "largest_kb": round(largest / 1024, 1),
    }
    print(
        f"figures: {report['figures']}, {report['median_ms']} ms each, {report['slowest_ms']} ms at most ({slowest}); "
        f"{report['largest_kb']} KB at most"
    )
    return report


def _drawn_in(figure: "Figure", mode: "Mode") -> float:
    """Milliseconds of the processor: what the neighbours do does not count."""
    from programmes.figures.drawing import draw

    began = time.process_time()
    draw(figure, mode=mode, ident="bench")
    return (time.process_time() - began) * 1000
