"""What happened to each of them: when they came, with which knee, to whom, and how it has gone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from typing import Literal, NamedTuple, TypeVar

from clinic.demo.people import ALSO_KNOWN, CAL, GARETH, KATHERINE, Person, more_people

T = TypeVar("T")
Cause = Literal["SG1", "SG2", "SG3", "SG4"]
Trend = Literal["better", "slow", "flare", "silent", "worse"]
VisitType = Literal["first", "review", "gait", "phone"]
Fate = Literal["", "missed", "cancelled"]

HORIZON = 28  # days of visits ahead
WEEK_2, WEEK_6 = 14, 42


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit that should stand near a day, counted from today. An `exact` one stands on that day or nowhere."""

    type: VisitType
    day: int
    fate: Fate = ""
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One person's course of care. Days count from today, minus is past; `ended` is the day of the discharge."""

    person: Person
    physio: str
    side: Literal["left", "right", "both"]
    onset_weeks: int
    opened: int
    cause: Cause
    trend: Trend
    visits: tuple[PlannedVisit, ...]
    runner: bool = True
    ended: int | None = None
    outcome: Literal["", "discharged", "stopped"] = ""
    allergy: str = ""


class Cohort(NamedTuple):
    """How many strangers came first between these two days; whether one of their visits is today."""

    strangers: int
    first: tuple[int, int]
    today: bool = False


COHORTS: dict[str, Cohort] = {
    "discharged": Cohort(6, (-56, -50)),
    "late": Cohort(8, (-54, -38)),
    "late today": Cohort(3, (-50, -38), True),
    "mid": Cohort(8, (-34, -17)),
    "mid today": Cohort(5, (-34, -17), True),
    "early": Cohort(7, (-13, -2)),
    "early today": Cohort(3, (-13, -7), True),
    "new today": Cohort(2, (0, 0), True),
    "booked": Cohort(6, (1, 12)),
    "stopped": Cohort(3, (-40, -10)),
}
SEATS = dict(zip(ALSO_KNOWN, ("late today", "late", "mid today", "mid", "mid"), strict=True)) | {
    KATHERINE: "early",
    GARETH: "discharged",
}
CAUSES: tuple[tuple[Cause, int], ...] = (("SG1", 26), ("SG2", 34), ("SG3", 24), ("SG4", 16))
TRENDS: tuple[tuple[Trend, int], ...] = (("better", 52), ("slow", 20), ("flare", 14), ("silent", 8), ("worse", 6))


def plan_courses(random: Random, *, working: list[str], physios: list[str]) -> list[Course]:
    """Everybody but Dee, whose booking is made by the desk's own verbs.

    `working` are the physios who are in today: who comes today comes to one of them.
    """
    total = sum(cohort.strangers for cohort in COHORTS.values())
    strangers = more_people(random, total)
    seats = [*SEATS.items(), *((next(strangers), name) for name, co in COHORTS.items() for _ in range(co.strangers))]
    courses = [_cal()]
    turns = cycle(working or physios)
    for person, name in seats:
        cohort = COHORTS[name]
        physio = next(turns) if cohort.today else random.choice(physios)
        courses.append(_special(_course(random, person, name, cohort, physio)))
    return courses


def _course(random: Random, person: Person, name: str, cohort: Cohort, physio: str) -> Course:
    first = random.randint(*cohort.first)
    age_like_adult = person.date_of_birth.year < 2008
    course = Course(
        person=person,
        physio=physio,
        side=random.choices(("left", "right", "both"), (44, 44, 12))[0],
        onset_weeks=random.choice((3, 5, 6, 8, 10, 14, 20, 30, 60)),
        # Who is still to come has rung at the latest yesterday.
        opened=min(first - random.randint(1, 9), -1),
        cause=_pick(random, CAUSES),
        trend=_pick(random, TRENDS),
        visits=(),
        runner=random.random() < (0.8 if age_like_adult else 1),
        ended=-random.randint(2, 9) if name == "discharged" else None,
        outcome="discharged" if name == "discharged" else "",
    )
    if name == "stopped":
        return replace(
            course,
            ended=min(first + 12, -1),
            outcome="stopped",
            visits=(PlannedVisit("first", first, "missed"), PlannedVisit("first", first + 6, "cancelled")),
        )
    return replace(course, visits=tuple(_visits(random, course, first, today=cohort.today)))


def _visits(random: Random, course: Course, first: int, *, today: bool) -> Iterator[PlannedVisit]:
    """The first visit, one a week on at times, then reviews; some are missed or cancelled and made good."""
    exact = today and first == 0
    yield PlannedVisit("first", first, exact=exact)
    last = HORIZON if course.ended is None else course.ended
    days = [first + after for after in (7, WEEK_2, 21, 28, 35, WEEK_6, 56)]
    if random.random() < 0.55:
        days = [first + after for after in (WEEK_2, 28, WEEK_6, 56)]
    if today and not exact:
        days = sorted([0, *(day for day in days if abs(day) > 5)])
    for day in days:
        if day > last:
            continue
        near = day if day == 0 and today else day + random.randint(-1, 1)
        kind: VisitType = "review"
        if course.cause == "SG3" and course.runner and first + 18 <= day <= first + 30:
            kind = "gait"
        elif abs(day - first - 7) < 3:
            kind = "phone"
        chance = random.random()
        if day < -1 and chance < 0.13:
            yield PlannedVisit(kind, near, "missed" if chance < 0.05 else "cancelled")
            near += 3
        yield PlannedVisit(kind, near, exact=today and day == 0)
    if course.ended is not None:
        yield PlannedVisit("review", course.ended)


def _cal() -> Course:
    """Third week of his programme, next visit in nine days."""
    return Course(
        person=CAL,
        physio="ana",
        side="left",
        onset_weeks=9,
        opened=-20,
        cause="SG2",
        trend="better",
        visits=(PlannedVisit("first", -18), PlannedVisit("review", -4), PlannedVisit("review", 9)),
    )


def _special(course: Course) -> Course:
    """What stands out in those whose names are told in the tests and on the pictures."""
    match course.person.full_name:
        case "Maya Okafor":
            return replace(course, physio="ana", side="left", cause="SG2", trend="better", runner=True, allergy="Latex")
        case "Ellie Hartley":
            return replace(course, physio="priya", side="right", cause="SG1", trend="slow", onset_weeks=20)
        case "Derek Sykes":
            return replace(course, runner=False, cause="SG2", trend="slow", onset_weeks=60)
        case "Gareth Bell":
            return replace(course, side="left", trend="better")
    return course


def _pick(random: Random, weighted: tuple[tuple[T, int], ...]) -> T:
    return random.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]
