"""A thousand made-up people go through twelve weeks by the rules: what must always hold, holds for each of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from programmes.progression import BANDS, Change, Decision, Dose, Outcome, PainCode, Session, State, decide, propose
from programmes.progression.counting import after

MONDAY = date(2026, 9, 7)
PEOPLE, WEEKS = 1000, 12
LADDER = ("X19", "X20", "X22", "X23", "X24")


class Knee:
    """A knee that settles, flares or stays as it is, and answers to what is asked of it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.sore = random.uniform(0, 5)
        self.heals = random.choice((-0.02, 0.0, 0.04, 0.08))
        self.faithful = random.choice((0.3, 0.6, 0.85, 1.0))
        self.answers = random.choice((0.5, 0.9, 1.0))

    def session(self, on: date, dose: Dose, adh: Decimal) -> Session:
        self.sore = min(max(self.sore - self.heals + self.random.gauss(0, 0.4), 0), 9)
        pain = min(10, round(0.6 * self.sore + self.random.random()))
        said = self.random.random() < self.answers
        return Session(
            on=on,
            at=datetime(on.year, on.month, on.day, 18, tzinfo=UTC),
            prescription=f"{dose}",
            exercise=f"{dose.previous_exercise} to {dose.next_exercise}",
            pain_code=self.random.choice(list(PainCode)),
            pd=pain,
            pm=min(10, max(0, round(self.sore + self.random.gauss(-0.6, 0.6)))) if said else None,
            base_pm=Decimal(round(self.sore)),
            reps_ratio=self.random.choice((*[Decimal(1)] * 8, Decimal("0.9"), Decimal("0.6"), None)),
            rir=self.random.choice((3, 3, 3, 2, 2, 2, 1, None)),
            adh14=adh,
            redflag=self.random.random() < 0.002,
            swelling_new=self.random.random() < 0.005,
        )


def accepted(dose: Dose, change: Change) -> Dose:
    """The dose after a physio has accepted."""
    told: dict[str, Any] = dict(change.set)
    if exercise := told.pop("exercise", None):
        return fresh(LADDER.index(exercise))
    if "load_kg" in told:
        told["load_kg"] = Decimal(told["load_kg"])
    return replace(dose, **told)


def fresh(place: int) -> Dose:
    return Dose(
        reps=10,
        reps_low=10,
        reps_top=15,
        load_kg=Decimal(4) if place % 2 else None,
        band=None if place % 2 else BANDS[0],
        next_exercise=LADDER[place + 1] if place + 1 < len(LADDER) else None,
        previous_exercise=LADDER[place - 1] if place else None,
    )


def size(dose: Dose) -> tuple[int, Decimal, int]:
    return dose.reps or 0, dose.load_kg or Decimal(0), BANDS.index(dose.band) if dose.band else 0


def twelve_weeks(seed: int) -> list[tuple[Session, Decision, Dose, Change | None]]:
    random = Random(f"person {seed}")
    knee, dose, state = Knee(random), fresh(0), State()
    story, logged, planned = [], 0, 0
    for day in range(WEEKS * 7):
        if day % 7 not in (0, 2, 4):
            continue
        planned += 1
        if random.random() > knee.faithful:
            continue
        logged += 1
        seen = knee.session(MONDAY + timedelta(days=day), dose, Decimal(logged) / planned)
        decision = decide(seen, state, now=seen.at + timedelta(days=2))
        state = after(state, seen, decision)
        change = propose(decision, dose)
        story.append((seen, decision, dose, change))
        if change and random.random() < 0.9:  # now and then the physio decides otherwise
            dose = accepted(dose, change)
    return story


def test_what_must_always_hold_holds_for_everybody() -> None:
    ups = downs = stops = 0
    for seed in range(PEOPLE):
        story = twelve_weeks(seed)
        raised = [seen.on for seen, decision, _, _ in story if decision.outcome is Outcome.PROGRESS]
        assert all((b - a).days >= 7 for a, b in pairwise(raised)), f"person {seed}: two steps up in a week"
        for place, (seen, decision, dose, change) in enumerate(story):
            about = f"person {seed}, {seen.on}"
            if decision.outcome is Outcome.PROGRESS:
                ups += 1
                assert seen.pd <= 2, about
                assert None not in (seen.pm, seen.reps_ratio, seen.rir), about
                credits = [one for one, told, *_ in story[: place + 1] if told.earned][-3:]
                assert len(credits) == 3, about
                assert len({one.prescription for one in credits}) == 1, about
                if change and change.variable != "exercise":
                    assert size(accepted(dose, change)) != size(dose), about
            if decision.down:
                downs += 1
                if change and change.variable != "exercise":
                    smaller = accepted(dose, change)
                    assert (smaller.reps or 0) <= (dose.reps or 0), about
                    assert (smaller.load_kg or 0) <= (dose.load_kg or 0), about
                    assert smaller.band == dose.band, about
                    assert smaller.reps is not None, about
                    assert smaller.reps >= 1, about
                near = [one.on for one, told, *_ in story[:place] if told.down and (seen.on - one.on).days <= 14]
                assert decision.contact or not near, f"{about}: a second step back in a fortnight and nobody is told"
                same = [told for one, told, *_ in story[:place] if told.down and one.exercise == seen.exercise]
                if change and change.variable == "exercise":
                    assert same, f"{about}: the first step back takes from the dose"
            if seen.redflag:
                stops += 1
                assert decision.outcome is Outcome.STOP, about
                assert change is None, about
            if decision.outcome in {Outcome.CREDIT, Outcome.HOLD, Outcome.PENDING}:
                assert change is None, about
    assert ups > 500, "Enough of the thousand got stronger for this to mean something."
    assert downs > 500
    assert stops > 10
