"""What the suggestion says: one sentence or two for the physio, one or two for the patient."""

from __future__ import annotations

from decimal import Decimal

from programmes.progression.deciding import CREDITS_TO_PROGRESS, Decision, Fact
from programmes.progression.proposing import Change
from programmes.progression.session import Pain, Settle
from programmes.progression.table import Outcome

_PHYSIO = {
    "PG-FLAG": "A red-flag answer: all exercise is paused until a clinician clears it.",
    "PG-SIGN": "New sign reported. Impact is paused; please review.",
    "PG-WAIT": "Waiting for the next-morning answer, up to 36 hours.",
    "PG-NO-AM": "No morning answer within 36 hours: same dose, not counted as good.",
    "PG-SHORT2": "Second short session in a row: ease back.",
    "PG-P1": "The exercise's pain code allows 2 at most: ease back.",
    "PG-P2": "The exercise's pain code allows 3 at most: ease back.",
    "PG-FORM": "Form was not right: same dose, not counted as good.",
    "PG-ADH": "Three good sessions in a row, but under 70 % of planned sessions done, or not known: step withheld.",
    "PG-ADH2": "Under 40 % of planned sessions in two review windows: please get in touch.",
    "PG-GATE": "Three good sessions in a row, but the phase gate is not met: step withheld.",
    "PG-GATE3": "The phase gate was not met three times: please review.",
    "PG-WEEK": "Three good sessions in a row, but a step was already taken this week: step withheld.",
    "PG-IMPACT": "Three good sessions in a row, but jumping never goes up in the week of a run step: step withheld.",
    "PG-CREDIT3": "Three good sessions in a row on this dose, pain 2 or less: step up.",
    "PG-HOLD4": "Four sessions in a row held at pain 3 to 5: ease back.",
    "PG-HOLD6": "Six sessions in a row held: no movement either way, please review.",
    "PG-REGRESS2": "Second step back within 14 days: please review.",
}
_PHYSIO_TABLE = {
    Outcome.HOLD: "Same dose again.",
    Outcome.REGRESS: "Ease back.",
}
_REVIEW = "Your physio will review this."
_STOP = (
    "Stop your exercises and runs for now. Follow the safety advice on this page today. "
    "If you can't reach us, call 111. In an emergency, call 999."
)
_FLARE = "That was above 5, so take 24 to 48 hours without running or jumping, with only the gentle exercises."


def for_physio(decision: Decision, change: Change | None = None) -> str:
    """What was seen and what the settling rule makes of it, then the dose that is proposed and the one it comes from.

    Clinical terms allowed; the rule's id and the exercise's name stand beside it.
    """
    told = _PHYSIO.get(decision.rule)
    if told is None and decision.outcome is Outcome.CREDIT:
        told = f"Good session {min(decision.credits, CREDITS_TO_PROGRESS)} of {CREDITS_TO_PROGRESS}, same dose."
    if told is None:
        told = _PHYSIO_TABLE[decision.outcome]
        told += " Please review." if decision.contact else ""
    elif decision.down and decision.outcome is Outcome.CONTACT:
        told += " The dose eases back meanwhile."
    return f"{_seen(decision.inputs)} {told}{_proposed(decision, change)}"


def _proposed(decision: Decision, change: Change | None) -> str:
    if change:
        return f" {change.words[0].upper()}{change.words[1:]}."
    if decision.outcome is Outcome.PROGRESS:
        return " Nothing is left for the rules to raise: the next step is yours to choose."
    return " Nothing is left for the rules to lower: choose by hand." if decision.down else ""


def for_patient(decision: Decision, change: Change | None = None, *, exercise: str = "") -> str:
    """Why, what it means, the next step. A step up or down is only announced: the physio decides on it."""
    if decision.outcome is Outcome.STOP:
        return _STOP
    match decision.outcome:
        case Outcome.PENDING:
            words = "Saved. Tell us tomorrow morning how your knee feels."
        case Outcome.PROGRESS:
            ready = f"You look ready to build up{_dose(change)}. Your physio checks the next step."
            words = f"Three good sessions in a row, with pain 2 or less. {ready}"
        case Outcome.CREDIT:
            words = "Your knee took that well. Do the same next time."
        case Outcome.HOLD:
            words = _hold(decision)
        case Outcome.REGRESS:
            words = _ease_back(decision, change)
        case Outcome.CONTACT:
            words = _contact(decision, change)
    named = f"{exercise}. {words}" if exercise else words
    return f"{named} {_FLARE}" if decision.flare else named


def _dose(change: Change | None) -> str:
    """“: 12 repetitions a set, from 10”; nothing where no dose is proposed."""
    return f": {change.words}" if change else ""


_HOLD = {
    "PG-ADH": "That went well. A few more sessions each week and you can build up. Same again next time.",
    "PG-NO-AM": "We don't know how your knee was the morning after, so stay at this level.",
    "PG-FORM": "Good effort. Get the movement smooth first, so stay at this level.",
    "PG-WEEK": "That went well. One change a week is enough, so stay at this level for now.",
    "PG-IMPACT": "That went well. One change a week is enough, so stay at this level for now.",
    "PG-GATE": "That went well. A few more checks come before the next stage. Same again next time.",
}


def _hold(decision: Decision) -> str:
    if decision.rule in _HOLD:
        return _HOLD[decision.rule]
    delta, pain = decision.inputs["delta"], decision.inputs["pd"]
    if isinstance(delta, int) and delta > 0:
        return "Your knee was a bit sorer than usual the next morning, so stay at this level."
    return f"{pain} is OK. Stay at this level and see how tomorrow feels."


def _ease_back(decision: Decision, change: Change | None) -> str:
    words = f"{_why_less(decision)} Ease back next time and let your knee settle{_dose(change)}."
    return f"{words} {_REVIEW}" if decision.contact else words


def _why_less(decision: Decision) -> str:
    """What the session showed, the pain first."""
    seen = decision.inputs
    delta, pain = seen["delta"], seen["pain"]
    if pain == Pain.HIGH:
        return f"Your pain went to {seen['pd']}."
    if seen["settle"] == Settle.OVER_24H:
        return "Your knee took more than a day to settle."
    if isinstance(delta, int) and delta > 0:
        return "Your knee was sorer than usual the next morning."
    if "PG-HOLD4" in decision.rules:
        return "Your pain has stayed between 3 and 5 for four sessions."
    if {"PG-P1", "PG-P2"} & set(decision.rules):
        return f"Pain of {seen['pd']} is more than we want in this exercise."
    return "That dose was a lot for now."


def _contact(decision: Decision, change: Change | None) -> str:
    if decision.pause_impact:
        return f"Thank you for telling us. No running or jumping for now. {_REVIEW}"
    if decision.rule == "PG-ADH2" and not decision.down:
        return f"Life gets in the way sometimes. Let's find a plan that fits. {_REVIEW}"
    if decision.down:
        return f"{_why_less(decision)} Ease back and let your knee settle{_dose(change)}. {_REVIEW}"
    return f"Stay at this level for now. {_REVIEW}"


def _seen(inputs: dict[str, Fact]) -> str:
    """The session in a sentence: “Pain 1 of 10, morning as usual, all of the dose, 3 in reserve.”"""
    delta, rir, ratio = inputs["delta"], inputs["rir"], inputs["reps_ratio"]
    parts = [f"Pain {inputs['pd']} of 10"]
    if inputs["settle"] == "over_24h":
        parts.append("took over 24 h to settle")
    parts.append(_morning(delta) if isinstance(delta, int) else "morning not known")
    parts.append("amount not known" if ratio is None else _done(Decimal(str(ratio))))
    parts.append("effort not known" if rir is None else f"{rir} in reserve")
    signs = inputs["signs"]
    if isinstance(signs, list) and signs:
        parts.append(", ".join(signs))
    return ", ".join(parts) + "."


def _morning(delta: int) -> str:
    if delta == 0:
        return "morning as usual"
    return f"morning {abs(delta)} {'above' if delta > 0 else 'under'} usual"


def _done(ratio: Decimal) -> str:
    if ratio >= 1:
        return "all of the dose"
    return f"{ratio * 100:.0f} % of the dose" if ratio else "none of the dose"
