"""When a foot is called mobile and a muscle short.

Where a limit is published as a stretch (9–10 cm), what lies beyond its far end is limited and counts; between the
two it is borderline and only shown. [design]
"""

from collections.abc import Iterator

from assessments.rulebook.definition import Part, Rule, limit

SOURCE = "[memory]; limits the clinic default"
FOOT_SOURCE = "Foot Posture Index, six items"
MIDFOOT_SOURCE = "FOHX protocol 2017, J Foot Ankle Res"

# test → (name, limited, borderline, unit, range); None: there is no borderline
_UNDER: dict[str, tuple[str, int, int | None, str, tuple[int, int]]] = {
    "knee_to_wall_cm": ("Knee to wall", 9, 10, "cm", (0, 20)),
    "knee_to_wall_degrees": ("Knee to wall, shin angle", 35, 38, "degrees", (0, 60)),
    "calf": ("Calf with the knee straight", 10, None, "degrees", (0, 30)),
    "straight_leg_raise": ("Straight leg raise", 80, None, "degrees", (40, 110)),
    "prone_knee_bend": ("Prone knee bend", 120, 130, "degrees", (80, 150)),
    "thomas_hip": ("Thomas test, thigh against horizontal", 0, None, "degrees", (-30, 30)),
    "thomas_knee": ("Thomas test, knee", 80, 90, "degrees", (40, 120)),
    "ober": ("Ober, past horizontal", 1, None, "degrees", (-20, 30)),
}


def _foot() -> Iterator[Rule]:
    yield limit(
        "mobility.foot_posture",
        "A foot is mobile from this Foot Posture Index",
        6,
        "points",
        FOOT_SOURCE,
        tag="published",
        between=(1, 12),
    )
    yield limit(
        "mobility.midfoot",
        "A foot is mobile when its midfoot widens by this under weight",
        11,
        "mm",
        MIDFOOT_SOURCE,
        tag="published",
        between=(1, 30),
    )


def _lengths() -> Iterator[Rule]:
    for test, (name, limited, borderline, unit, between) in _UNDER.items():
        # The limit may not stand beyond its borderline.
        bound = f"mobility.{test}.borderline" if borderline is not None else ""
        yield limit(
            f"mobility.{test}.limited",
            f"{name}: limited under this",
            limited,
            unit,
            SOURCE,
            tag="memory",
            between=between,
            at_most=bound,
        )
        if borderline is not None:
            yield limit(
                bound, f"{name}: borderline under this", borderline, unit, SOURCE, tag="memory", between=between
            )
    yield limit(
        "mobility.hamstrings.limited",
        "Hamstrings, short of straight: limited over this",
        30,
        "degrees",
        SOURCE,
        tag="memory",
        between=(0, 80),
    )
    yield limit(
        "mobility.hamstrings.borderline",
        "Hamstrings, short of straight: borderline over this",
        20,
        "degrees",
        SOURCE,
        tag="memory",
        between=(0, 80),
        at_most="mobility.hamstrings.limited",
    )
    yield limit(
        "mobility.wall_difference",
        "Knee to wall: limited when short of the sound side by more than this",
        "2.0",
        "cm",
        SOURCE,
        tag="memory",
        between=("0.5", "10.0"),
    )


PART = Part(key="mobility", title="Foot and muscle length", rules=(*_foot(), *_lengths()))
