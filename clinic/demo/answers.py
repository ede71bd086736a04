"""What a patient answers on a day, so that the measures tell the story of the knee. Pure."""

from collections.abc import Callable
from random import Random

from assessments import instruments
from clinic.demo.knee import Knee

# One option worse at a time, in the order in which a sore kneecap gives way.
GIVES_WAY = (
    *("run", "pain", "stairs", "squat", "jump", "sit", "walk", "run", "squat", "stairs", "pain", "limp"),
    *("jump", "sit", "atrophy", "swelling", "squat", "run", "walk", "patmove", "pain", "support", "sit"),
)
ACTIVITIES = (
    "Run 5 km",
    "Walk down stairs",
    "Squat to lift a box",
    "Sit through a film",
    "Kneel to garden",
    "Run down hills",
    "Play football",
    "Cycle to work",
)


def activities(random: Random, *, runner: bool) -> dict[str, str]:
    """Three things that the patient would do again, running first for those who run."""
    chosen = random.sample(ACTIVITIES[1:], 3)
    if runner:
        chosen[0] = ACTIVITIES[0]
    return {f"activity_{place}": words for place, words in enumerate(chosen, start=1)}


def answers(instrument: str, knee: Knee, *, day: int, random: Random) -> dict[str, object] | None:
    """Answers to one measure; None for one that is not played here."""
    able = 10 - knee.worst(day)
    told: dict[str, Callable[[], dict[str, object]]] = {
        "akps": lambda: akps(knee.akps(day)),
        "nprs_w": lambda: {"nprs_w": knee.worst(day)},
        "nprs_u": lambda: {"nprs_u": knee.usual(day)},
        "nprs_c": lambda: {"nprs_c": knee.resting(day)},
        "psfs": lambda: {f"activity_{place}": min(max(able + random.randint(-1, 2), 0), 10) for place in (1, 2, 3)},
        "groc": lambda: {"groc": min(max(knee.better_by(day), -4), 5)},
    }
    return told[instrument]() if instrument in told else None


def akps(target: int) -> dict[str, object]:
    """The answers that come nearest to a score from above."""
    items = {item.key: item for item in instruments.get("akps").items}
    chosen = dict.fromkeys(items, 0)
    total = _total(chosen)
    for key in GIVES_WAY:
        if total <= target:
            break
        chosen[key] += 1
        total = _total(chosen)
    return {key: items[key].options[place].key for key, place in chosen.items()}


def _total(chosen: dict[str, int]) -> int:
    return sum(item.options[chosen[item.key]].points for item in instruments.get("akps").items)
