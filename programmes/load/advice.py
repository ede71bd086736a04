"""What the run log gives reason to say today: the length of the last run and its pain first, weekly figures as notes.

Each thing is said twice, for the patient and for the physio, with its source. It advises; it never blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from programmes.load import rules
from programmes.load.pain import Traffic, flare_plan, flares_need_physio, traffic, worst_of_weeks
from programmes.load.sources import FRANDSEN, LOAD, MONITORING, RATIO, SPIKE
from programmes.load.weeks import Run, Week, acute_chronic, calendar_weeks

Tone = Literal["ease", "ok", "fine", "note"]

# Of 5,205 runners: hazard rate ratio of injury by how far a run passed the longest of 30 days (Frandsen 2025).
COHORT = 5205
RATES = (
    (Decimal("1.30"), "over 10 to 30 %", "1.64 (1.31 to 2.05)"),
    (Decimal("2.00"), "over 30 to 100 %", "1.52 (1.16 to 2.00)"),
    (None, "over 100 %", "2.28 (1.50 to 3.48)"),
)
# A week counts as "before" only when the log reaches back to it.
WEEKS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to say. `patient` is empty for a figure that is the physio's alone."""

    rule: str
    tone: Tone
    patient: str
    physio: str
    source: str


def advise(runs: Sequence[Run], *, on: date, rise: int | None = None, early: bool = False) -> list[Advice]:
    """All that is to say on a day. `runs` oldest first; `rise` is by how much the morning after the last run was worse.

    `early` is whether that run was on one of the first walk-run steps, which keep to the strictest pain rule. The weeks
    are calendar weeks and only those that the log reaches back to. Empty without a run.
    """
    logged = [run for run in runs if run.on <= on]
    if not logged:
        return []
    known = _known_weeks(logged, on)
    weeks = list(_pain_over_weeks(logged, known, on))
    told = [each for each in _last_run(logged, on=on, rise=rise, early=early) if not (weeks and each.rule == "PAIN-OK")]
    told += weeks  # pain that rises or flares is red, whatever the last run alone would be
    if not any(each.tone in ("ease", "ok") for each in told):
        told.append(
            Advice("OK", "fine", "Nothing here asks for a change. Carry on.", "No rule of the run log speaks.", LOAD)
        )
    return [*told, *_notes(known)]


def _known_weeks(runs: Sequence[Run], on: date) -> list[Week]:
    first = min(run.on for run in runs)
    return [week for week in calendar_weeks(runs, on=on, count=WEEKS_BEFORE + 1) if week.ends_on >= first]


def _last_run(runs: Sequence[Run], *, on: date, rise: int | None, early: bool) -> Iterator[Advice]:
    """After a long break how to begin again; else how long the last run was, and its pain."""
    if back := rules.restart(runs, on=on):
        week, step = back.inputs["last_week"], back.inputs["step"]
        words = f"Two weeks or more without a run: half of the last week with one ({week}), from step {step} on."
        yield Advice("L8", "ok", back.words, words, LOAD)
        return
    last = runs[-1]
    if jump := _jump(last, runs[:-1]):
        yield jump
    if last.pain is not None and (felt := _felt(last.pain, rise, last.on, early=early)):
        yield felt


def _jump(last: Run, earlier: Sequence[Run]) -> Advice | None:
    """L7, the one load rule that a large cohort supports."""
    longest = rules.longest_before(last, earlier)
    if longest is None or rules.longest_run(last, earlier) is None:
        return None
    times = last.distance_km / longest
    band, rate = next((band, rate) for top, band, rate in RATES if top is None or times <= top)
    return Advice(
        "L7",
        "ease",
        f"Your last run was {km(last.distance_km)} km. That’s a big step: your longest in the 30 days before was "
        f"{km(longest)} km. In a study of {COHORT:,} runners, injuries came more often after a step like that. "
        f"Keep the next one to {_about(rules.LONGEST * longest)} km or less.",
        f"Single run {km(last.distance_km)} km against a longest of {km(longest)} km in the 30 days before, "
        f"{(times - 1) * 100:.0f} % more. In {COHORT:,} runners a run {band} longer: hazard rate ratio {rate}.",
        FRANDSEN,
    )


def _felt(pain: int, rise: int | None, day: date, *, early: bool) -> Advice | None:
    """L2 and the pain guide for the last run."""
    band = traffic(pain, morning_delta=rise)
    after = "not answered" if rise is None else f"{rise:+d}"
    physio = f"Pain {pain} during the last run, next morning against usual: {after}."
    low, high = flare_plan(day).cut
    less = f"then run {low} to {high} % less"
    if rules.pain_stop(pain=pain, early=False):
        words = f"Your pain went to {pain}. Over 5, stop and walk home. Leave out impact for a day or two, {less}."
        return Advice("L2", "ease", words, physio, MONITORING)
    if rules.pain_stop(pain=pain, early=early) and band is not Traffic.RED:
        words = f"Your pain went to {pain}. On these first steps, over 2 means stop and walk home."
        return Advice("L2", "ease", words, physio, MONITORING)
    if band is Traffic.RED:
        words = f"Your knee was worse the morning after. Leave out impact for a day or two, {less}."
        return Advice("PAIN-EASE", "ease", words, physio, MONITORING)
    if band is Traffic.AMBER:
        words = f"Pain of {pain} is OK when your knee is back to usual by the next morning."
        return Advice("PAIN-OK", "ok", words, physio, MONITORING)
    return None


def _pain_over_weeks(runs: Sequence[Run], known: Sequence[Week], on: date) -> Iterator[Advice]:
    flares = [run.on for run in runs if run.pain is not None and run.pain > 5]
    if flares_need_physio(flares, on=on):
        days = ", ".join(f"{day.day} {day:%b}" for day in sorted(set(flares)) if on - day <= timedelta(days=14))
        words = "That’s two sore runs within two weeks. Ring us and tell your physio."
        yield Advice("PAIN-FLARE", "ease", words, f"Two red days within two weeks: {days}.", LOAD)
    if worst_of_weeks([week.worst_pain for week in known]) is Traffic.RED:
        pains = ", ".join(str(week.worst_pain) for week in reversed(known[:3]))
        words = "Your pain on runs has gone up three weeks in a row. Ease back this week."
        yield Advice("PAIN-EASE", "ease", words, f"Worst pain on runs rises by the week: {pains}.", MONITORING)


def _notes(known: Sequence[Week]) -> Iterator[Advice]:
    """Weekly figures and the ratio: guides only, as no cohort ties them to injury."""
    if len(known) > 1 and known[1].distance_km:
        most = rules.normal_increase(known[1].distance_km, novice=False)
        words = f"A usual step for this week is up to {_about(most)} km, a tenth more than last week."
        yield Advice(
            "L4", "note", words, f"Last week {km(known[1].distance_km)} km, a tenth more is {km(most)} km.", LOAD
        )
    if len(known) > WEEKS_BEFORE and (spike := rules.spike(known)):
        figures = f"This week {spike.inputs['this_week']}, mean of the four before {spike.inputs['mean_before']}."
        yield Advice("L3", "note", spike.words, f"{figures} A guide: week to week showed no link.", SPIKE)
    if len(known) > 1 and (changes := rules.one_change(known)):
        yield Advice("L5", "note", changes.words, f"Raised in one week: {changes.inputs['raised']}.", LOAD)
    for rest in rules.recovery(known):
        yield Advice(
            "L6",
            "note",
            rest.words,
            ", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in rest.inputs.items()),
            LOAD,
        )
    if len(known) >= WEEKS_BEFORE and (ratio := acute_chronic(known)):
        yield Advice(
            "RATIO", "note", "", f"Session-RPE of this week ÷ mean of four, this one included: {ratio}.", RATIO
        )


def _about(value: Decimal) -> str:
    """A most in kilometres, cut to what a watch shows: never more than the rule says."""
    return km(value.quantize(Decimal("0.1"), rounding=ROUND_DOWN))


def km(value: Decimal) -> str:
    """Kilometres without noughts at the end: 5, 5.5, 5.25."""
    return f"{value.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
