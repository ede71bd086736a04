"""A patient whose every field is a marked word goes all the way; then no mark stands where it doesn't belong.

Not in a log line, an address, a task's argument, a mail's subject or an error page. Where the marks do belong is
the database, the pages of those who may see them, and the messages to that person.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from celery.signals import before_task_publish
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from kombu import Connection

from assessments.redflags import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.education.services import load_articles
from clinic.followups.models import Attempt, FollowUp
from clinic.followups.sweep import run
from clinic.followups.tasks import deliver_now
from clinic.logs import JsonFormatter
from patients.models import Patient
from programmes.services import load_library
from tests.assessments.test_examination import RUNNER, SIGNABLE
from tests.factories import NINE, AppointmentTypeFactory, RoomFactory, WorkingHoursFactory

pytestmark = pytest.mark.django_db
NAME, MAIL, WORDS = "Zqfirst Zqsurname", "zqmail@example.org", "zqanswer"
# Whole words: two letters alone stand in every other random token.
MARKS = re.compile(
    r"zqfirst|zqsurname|zqcalled|zqmail|zqanswer|zq1 ?1zq|07700 ?900987|7700900987|1987-06-05|05/06/1987|5 June 1987",
    re.IGNORECASE,
)
CONTACTS = {
    "full_name": NAME,
    "preferred_name": "Zqcalled",
    "email": MAIL,
    "phone": "07700 900987",
    "date_of_birth": "1987-06-05",
    "postcode": "ZQ1 1ZQ",
}
LINKS = re.compile(r'(?:href|action|src|hx-\w+)="([^"]*)"')


class FullMailbox(BaseEmailBackend):
    """A mail server that names the address when it refuses it."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({to: (550, f"no such person {to}".encode()) for m in messages for to in m.to})


class Lines(logging.Handler):
    """Every log line as the clinic's own formatter writes it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Watch:
    """Clients that keep what must be searched: addresses asked for and led to, and pages of errors."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.errors: list[str] = []

    def __call__(self, client: Client, method: str, path: str, *told: Any, **more: Any) -> Any:
        answer = getattr(client, method)(path, *told, **more)
        self.addresses += [path, answer.headers.get("Location", "")]
        text = answer.content.decode() if not answer.streaming else ""
        # A link to a telephone or a mail program is no address that anybody logs.
        self.addresses += [link for link in LINKS.findall(text) if not link.startswith(("tel:", "mailto:"))]
        if answer.status_code in (400, 403, 404, 409, 410, 500):
            self.errors.append(text)
        return answer


@pytest.fixture
def log() -> Iterator[Lines]:
    lines, root = Lines(), logging.getLogger()
    root.addHandler(lines)
    yield lines
    root.removeHandler(lines)


@pytest.fixture
def published() -> Iterator[list[str]]:
    """What is handed to the broker: body and headers of every task."""
    kept: list[str] = []

    def keep(body: Any = None, headers: Any = None, **_: Any) -> None:
        kept.append(json.dumps([body, headers], default=str))

    before_task_publish.connect(keep)
    yield kept
    before_task_publish.disconnect(keep)


@pytest.fixture
def open_clinic(ana: User) -> None:
    load_library()
    load_articles()
    AppointmentTypeFactory.create(key="first", minutes=45, public=True)
    room = RoomFactory.create()
    for weekday in range(5):
        WorkingHoursFactory.create(physio=ana, weekday=weekday, room=room)


def clean(texts: list[str], what: str) -> None:
    assert [text[:300] for text in texts if MARKS.search(text)] == [], f"a mark in {what}"


def asks(see: Watch, bea: Client, physio: User) -> Patient:
    """The canary asks by the API and is booked; some of it goes wrong on the way."""
    enquiry = {
        "name": NAME,
        "email": MAIL,
        "phone": "07700 900987",
        "knee": "left",
        "duration": "6_to_12_weeks",
        "is_runner": True,
        "message": WORDS,
        "red_flags": dict.fromkeys(PATIENT_KEYS, False),
        "consent_contact": True,
    }
    visitor = Client(raise_request_exception=False)
    sent = see(visitor, "post", "/api/v1/enquiries/", enquiry, "application/json").json()
    wish = {
        "enquiry": sent["id"],
        "date_of_birth": CONTACTS["date_of_birth"],
        "physio": str(physio.uuid),
        "type": "first",
        "start": "2026-11-25T10:00:00Z",
    }
    assert see(bea, "post", "/api/v1/appointments/", wish, "application/json").status_code == 201
    assert see(bea, "post", "/api/v1/appointments/", wish, "application/json").status_code == 409
    patient = Patient.objects.get()
    see(bea, "patch", f"/api/v1/patients/{patient.uuid}/", CONTACTS, "application/json")
    see(bea, "post", reverse("desk:find"), {"q": NAME})
    for page in ("desk:board", "desk:inbox", "followups:messages"):
        see(bea, "get", reverse(page))
    see(bea, "get", reverse("desk:patient", args=[patient.uuid]))
    see(bea, "get", reverse("desk:patient-book", args=[patient.uuid]))
    return patient


def signs_in(see: Watch) -> Client:
    browser = Client(raise_request_exception=False)
    see(browser, "post", reverse("accounts:ask-link"), {"email": MAIL})
    link = re.search(r"/accounts/link/\S+", str(mail.outbox[-1].body))
    assert link is not None
    see(browser, "post", link[0], {"day": 1, "month": 1, "year": 1990})
    assert see(browser, "post", link[0], {"day": 5, "month": 6, "year": 1987}).status_code == 302
    assert see(browser, "get", link[0]).status_code == 410
    return browser


def is_treated(see: Watch, ana: Client, canary: Client, patient: Patient) -> None:
    """Examined, planned for, exercised; pages opened by both."""
    episode = patient.current_episode()
    assert episode is not None
    note = {"episode": str(episode.uuid), "kind": "first", "findings": {**SIGNABLE, **RUNNER}, "plan": WORDS}
    made = see(ana, "post", "/api/v1/assessments/", note, "application/json").json()
    see(ana, "post", f"/api/v1/assessments/{made['id']}/sign/", {"version": made["version"]}, "application/json")
    plan = {"episode": str(episode.uuid), "template": "strength", "starts_on": "2026-11-24"}
    programme = see(ana, "post", "/api/v1/programmes/", plan, "application/json").json()
    today = see(canary, "get", f"/api/v1/programmes/{programme['id']}/today/?on=2026-11-25").json()
    session = {
        "id": str(uuid4()),
        "programme": programme["id"],
        "on": "2026-11-24",
        "entries": [{"row": row["row"], "outcome": "part", "reason": WORDS} for row in today["session"]],
        "pain_during": 7,
        "settle": "over_24h",
        "note": WORDS,
    }
    assert see(canary, "post", "/api/v1/sessions/", session, "application/json").status_code == 201
    check = {"on": "2026-11-24", "pain_morning": 3, "feeling": WORDS}
    assert see(canary, "post", "/api/v1/check-ins/", check, "application/json").status_code == 422
    for page in ("today", "session", "progress", "learn", "visits", "messages", "me", "me-data", "signs", "flare"):
        assert see(canary, "get", reverse(f"portal:{page}")).status_code < 400
    see(ana, "post", reverse("staff:patients"), {"q": NAME})
    for page in ("chart", "plan"):
        assert see(ana, "get", reverse(f"staff:{page}", args=[patient.uuid])).status_code == 200
    for page in ("admin:index", "admin:patients_patient_changelist"):
        see(ana, "get", reverse(page))


def goes_wrong(see: Watch, canary: Client, patient: Patient, settings: Any) -> None:
    """Somebody else's page, no page, a refused form, and a fault with the canary's words in it."""
    settings.ROOT_URLCONF = "tests.broken_urls"
    for path in ("/breaks/", "/refuses/", "/rejects/", "/api/v1/breaks/"):
        assert see(canary, "post", path, {"name": NAME, "email": MAIL}).status_code >= 400
    assert see(canary, "get", reverse("staff:chart", args=[patient.uuid])).status_code == 404
    assert see(canary, "get", f"/desk/patients/{patient.uuid}/").status_code == 404
    careful = Client(enforce_csrf_checks=True)
    assert see(careful, "post", reverse("accounts:ask-link"), {"email": MAIL}).status_code == 403


def test_no_mark_of_the_canary_gets_out(
    open_clinic: None,
    ana: User,
    bea: User,
    signed_in: Callable[[User], Client],
    log: Lines,
    published: list[str],
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    see = Watch()
    settings.SITE_URL = "http://testserver"
    with time_machine.travel(NINE, tick=False) as clock, django_capture_on_commit_callbacks(execute=True):
        patient = asks(see, signed_in(bea), ana)
        clock.move_to(NINE + timedelta(minutes=2))
        run(now=NINE + timedelta(minutes=2))
        canary = signs_in(see)
        is_treated(see, signed_in(ana), canary, patient)
        goes_wrong(see, canary, patient, settings)
        morning = datetime(2026, 11, 25, 7, 31, tzinfo=NINE.tzinfo)
        clock.move_to(morning)
        run(now=morning)
        settings.EMAIL_BACKEND = f"{__name__}.FullMailbox"
        run(now=morning + timedelta(hours=8))
        with Connection("memory://") as broker:
            for row in FollowUp.objects.all():
                deliver_now.apply_async((row.pk,), connection=broker)  # type: ignore[call-arg]

    assert Patient.objects.get().full_name == NAME
    assert len(log.lines) > 30
    assert "RuntimeError" in "".join(log.lines)
    assert published
    assert see.errors
    assert len(mail.outbox) >= 2
    assert Attempt.objects.exclude(error="").exists()
    clean(log.lines, "a log line")
    clean(published, "a task")
    clean([str(message.subject) for message in mail.outbox], "a subject")
    clean(see.addresses, "an address")
    clean(see.errors, "an error page")
    clean(list(Attempt.objects.values_list("error", flat=True)), "the ledger of tries")
    clean(list(FollowUp.objects.values_list("occasion", flat=True)), "an occasion")
    clean(list(FollowUp.objects.values_list("reason", flat=True)), "a reason")


@pytest.mark.parametrize("word", [NAME, MAIL, WORDS, *CONTACTS.values()])
def test_the_net_holds_every_mark(word: str, log: Lines) -> None:
    logging.getLogger("restride.tests").warning("about %s", word)
    with pytest.raises(AssertionError, match="a mark in a log line"):
        clean(log.lines, "a log line")
