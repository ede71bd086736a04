"""How much a session holds, what opens the next phase, and what pain says."""

from collections.abc import Iterator

from assessments.rulebook.definition import Part, Rule, listed
from programmes.library.plans import WARM_UP_S
from programmes.library.templates import MOST_EXERCISES, MOST_SECONDS, load_gates
from programmes.load.pain import GENTLE
from programmes.load.sources import MONITORING

DESIGN = "[design] clinic default"


def parts() -> tuple[Part, ...]:
    """Sessions and phases, then the pain guide."""
    return (
        Part(key="sessions", title="Sessions and phases", rules=tuple(_sessions())),
        Part(key="pain", title="The pain guide", rules=tuple(_pain())),
    )


def _sessions() -> Iterator[Rule]:
    yield listed("SE-EXERCISES", "A session holds at most this many exercises", DESIGN, value=MOST_EXERCISES)
    yield listed("SE-MINUTES", "A session lasts at most this long", DESIGN, value=MOST_SECONDS // 60, unit="minutes")
    yield listed("SE-WARM-UP", "Its warm-up lasts this long", DESIGN, value=WARM_UP_S // 60, unit="minutes")
    for gate in load_gates().values():
        yield listed(f"GATE-{gate.key}", f"Gate {gate.key}. {gate.text}", DESIGN)


def _pain() -> Iterator[Rule]:
    yield listed("PAIN-FINE", "Fine: pain 0 to 2, and no worse next morning", MONITORING)
    yield listed("PAIN-OK", "OK: pain 3 to 5, back to usual by the next morning", MONITORING)
    yield listed(
        "PAIN-EASE", "Ease back: pain over 5, or 3 to 5 and a worse morning, or pain that rises by the week", MONITORING
    )
    yield listed(
        "PAIN-FLARE",
        f"After a red day: 24 to 48 hours without impact, only {', '.join(GENTLE)}, the next load 20 to 30 % less; "
        "two red days within two weeks go to the physio",
        DESIGN,
    )
