"""The desk's morning: seven open enquiries of several ages, a waiting list, and Dee, who has just booked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from clinic.accounts.services import give_portal_account
from clinic.bookings.models import Appointment, Enquiry, EnquiryCall
from clinic.bookings.services import (
    book_from_enquiry,
    claim,
    free_slots,
    join_waiting_list,
    log_call,
    receive_enquiry,
    snooze_enquiry,
    waiting_list_from_enquiry,
)
from clinic.demo.house import House
from clinic.demo.people import DEE, DOMAIN, GARETH, KATHERINE, MOBILE
from clinic.demo.records import ALL_CLEAR, Case


class Asks(NamedTuple):
    """An enquiry as it came in, so many minutes ago."""

    minutes: int
    name: str
    mobile: int
    knee: str
    duration: str
    message: str
    flags: tuple[str, ...] = ()
    email: str = ""
    preferred: tuple[str, ...] = ()
    runner: bool = True
    channel: str = "web"


INBOX = (
    Asks(
        9,
        "Patrick O'Neill",
        41,
        "right",
        "under_2_weeks",
        "Knee blew up overnight, it is red and I have been shivering since this morning.",
        ("RF01",),
        runner=False,
    ),
    Asks(
        18,
        "Daniel Price",
        42,
        "left",
        "under_2_weeks",
        "Knee locked after football on Saturday, I can't straighten it.",
        ("RF10",),
        f"dan.price@{DOMAIN}",
        ("Any day",),
    ),
    Asks(
        47,
        "Aisha Rahman",
        43,
        "right",
        "2_to_6_weeks",
        "I have a race in three weeks. Worse on stairs, and it aches when I sit at my desk.",
        (),
        f"aisha.rahman@{DOMAIN}",
        ("Tuesday", "Thursday", "morning"),
    ),
    Asks(
        130,
        GARETH.full_name,
        13,
        "left",
        "6_to_12_weeks",
        "It is my left knee again. Could I see the same person?",
        (),
        f"gareth.b@{DOMAIN}",
        ("evening",),
    ),
    Asks(
        182,
        "Kate Whitfield",
        44,
        "both",
        "3_to_12_months",
        "Rang to ask about prices. Would like somebody who knows running shoes.",
        email=KATHERINE.email,
        channel="phone",
    ),
    Asks(
        304,
        "Sophie Lin",
        45,
        "left",
        "6_to_12_weeks",
        "Sore after hill sessions, round the front of the knee. I can do any lunchtime.",
        (),
        f"sophie.lin@{DOMAIN}",
        ("lunchtime",),
    ),
    Asks(
        370,
        "Hannah Doyle",
        46,
        "right",
        "3_to_12_months",
        "My son is fourteen and plays football four times a week. Do you see children under sixteen?",
        (),
        f"hannah.doyle@{DOMAIN}",
        ("after school",),
    ),
)


def fill_inbox(*, random: Random, house: House, now: datetime) -> list[Enquiry]:
    """Seven open enquiries; one is claimed, one was rung without an answer, one sleeps for an hour."""
    bea = house.people["bea"]
    found = [_receive(asks, random=random, now=now - timedelta(minutes=asks.minutes)) for asks in INBOX]
    *_, kate, sophie, hannah = found
    claim(enquiry=kate, by=bea, now=now - timedelta(minutes=160))
    log_call(
        enquiry=sophie,
        result=EnquiryCall.Result.NO_ANSWER,
        note="Rang out, try after 5",
        by=bea,
        now=now - timedelta(minutes=95),
    )
    log_call(
        enquiry=hannah,
        result=EnquiryCall.Result.MESSAGE_LEFT,
        note="Told voicemail that we see under-16s with a parent",
        by=bea,
        now=now - timedelta(minutes=200),
    )
    snooze_enquiry(enquiry=hannah, until=now + timedelta(minutes=50), by=bea, now=now - timedelta(minutes=200))
    return found


def book_dee(*, random: Random, house: House, now: datetime) -> Appointment:
    """Dee asked yesterday and was booked by phone; her forms wait for her."""
    asked, booked = now - timedelta(hours=21), now - timedelta(hours=19)
    dee = Asks(0, DEE.full_name, 12, "right", "2_to_6_weeks", "Training for my first 10k.", (), DEE.email, ("morning",))
    enquiry = _receive(dee, random=random, now=asked)
    bea, ewa, first = house.people["bea"], house.people["ewa"], house.types["first"]
    soon = timezone.localdate(now) + timedelta(days=2)
    slot = free_slots(frm=soon, to=soon + timedelta(days=21), now=booked, type=first, physio=ewa, by=bea, limit=1)[0]
    return book_from_enquiry(
        enquiry=enquiry,
        physio=ewa,
        type=first,
        start=slot.start,
        date_of_birth=DEE.date_of_birth,
        by=bea,
        now=booked,
        sex=DEE.sex,
        postcode=DEE.postcode,
    )


def fill_waiting_list(cases: Sequence[Case], *, random: Random, house: House, now: datetime) -> None:
    """Four who would come sooner: three known, one new who asked yesterday."""
    bea, review, first = house.people["bea"], house.types["review"], house.types["first"]
    known = [case for case in cases if case.course.ended is None and case.course.visits[0].day < -14][3:12:4]
    wishes: tuple[dict[str, Any], ...] = (
        {"parts_of_day": ["evening"], "note": "Works until five", "urgent": False},
        {"parts_of_day": ["morning"], "weekdays": [0, 2, 4], "note": "Flare after a long run", "urgent": True},
        {"parts_of_day": [], "note": "Any time, can be here in 20 minutes", "urgent": False},
    )
    for days, case, wish in zip((6, 2, 9), known, wishes, strict=True):
        join_waiting_list(
            patient=case.patient, type=review, by=bea, now=now - timedelta(days=days), physio=case.lead, **wish
        )
    asks = Asks(0, "Marcus Webb", 47, "left", "under_2_weeks", "New to running. Any day.", (), f"m.webb@{DOMAIN}")
    enquiry = _receive(asks, random=random, now=now - timedelta(hours=30))
    entry = waiting_list_from_enquiry(
        enquiry=enquiry,
        type=first,
        date_of_birth=DEE.date_of_birth.replace(year=1996),
        by=bea,
        now=now - timedelta(hours=27),
        wishes={"note": "First visit, whoever is free"},
    )
    give_portal_account(patient=entry.patient)


def _receive(asks: Asks, *, random: Random, now: datetime) -> Enquiry:
    enquiry, _ = receive_enquiry(
        form_key=UUID(int=random.getrandbits(128), version=4),
        channel=asks.channel,
        now=now,
        name=asks.name,
        phone=MOBILE.format(asks.mobile),
        email=asks.email,
        knee=asks.knee,
        duration=asks.duration,
        is_runner=asks.runner,
        message=asks.message,
        preferred=list(asks.preferred),
        red_flags={} if asks.channel == "phone" else ALL_CLEAR | dict.fromkeys(asks.flags, True),
    )
    return enquiry
