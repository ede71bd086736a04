"""Six weeks told to the portal, session by session and morning by morning, give what the rules give on paper.

The paper side is worked out here from the same diary: usual mornings, shares of sessions done, and the log of a row
over the doses that were accepted. It asks the rules, but nothing of what stands between them and the tables.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any
from uuid import uuid4

import pytest

from clinic.accounts.models import User
from patients.models import Episode
from programmes.models import Programme, Row
from programmes.progression import Decision, Outcome, PainCode, Session, Settle, walk
from programmes.services import accept_suggestion, check_in, log_session, review_recent
from tests.factories import NINE, ExerciseFactory, PhaseFactory, ProgrammeFactory, RowFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)
TRAINING = (0, 2, 4)
SPOKEN = {Outcome.PROGRESS, Outcome.REGRESS, Outcome.CONTACT, Outcome.STOP}
CONTENT = {"tempo": "3-1-2", "dose": {"preset": "D3", "reps": [8, 8], "seconds": None}}


def at(on: date, hour: int = 18) -> datetime:
    return NINE.replace(year=on.year, month=on.month, day=on.day, hour=hour)


@dataclass
class Diary:
    """What one person did and said, as it was told; `doses` counts the accepted changes of each row."""

    sessions: list[date] = field(default_factory=list)
    mornings: dict[date, int] = field(default_factory=dict)
    done: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    doses: dict[int, int] = field(default_factory=dict)

    def usual(self, on: date) -> Decimal:
        rested = [
            pain
            for day, pain in self.mornings.items()
            if 0 <= (on - day).days <= 6 and day - timedelta(days=1) not in self.sessions
        ]
        return Decimal(str(median(rested))) if len(rested) >= 3 else Decimal(0)

    def share(self, on: date) -> Decimal | None:
        """Of the fortnight up to a day, or of what there was of it."""
        fortnight = [on - timedelta(days=back) for back in range(14) if on - timedelta(days=back) >= MONDAY]
        planned = [day for day in fortnight if day.weekday() in TRAINING]
        return Decimal(len([day for day in fortnight if day in self.sessions])) / len(planned) if planned else None

    def log(self, row: int) -> list[Session]:
        return [
            Session(
                pm=self.mornings.get(one["on"] + timedelta(days=1)),
                base_pm=self.usual(one["on"]),
                adh14=self.share(one["on"]),
                adh14_before=self.share(one["on"] - timedelta(days=14)) if (one["on"] - MONDAY).days >= 27 else None,
                **one,
            )
            for one in self.done.get(row, [])
        ]


@dataclass
class Six:
    """Six weeks of one person with two rows, on both sides."""

    programme: Programme
    rows: list[Row]
    random: Random
    diary: Diary = field(default_factory=Diary)
    said: list[Outcome] = field(default_factory=list)

    def train(self, on: date) -> None:
        entries: list[dict[str, Any]] = []
        self.diary.sessions.append(on)
        settle = self.random.choice(["within_1h", "within_1h", "1_to_24h", "", "over_24h"])
        for place, row in enumerate(self.rows):
            pain, spare = self.random.choice((0, 1, 1, 2, 2, 2, 4, 6)), self.random.choice((3, 3, 3, 2, None))
            reps = self.random.choice([(row.reps or 0) * row.sets] * 6 + [1])
            entries.append({"row": row.uuid, "outcome": "done", "reps": reps, "pain": pain, "rir": spare})
            self.diary.done.setdefault(place, []).append({
                "on": on, "at": at(on), "pd": pain, "rir": spare,
                "prescription": f"dose {self.diary.doses.get(place, 0)}",
                "pain_code": PainCode(row.pain_rule), "settle": Settle(settle) if settle else None,
                "reps_ratio": Decimal(reps) / ((row.reps or 0) * row.sets),
            })  # fmt: skip
        log_session(
            programme=Programme.objects.get(pk=self.programme.pk), ident=uuid4(), on=on, entries=entries,
            pain_during=max(entry["pain"] for entry in entries), settle=settle, by=None, now=at(on),
        )  # fmt: skip

    def wake(self, on: date) -> None:
        self.diary.mornings[on] = self.random.choice((0, 0, 0, 0, 1, 2))
        pain = self.diary.mornings[on]
        check_in(patient=self.programme.episode.patient, on=on, pain_morning=pain, now=at(on, 8))

    def compare(self, now: datetime) -> None:
        """What waits for the physio is what the last session asks for, and nothing new where it asks for nothing."""
        waiting = {one.row_id: one for one in self.programme.suggestions.waiting()}
        for place, row in enumerate(self.rows):
            decision = self.on_paper(place, now)
            about = f"{row}, {now}, {decision}"
            if decision and decision.outcome in SPOKEN:
                stands = waiting[row.pk]
                assert (stands.outcome, stands.rule) == (decision.outcome.value, decision.rule), about
                assert (stands.contact, stands.inputs["pd"]) == (decision.contact, decision.inputs["pd"]), about
                assert Decimal(stands.inputs["base_pm"]) == Decimal(str(decision.inputs["base_pm"])), about
                assert stands.inputs["adh14"] == decision.inputs["adh14"], about
                self.said.append(decision.outcome)
            elif row.pk in waiting:
                assert waiting[row.pk].made_at < now, about

    def on_paper(self, place: int, now: datetime) -> Decision | None:
        told = list(walk(self.diary.log(place), now=now))
        dose = f"dose {self.diary.doses.get(place, 0)}"
        return told[-1][1] if told and told[-1][0].prescription == dose else None

    def decide(self, by: User, now: datetime) -> None:
        """A physio accepts what waits; a changed row is another dose."""
        for suggestion in self.programme.suggestions.waiting():
            place = next(n for n, row in enumerate(self.rows) if row.pk == suggestion.row_id)
            accept_suggestion(suggestion=suggestion, by=by, now=now)
            old = self.rows[place]
            self.rows[place] = Row.objects.get(phase=old.phase, order=old.order, retired_in=None)
            self.diary.doses[place] = self.diary.doses.get(place, 0) + (self.rows[place] != old)


@pytest.mark.parametrize("seed", range(4))
def test_six_weeks_in_the_tables_give_what_they_give_on_paper(seed: int, cal_episode: Episode, ana: User) -> None:
    programme = ProgrammeFactory.create(episode=cal_episode, starts_on=MONDAY)
    phase = PhaseFactory.create(programme=programme)
    exercise = ExerciseFactory.create(content=CONTENT)
    usual: dict[str, Any] = {"phase": phase, "exercise": exercise, "days": list(TRAINING), "reps": 8, "tempo": "3-1-2"}
    rows = [RowFactory.create(side=side, pain_rule=rule, **usual) for side, rule in (("left", "P2"), ("right", "P3"))]
    six = Six(programme, rows, Random(f"six weeks {seed}"))
    for day in range(42):
        on = MONDAY + timedelta(days=day)
        if six.random.random() < 0.85:
            six.wake(on)
            six.compare(at(on, 8))
        review_recent(now=at(on, 9))
        six.compare(at(on, 9))
        if on.weekday() in TRAINING and six.random.random() < (0.9 if seed else 0.3):
            six.train(on)
            six.compare(at(on))
        if on.weekday() == 6 and seed % 2:
            six.decide(ana, at(on, 20))
    assert len(six.said) > 10
