"""The demo clinic, from nothing to lived-in, in one transaction: all of it, or what was there before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from clinic.accounts.models import User
from clinic.demo import mark
from clinic.demo.care import give_care
from clinic.demo.courses import plan_courses
from clinic.demo.diary import fill_diary
from clinic.demo.house import TEAM, give_password, make_house, week_around
from clinic.demo.inbox import book_dee, fill_inbox, fill_waiting_list
from clinic.demo.people import CAL, DEE
from clinic.demo.post import fill_ledger
from clinic.demo.reading import read_articles
from clinic.demo.records import make_records
from clinic.demo.running import give_running_plans
from clinic.demo.runs import log_runs
from patients.access import Role
from patients.models import Patient
from programmes.models import ProgrammeTemplate
from programmes.services import load_library

SEED = 1993
PHYSIOS = [member.key for member in TEAM if member.role == Role.PHYSIO and not member.supervisor]


class NotOurs(Exception):
    """The demo did not make this database; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, as the last lines of `make run` show them."""

    role: str
    email: str
    date_of_birth: str = ""


def make_demo(*, now: datetime, seed: int = SEED, force: bool = False, tell: Callable[[str], None]) -> None:
    """Empties the database and makes the clinic anew. Raises NotOurs on somebody's own data, unless forced.

    `tell` hears what is being made.
    """
    random = Random(seed)
    with transaction.atomic():
        if not (force or mark.is_empty() or mark.is_ours()):
            raise NotOurs(
                "This database holds data that the demo did not make, so it stays as it is. "
                "To lose it and make the demo here, run again with --force."
            )
        mark.empty()
        if not ProgrammeTemplate.objects.exists():
            load_library()
        mark.leave_mark(seed=seed, now=now)
        tell("Making the demo clinic: team, rooms and hours")
        house = make_house(now=now)
        today = timezone.localdate(now)
        working = sorted({who for who, _, days, _ in week_around(today) if today.weekday() in days})
        courses = plan_courses(random, working=working, physios=PHYSIOS)
        tell("Making the demo clinic: patients and diary")
        cases = make_records(courses, house=house, random=random, now=now)
        stays = fill_diary(cases, house=house, random=random, now=now)
        tell("Making the demo clinic: examinations, measures, programmes and training")
        give_care(stays, random=random, now=now)
        log_runs(stays, random=Random(seed), now=now)
        give_running_plans(stays, now=now)
        read_articles(stays, random=random, now=now)
        book_dee(random=random, house=house, now=now)
        tell("Making the demo clinic: enquiries and waiting list")
        fill_inbox(random=random, house=house, now=now)
        fill_waiting_list(cases, random=random, house=house, now=now)
        tell("Making the demo clinic: messages")
        fill_ledger(stays, now=now)
        give_password(list(User.objects.filter(email__in=[CAL.email, DEE.email])))
        tell(f"The demo clinic has {Patient.objects.count()} patients.")


def accounts() -> list[Account]:
    """The demo's sign-ins, none where the demo did not make the database."""
    if not mark.is_ours():
        return []
    roles = {member.key: member.role.value for member in TEAM}
    staff = [Account(roles[key], f"{key}@demo.example") for key in ("olu", "ana", "bea")]
    patients = [Account("patient", who.email, who.date_of_birth.isoformat()) for who in (CAL, DEE)]
    return [*staff, *patients]
