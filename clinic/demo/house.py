"""The clinic itself: its name and rules, the team, the rooms, who works when."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.models import Absence, AppointmentType, Practice, Room, WorkingHours
from clinic.bookings.services import seed_bank_holidays
from clinic.demo.people import DOMAIN
from patients.access import Role

# Signs in everybody of the demo, and nobody anywhere else.
PASSWORD = "happy-knees-run"  # noqa: S105 - public on purpose: printed at the end of `make run`


class Member(NamedTuple):
    key: str
    name: str
    role: Role
    hcpc_number: str = ""
    speciality: str = ""
    supervisor: str = ""


TEAM = (
    Member("olu", "Olu Adeyemi", Role.OWNER),
    Member("bea", "Bea Holt", Role.DESK),
    Member("ana", "Ana Reyes", Role.PHYSIO, "PH100201", "Running injuries"),
    Member("priya", "Priya Nair", Role.PHYSIO, "PH100347", "Knees, young athletes"),
    Member("tom", "Tom Hallworth", Role.PHYSIO, "PH100418", "Strength and return to sport"),
    Member("ewa", "Ewa Zielińska", Role.PHYSIO, "PH100552", "Running technique"),
    Member("sam", "Sam Lee", Role.PHYSIO, speciality="Student", supervisor="ana"),
)
TYPES: dict[str, dict[str, Any]] = {
    "first": {"name": "First visit", "minutes": 45, "public": True},
    "review": {"name": "Review", "minutes": 30, "public": True},
    "gait": {"name": "Running video", "minutes": 60, "buffer_minutes": 15},
    "phone": {"name": "Phone review", "minutes": 20, "needs_room": False, "public": True},
}
ROOMS = {"1": "Room 1", "2": "Room 2", "gym": "Gym"}

MORNING, AFTERNOON = (time(8), time(12, 30)), (time(13, 15), time(17))
LATE_DAY, EVENING = (time(11), time(15)), (time(15, 30), time(20))
SATURDAY = (time(8, 30), time(13, 30))
WEEK: tuple[tuple[str, str, tuple[int, ...], tuple[tuple[time, time], ...]], ...] = (
    ("ana", "1", (0, 1, 2, 3, 4), (MORNING, AFTERNOON)),
    ("priya", "2", (0, 2, 3), (MORNING, AFTERNOON)),
    ("ewa", "2", (1, 4), (MORNING, AFTERNOON)),
    ("tom", "gym", (0, 1, 3, 4), (LATE_DAY, EVENING)),
    ("ewa", "gym", (2,), (LATE_DAY, EVENING)),
    ("priya", "2", (5,), (SATURDAY,)),
    ("ewa", "gym", (5,), (SATURDAY,)),
)


@dataclass
class House:
    """Everybody and everything that the rest of the demo refers to, by a short key."""

    people: dict[str, User] = field(default_factory=dict)
    types: dict[str, AppointmentType] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)

    @property
    def physios(self) -> list[User]:
        return [self.people[member.key] for member in TEAM if member.role == Role.PHYSIO and not member.supervisor]


def make_house(*, now: datetime) -> House:
    """The practice, seven people, four types of visit, three rooms, the week, the closed days, one absence."""
    today = timezone.localdate(now)
    Practice(
        name="Wellbeing Rehab",
        strapline="Running and knee physiotherapy",
        phone="+441616760341",
        email="info@wellbeing-rehab.co.uk",
        address="Didsbury",
        town="Manchester",
    ).save()
    house = House(
        people=_team(),
        types={key: AppointmentType.objects.create(key=key, **one) for key, one in TYPES.items()},
        rooms={key: Room.objects.create(name=name) for key, name in ROOMS.items()},
    )
    give_password(list(house.people.values()))
    WorkingHours.objects.bulk_create(
        WorkingHours(physio=house.people[who], weekday=day, opens=opens, closes=closes, room=house.rooms[room])
        for who, room, days, stretches in week_around(today)
        for day in days
        for opens, closes in stretches
    )
    first, last = today - timedelta(weeks=8), today + timedelta(weeks=12)
    seed_bank_holidays(first_year=first.year, last_year=last.year)
    leave = _midnight(today + timedelta(days=11))
    Absence.objects.create(
        physio=house.people["priya"], start=leave, end=leave + timedelta(days=3), reason="Annual leave"
    )
    return house


def week_around(today: date) -> tuple[tuple[str, str, tuple[int, ...], tuple[tuple[time, time], ...]], ...]:
    """The week's rota. Ana also works on the weekday of today and of nine days on, so that her day is never empty."""
    asked = {today.weekday(), (today.weekday() + 9) % 7}
    extra = tuple(("ana", "1", (day,), (SATURDAY,)) for day in sorted(asked & {5, 6}))
    if 6 in asked:
        extra += (("tom", "gym", (6,), (SATURDAY,)),)
    return WEEK + extra


def give_password(users: list[User]) -> None:
    """The demo's one password, hashed once."""
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=_hashed())


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _team() -> dict[str, User]:
    """Everybody by key; a student with who supervises them."""
    people = {member.key: _join(member) for member in TEAM}
    for member in TEAM:
        if member.supervisor:
            people[member.key].supervisor = people[member.supervisor]
            people[member.key].save(update_fields=["supervisor"])
    return people


def _join(member: Member) -> User:
    return User.objects.create_user(
        f"{member.key}@{DOMAIN}",
        name=member.name,
        role=member.role,
        hcpc_number=member.hcpc_number,
        speciality=member.speciality,
    )


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(0)))
