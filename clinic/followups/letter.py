"""What a message says: words from the kind's templates, links made now, styles inlined for mail programs."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from clinic.accounts.services import give_portal_account, make_sign_in_link
from clinic.bookings.models import Appointment, Practice
from clinic.followups.calendar_file import calendar_file
from clinic.followups.definition import Calendar, Kind
from clinic.followups.links import morning_url, visit_token
from clinic.followups.models import FollowUp
from clinic.followups.wording import when

STYLES = Path(__file__).parent / "mail.css"
# What opens something is not kept: the ledger shows the message, not the key.
KEYS = re.compile(r"(/accounts/link/|/portal/morning/|/visit/)[^/\"'\s<>]+")
MASK = "…"


@dataclass(frozen=True)
class Letter:
    """One message, ready to leave. `calendar` is a file, empty where none goes along."""

    reply_to: str
    subject: str
    text: str
    html: str
    calendar: bytes
    calendar_method: str

    @property
    def text_kept(self) -> str:
        return masked(self.text)

    @property
    def html_kept(self) -> str:
        return masked(self.html)


def masked(words: str) -> str:
    """The words with every sign-in and one-tap key taken out."""
    return KEYS.sub(rf"\1{MASK}", words)


class Links:
    """The ways into the house from one message. Each is made when a template asks for it, and only then."""

    def __init__(self, followup: FollowUp, now: datetime) -> None:
        self._followup, self._now = followup, now

    @cached_property
    def portal(self) -> str:
        """A sign-in link of one use; empty while the patient can't have an account (no date of birth known)."""
        patient = self._followup.patient
        user = give_portal_account(patient=patient) if patient else None
        return make_sign_in_link(user=user, now=self._now) if user else ""

    @property
    def morning(self) -> list[tuple[int, str]]:
        """The eleven answers, each with its page."""
        return [(pain, morning_url(self._followup, pain)) for pain in range(11)]

    @property
    def visit(self) -> str:
        visit = self._followup.appointment
        return str(settings.SITE_URL) + reverse("followups:visit", args=[visit_token(visit)]) if visit else ""

    @property
    def board(self) -> str:
        return str(settings.SITE_URL) + reverse("desk:board")

    @property
    def staff_site(self) -> str:
        return str(settings.SITE_URL) + reverse("admin:index")


@dataclass(frozen=True)
class VisitWords:
    """A visit in words, for the card in the mail."""

    when: str
    weekday: str
    month: str
    day: int
    minutes: int
    physio: str
    free_until: str

    @classmethod
    def of(cls, visit: Appointment, practice: Practice, now: datetime) -> "VisitWords":
        start = timezone.localtime(visit.start)
        until = visit.start - timedelta(hours=practice.cancel_notice_hours)
        return cls(
            when=when(visit.start),
            weekday=f"{start:%A}",
            month=f"{start:%b}",
            day=start.day,
            minutes=int((visit.end - visit.start).total_seconds() // 60),
            physio=visit.physio.name,
            free_until=when(until) if until > now else "",
        )


def write(followup: FollowUp, kind: Kind, *, now: datetime) -> Letter:
    """The letter for one row. Makes a sign-in link where the words have one."""
    practice = Practice.current()
    visit = followup.appointment
    context: dict[str, Any] = {
        "practice": practice,
        "called": _called(followup),
        "links": Links(followup, now),
        "visit": VisitWords.of(visit, practice, now) if visit else None,
        "logo": f"{settings.SITE_URL}{settings.STATIC_URL}brand/mark-mail.png",
        "for_staff": followup.staff_id is not None,
        **kind.more(followup, now),
    }
    method = kind.calendar
    return Letter(
        reply_to=practice.email,
        subject=kind.subject(followup),
        text=_plain(render_to_string(kind.text_template, context)),
        html=_inlined(render_to_string(kind.html_template, context)),
        calendar=calendar_file(visit=visit, practice=practice, now=now, method=method) if visit and method else b"",
        calendar_method=method if visit else Calendar.NONE,
    )


def _called(followup: FollowUp) -> str:
    if followup.patient:
        return followup.patient.called
    return followup.staff.name.split()[0] if followup.staff and followup.staff.name else ""


def _plain(text: str) -> str:
    """At most one empty line between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _inlined(html: str) -> str:
    inliner = css_inline.CSSInliner(extra_css=STYLES.read_text(), load_remote_stylesheets=False)
    return str(inliner.inline(html))
