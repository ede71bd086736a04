"""What a suggestion rests on, named as a physio names it. Pure."""

from decimal import Decimal

from programmes.progression.deciding import Fact

_SETTLED = {
    "within_1h": "within an hour",
    "1_to_24h": "later that day",
    "over_24h": "more than a day",
}


def used(inputs: dict[str, Fact]) -> list[tuple[str, str]]:
    """What a suggestion rests on, named as a physio names it; what was not known is left out."""
    settled = _SETTLED.get(str(inputs.get("settle")))
    share, form = inputs.get("adh14"), inputs.get("form_ok")
    signs = inputs.get("signs")
    told: list[tuple[str, Fact]] = [
        ("Session on", inputs.get("on")),
        ("Pain during", _of_ten(inputs.get("pd"))),
        ("Settled", settled),
        ("Next morning", _of_ten(inputs.get("pm"))),
        ("Usual morning", _of_ten(inputs.get("base_pm"))),
        ("Dose done", _percent(inputs.get("reps_ratio"))),
        ("In reserve", inputs.get("rir")),
        ("Pain code", inputs.get("code")),
        ("Sessions done, 14 days", _percent(share)),
        ("Form", None if form is None else "right" if form else "not right"),
        ("New signs", ", ".join(signs) if isinstance(signs, list) else None),
        ("Walk-run step", inputs.get("run_step")),
    ]
    return [(name, str(value)) for name, value in told if value not in (None, "")]


def _of_ten(value: Fact) -> str | None:
    return None if value is None else f"{value} of 10"


def _percent(value: Fact) -> str | None:
    return None if value is None else f"{Decimal(str(value)) * 100:.0f} %"
