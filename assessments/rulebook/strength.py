"""When a muscle is called weak: against the other side, and against body weight (soft flags)."""

from collections.abc import Iterator

from assessments.rulebook.definition import Part, Rule, limit

SOURCE = "[design] clinic default; Van Cant 2014, Int J Sports Phys Ther"

# test → (name, limit for women, limit for men, unit, range); a share of body weight or normalised torque
_FLAGS: dict[str, tuple[str, int | str, int | str, str, tuple[int | str, int | str]]] = {
    "hip_abduction": ("Hip abduction", 25, 30, "% of body weight", (10, 60)),
    "hip_rotation": ("Hip external rotation", 14, 17, "% of body weight", (5, 40)),
    "hip_extension": ("Hip extension", 28, 28, "% of body weight", (10, 70)),
    "knee_extension": ("Knee extension", "2.2", "2.7", "N·m/kg", ("0.5", "6.0")),
}


def _rules() -> Iterator[Rule]:
    yield limit(
        "strength.even_from",
        "A limb is weak under this share of the sound side (limb symmetry index)",
        90,
        "%",
        SOURCE,
        tag="design",
        between=(70, 100),
    )
    for test, (name, female, male, unit, between) in _FLAGS.items():
        for sex, who, value in (("female", "women", female), ("male", "men", male)):
            yield limit(
                f"strength.{test}.{sex}",
                f"{name}, {who}: weak under this",
                value,
                unit,
                SOURCE,
                tag="design",
                between=between,
            )


PART = Part(key="strength", title="Strength", rules=tuple(_rules()))
