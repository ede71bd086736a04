"""The progression rules written a second time from their agreed text, and held against the engine on thousands of logs.

Nothing here comes from the engine but the shape of a session: classes, table, order and counts are typed anew.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from programmes.progression import Decision, PainCode, Session, Settle, State, decide, walk
from programmes.rulebook.progression import parts

MONDAY = date(2026, 9, 7)
# Three lines of pain by three mornings, each with what a full, a hard and a short session get. + tells the physio.
AGREED = {
    (0, 0): "chh", (0, 1): "hhr", (0, 2): "rrr",
    (1, 0): "hhr", (1, 1): "rrr", (1, 2): "rrR",
    (2, 0): "rrr", (2, 1): "rrR", (2, 2): "RRR",
}  # fmt: skip


def pain_class(pain: int) -> int:
    return 0 if pain < 3 else 1 if pain < 6 else 2


def morning_class(seen: Session) -> int | None:
    if seen.settle == "over_24h":
        return 2
    if seen.pm is None:
        return None
    usual = int(Fraction(seen.base_pm) + Fraction(1, 2))  # half a point counts up
    return min(max(seen.pm - usual, 0), 2)


def done_class(seen: Session) -> int:
    spare = seen.rir if seen.rir is not None else None if seen.rpe is None else 10 - seen.rpe
    if seen.reps_ratio is None:
        return 1
    if Fraction(seen.reps_ratio) < Fraction(4, 5):
        return 2
    return 0 if Fraction(seen.reps_ratio) >= 1 and spare is not None and spare > 1 else 1


def allowed(seen: Session) -> int:
    """The most pain at which a hold stays a hold."""
    if seen.run:
        return 2 if seen.run_step is not None and seen.run_step <= 4 else 10
    return {"P1": 2, "P2": 3, "P3": 10}[seen.pain_code.value]


@dataclass
class Second:
    """The counts, kept as plainly as possible: the whole story and scans over it."""

    story: list[dict[str, Any]] = field(default_factory=list)

    def judge(self, seen: Session, now: datetime) -> tuple[str, bool, bool, tuple[str, ...]]:
        """What it says, whether a person is told, whether the dose goes down, and the rules that spoke."""
        told = self._first(seen, now)
        if told["says"] != "pending":
            self.story.append({**told, "on": seen.on, "dose": seen.prescription})
        return told["says"], told["contact"], told.get("down", False), tuple(told["rules"])

    def _first(self, seen: Session, now: datetime) -> dict[str, Any]:
        if seen.redflag:
            return {"says": "stop", "contact": True, "rules": ["PG-FLAG"]}
        if seen.locked or seen.swelling_new or seen.giving_way or seen.night_pain_new:
            return {"says": "contact", "contact": True, "rules": ["PG-SIGN"]}
        morning = morning_class(seen)
        if morning is None and now - seen.at < timedelta(hours=36):
            return {"says": "pending", "contact": False, "rules": ["PG-WAIT"]}
        return self._then(seen, morning)

    def _then(self, seen: Session, morning: int | None) -> dict[str, Any]:
        pain, done = pain_class(seen.pd), done_class(seen)
        letter = "h" if morning is None else AGREED[pain, morning][done]
        row3 = (pain, morning, done) == (0, 0, 2)
        told: dict[str, Any] = {
            "row3": row3,
            "mid": pain == 1,
            "contact": letter == "R",
            "credit": False,
            "down": False,
            "rules": ["PG-NO-AM" if morning is None else f"PT{9 * pain + 3 * morning + done + 1:02}"],
        }
        says = {"c": "credit", "h": "hold", "r": "regress", "R": "regress"}[letter]
        if row3 and self.story and self.story[-1].get("row3"):
            says = self._say(told, "PG-SHORT2", "regress")
        if says == "hold" and morning is not None and seen.pd > allowed(seen):
            says = self._say(told, f"PG-P{allowed(seen) - 1}", "regress")
        if says == "credit" and seen.form_ok is False:
            says = self._say(told, "PG-FORM", "hold")
        told["down"] = says == "regress"
        if says == "credit":
            told["credit"] = True
            told["streak"] = 1 + self._streak(seen.prescription)
        low = seen.adh14 is not None and seen.adh14_before is not None
        if low and max(Fraction(seen.adh14 or 0), Fraction(seen.adh14_before or 0)) < Fraction(2, 5):
            says = self._say(told, "PG-ADH2", "contact")
        elif says == "credit" and told["streak"] >= 3:
            says = self._step(seen, told)
        told["says"] = self._counted(says, seen, told)
        told["down"] |= told["says"] == "regress" or told.get("eased", False)
        told["contact"] |= told["says"] == "contact"
        return told

    @staticmethod
    def _say(told: dict[str, Any], rule: str, says: str) -> str:
        told["rules"].append(rule)
        return says

    def _streak(self, dose: str) -> int:
        """Credits in a row on this dose, withheld steps among them; a step taken or a contact begins anew."""
        if not self.story or self.story[-1]["dose"] != dose:
            return 0
        last = self.story[-1]
        return int(last.get("streak", 0)) if last.get("credit") and last["says"] in ("credit", "hold") else 0

    def _step(self, seen: Session, told: dict[str, Any]) -> str:
        ups = [one["on"] for one in self.story if one["says"] == "progress"]
        if seen.adh14 is None or Fraction(seen.adh14) < Fraction(7, 10):
            return self._say(told, "PG-ADH", "hold")
        if seen.gate is False:
            told["gate"] = True
            since = max((place for place, one in enumerate(self.story) if one["says"] == "progress"), default=-1)
            tries = sum(bool(one.get("gate")) for one in self.story[since + 1 :])
            return self._say(told, "PG-GATE3", "contact") if tries >= 2 else self._say(told, "PG-GATE", "hold")
        if ups and (seen.on - ups[-1]).days < 7:
            return self._say(told, "PG-WEEK", "hold")
        if seen.clash_on and (seen.on - seen.clash_on).days < 7:
            return self._say(told, "PG-IMPACT", "hold")
        return self._say(told, "PG-CREDIT3", "progress")

    def _counted(self, says: str, seen: Session, told: dict[str, Any]) -> str:
        if says == "hold":
            held = 0
            for one in reversed(self.story):
                if one["says"] != "hold":
                    break
                held += 1
            mid = 0
            for one in reversed(self.story):
                if one["says"] != "hold" or not one.get("mid"):
                    break
                mid += 1
            if told["mid"] and mid >= 3:
                says = self._say(told, "PG-HOLD4", "regress")
            if held >= 5:
                told["eased"] = says == "regress"
                return self._say(told, "PG-HOLD6", "contact")
        if says == "regress":
            near = [one for one in self.story if one.get("down") and (seen.on - one["on"]).days <= 14]
            if near:
                told["eased"] = True
                return self._say(told, "PG-REGRESS2", "contact")
        return says


def told_by(decision: Decision) -> tuple[str, bool, bool, tuple[str, ...]]:
    return decision.outcome.value, decision.contact, decision.down, decision.rules


GOOD = {"pd": 1, "pm": 0, "reps_ratio": Decimal(1), "rir": 3, "adh14": Decimal(1)}
# What a person keeps doing, one of these at random each time; now and then it is anything at all.
HABITS: dict[str, tuple[float, list[dict[str, Any]]]] = {
    "anything": (0.0, [{}]),
    "mixed": (0.5, [GOOD, GOOD, GOOD | {"pd": 3}]),
    "good": (0.85, [GOOD, GOOD, GOOD | {"pd": 2}, GOOD | {"pd": 3}]),
    "stuck": (0.95, [GOOD | {"rir": 0}, GOOD | {"form_ok": False}, GOOD | {"pm": None}]),
    "sore": (0.95, [GOOD | {"pd": 4}]),
    "before the gate": (0.97, [GOOD | {"gate": False}]),
    "seldom": (0.95, [GOOD | {"adh14": Decimal("0.5")}, GOOD | {"adh14": None}]),
}


def some_session(random: Random, day: int, habit: str) -> Session:
    on = MONDAY + timedelta(days=day)
    at = datetime(on.year, on.month, on.day, random.randint(6, 22), tzinfo=UTC)
    share, kinds = HABITS[habit]
    if random.random() < share:
        return Session(on=on, at=at, prescription="a", pain_code=PainCode.P3, **random.choice(kinds))
    run = random.random() < 0.2
    return Session(
        on=on,
        at=at,
        prescription=random.choice("aaab"),
        pain_code=random.choice(list(PainCode)),
        pd=random.randint(0, 10) if random.random() < 0.4 else random.randint(0, 5),
        settle=random.choice([None, None, *Settle]),
        pm=random.choice([None, *range(6)]),
        base_pm=Decimal(random.randint(0, 6)) / 2,
        reps_ratio=random.choice([None, *(Decimal(n) / 100 for n in (0, 50, 79, 80, 99, 100, 100, 100, 110))]),
        rir=random.choice([None, 0, 1, 2, 3, 5]),
        rpe=random.choice([None, 7, 8, 9]),
        adh14=random.choice([None, *(Decimal(n) / 100 for n in (0, 39, 40, 69, 70, 100, 100))]),
        adh14_before=random.choice([None, *(Decimal(n) / 100 for n in (0, 39, 40, 100, 100))]),
        form_ok=random.choice([None, True, True, False]),
        redflag=random.random() < 0.02,
        locked=random.random() < 0.01,
        swelling_new=random.random() < 0.02,
        giving_way=random.random() < 0.01,
        night_pain_new=random.random() < 0.01,
        run=run,
        run_step=random.choice([None, *range(1, 13)]) if run else None,
        gate=random.choice([None, None, None, True, False]),
        clash_on=on - timedelta(days=random.randint(0, 12)) if random.random() < 0.1 else None,
    )


def test_both_say_the_same_of_every_session_of_seven_thousand_logs() -> None:
    random = Random("twice")
    said: set[str] = set()
    for log, habit in product(range(1000), HABITS):
        days = sorted(random.sample(range(60), random.randint(1, 20)))
        sessions = [some_session(random, day, habit) for day in days]
        now = sessions[-1].at + timedelta(hours=random.choice((1, 20, 35, 36, 200)))
        second = Second()
        for seen, decision, _ in walk(sessions, now=now):
            expected = second.judge(seen, now)
            assert told_by(decision) == expected, f"{habit}, log {log}, {seen}"
            said |= {expected[0], *expected[3]}
    assert said >= {"credit", "hold", "regress", "contact", "stop", "pending", "progress"}
    rules = {rule.id for part in parts() for rule in part.rules if rule.id.startswith(("PG-", "PT"))}
    never_said = {"PG-SHORT", "PG-FULL", "PG-RUN"}  # classes of a session, no answers of their own
    assert rules - never_said <= said, "Every rule of the owner's page has spoken in one log or another."


def test_both_say_the_same_of_a_first_session_of_every_kind() -> None:
    """Every pain, morning, time to settle, amount, effort, code, form and share of sessions done, together."""
    at = datetime(2026, 9, 7, 18, tzinfo=UTC)
    ratios = (None, Decimal("0.79"), Decimal("0.80"), Decimal("0.99"), Decimal(1))
    shares = (None, Decimal("0.39"), Decimal("0.40"))
    axes = product(
        range(11), (None, 0, 1, 2, 3), (None, Settle.OVER_24H), ratios, (None, 1, 2), PainCode, (None, False), shares
    )
    rows: set[str] = set()
    for pd, pm, settle, ratio, rir, code, form, share in axes:
        seen = Session(
            on=MONDAY, at=at, prescription="a", pain_code=code, pd=pd, pm=pm, settle=settle, reps_ratio=ratio, rir=rir,
            form_ok=form, adh14=share, adh14_before=share,
        )  # fmt: skip
        now = at + timedelta(days=3)
        decision = decide(seen, State(), now=now)
        assert told_by(decision) == Second().judge(seen, now), seen
        rows.add(decision.table_row or "")
    assert len(rows - {""}) == 27


@pytest.mark.parametrize("hours", [0, 35, 36, 37])
def test_both_wait_as_long_for_a_morning(hours: int) -> None:
    for pd, settle in product(range(11), (None, *Settle)):
        at = datetime(2026, 9, 7, 18, tzinfo=UTC)
        seen = Session(on=MONDAY, at=at, prescription="a", pain_code=PainCode.P1, pd=pd, settle=settle)
        now = at + timedelta(hours=hours)
        assert told_by(decide(seen, State(), now=now)) == Second().judge(seen, now), seen
