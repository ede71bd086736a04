"""Inside the demo clinic, on a Tuesday at half past ten: made once, and looked at from every side."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from assessments.models import Examination, OutcomeRequest, RedFlag
from assessments.services import reading_of
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Enquiry, WaitingEntry
from clinic.demo.house import PASSWORD
from clinic.demo.making import make_demo
from clinic.followups import sweep
from clinic.followups.models import FollowUp
from patients.matching import Person, likely_duplicates
from patients.models import Alert, Episode, Patient
from patients.phones import e164
from programmes.models import CheckIn, Programme, SessionLog, Suggestion
from tests.factories import NINE

pytestmark = pytest.mark.django_db
Status = Appointment.Status
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HALF_PAST_TEN = NINE + timedelta(minutes=90)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One demo for the whole page; each test looks and leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo(now=HALF_PAST_TEN, tell=lambda words: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(made: None, db: None) -> datetime:
    return HALF_PAST_TEN


def test_the_sign_ins_are_printed_one_a_line(demo: datetime) -> None:
    out = StringIO()
    call_command("demo", "--sign-ins", stdout=out)
    assert out.getvalue().splitlines() == [
        f"sign in: owner olu@demo.example {PASSWORD}",
        f"sign in: physio ana@demo.example {PASSWORD}",
        f"sign in: desk bea@demo.example {PASSWORD}",
        f"sign in: patient cal@demo.example {PASSWORD} 1991-03-27",
        f"sign in: patient dee@demo.example {PASSWORD} 1987-09-14",
    ]
    for line in out.getvalue().splitlines():
        _, _, role, email, password, *birth = line.split()
        user = User.objects.get(email=email, role=role)
        assert user.check_password(password)
        assert not birth or f"{user.patient.date_of_birth}" == birth[0]


def test_the_clinic_is_lived_in(demo: datetime) -> None:
    assert 55 <= Patient.objects.count() <= 65
    states = Counter(Appointment.objects.values_list("status", flat=True))
    assert states[Status.ATTENDED] > 120
    assert min(states[state] for state in (Status.BOOKED, Status.CONFIRMED)) > 4
    assert min(states[state] for state in (Status.CANCELLED, Status.DID_NOT_ATTEND)) > 5
    assert WaitingEntry.objects.open(demo.date()).count() == 4
    assert Alert.objects.filter(text="Latex allergy").exists()
    assert Patient.objects.filter(full_name__contains="García").exists()
    assert max(len(name) for name in Patient.objects.values_list("full_name", flat=True)) > 60


def test_the_day_is_under_way(demo: datetime) -> None:
    today = Appointment.objects.on_day(demo.date())
    states = Counter(today.values_list("status", flat=True))
    assert states[Status.ATTENDED] >= 3
    assert states[Status.IN_SESSION] + states[Status.ARRIVED] >= 1
    assert states[Status.BOOKED] + states[Status.CONFIRMED] >= 3
    assert not today.filter(start__gt=demo, status=Status.ATTENDED).exists()


def test_the_inbox_holds_red_flags_and_a_known_face(demo: datetime) -> None:
    inbox = list(Enquiry.objects.open().inbox_order())
    assert len(inbox) == 7
    assert [one.triage for one in inbox[:3]] == ["emergency", "same_day", "none"]
    gareth = next(one for one in inbox if one.name == "Gareth Bell")
    assert likely_duplicates(Person(gareth.name, None, e164(gareth.phone), gareth.email))


def test_care_was_given(demo: datetime) -> None:
    signed = Examination.objects.signed()
    assert signed.filter(kind="first").count() > 35
    assert signed.filter(kind="review").count() > 60
    assert not signed.filter(signed_at__gt=demo).exists()
    assert Examination.objects.drafts().filter(author__name="Ana Reyes").exists()
    leading = Counter(reading_of(note).primary for note in signed.filter(kind="first"))
    assert {"SG1", "SG2", "SG3", "SG4"} <= set(leading)
    assert Programme.objects.active().count() > 25
    assert set(Programme.objects.active().values_list("phase_number", flat=True)) == {1, 2, 3}
    assert SessionLog.objects.count() > 400
    assert not SessionLog.objects.filter(on__gt=demo.date()).exists()
    assert CheckIn.objects.count() > 300
    waiting = Suggestion.objects.waiting()
    assert waiting.filter(outcome="progress").exists()
    assert waiting.filter(contact=True).exists()
    assert RedFlag.objects.open().filter(source="check_in").exists()


def test_scores_move(demo: datetime) -> None:
    stories = [
        [int(score.score or 0) for score in episode.scores.of("akps").scored().in_order()]
        for episode in Episode.objects.all()
    ]
    moved = [story[-1] - story[0] for story in stories if len(story) > 1]
    assert sum(change >= 8 for change in moved) >= 4
    assert min(moved) < 5
    assert all(20 < score < 100 for story in stories for score in story)


def test_cal_comes_in_nine_days_and_dee_for_the_first_time(demo: datetime) -> None:
    cal, dee = Patient.objects.get(email="cal@demo.example"), Patient.objects.get(email="dee@demo.example")
    episode = cal.current_episode()
    assert episode is not None
    assert (episode.side, episode.lead.name) == ("left", "Ana Reyes")
    coming = cal.appointments.upcoming(demo).get()
    assert (coming.start.date() - demo.date()).days == 9
    programme = episode.programmes.active().get()
    assert programme.rows_on(demo.date())
    assert not programme.sessions.filter(on=demo.date()).exists()
    assert programme.sessions.filter(on=demo.date() - timedelta(days=1)).exists()
    assert not cal.check_ins.filter(on=demo.date()).exists()
    assert 14 <= (demo.date() - programme.starts_on).days < 21
    first = dee.appointments.get()
    assert (first.type.key, first.status) == ("first", "booked")
    assert first.start > demo
    assert first.episode.outcome_requests.open(demo.date()).count() >= 5


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("bea", ["/desk/", "/desk/inbox/", "/desk/waiting/", "/desk/messages/"]),
        ("ana", ["/admin/", "/desk/", "{chart of Cal Morgan}", "{chart of Maya Okafor}", "{draft}"]),
        ("olu", ["/admin/", "/desk/", "{chart of Cal Morgan}"]),
        (
            "cal",
            [
                "/portal/",
                "/portal/session/",
                "/portal/progress/",
                "/portal/visits/",
                "/portal/messages/",
                "/portal/me/",
            ],
        ),
        ("dee", ["/portal/", "/portal/progress/", "/portal/visits/", "/portal/learn/", "{form of Dee}"]),
    ],
)
def test_everybody_finds_their_pages(demo: datetime, client: Client, who: str, addresses: list[str]) -> None:
    client.force_login(User.objects.get(email=f"{who}@demo.example"), backend=BACKEND)
    with time_machine.travel(demo, tick=False):
        for address in addresses:
            assert client.get(_address(address), follow=True).status_code == 200, address


def _address(words: str) -> str:
    if words.startswith("{chart of "):
        return reverse("staff:chart", args=[Patient.objects.get(full_name=words[10:-1]).uuid])
    if words == "{draft}":
        return reverse(
            "staff:examination", args=[Examination.objects.drafts().filter(author__name="Ana Reyes")[0].uuid]
        )
    if words == "{form of Dee}":
        dee = Patient.objects.get(email="dee@demo.example")
        return reverse("portal:form", args=[OutcomeRequest.objects.filter(episode__patient=dee)[0].uuid])
    return words


def test_messages_were_sent_skipped_refused_and_planned(demo: datetime) -> None:
    states = Counter(FollowUp.objects.values_list("state", flat=True))
    assert states["sent"] > 40
    assert states["skipped"] >= 2
    assert states["failed"] == 1
    assert FollowUp.objects.filter(state="planned", due_at__gt=demo).count() > 5
    assert not FollowUp.objects.due(demo).exists()
    assert not FollowUp.objects.filter(sent_at__gt=demo).exists()
    assert not FollowUp.objects.filter(state="sent", text="").exists()
    assert not mail.outbox


def test_the_next_sweep_has_nothing_left_to_send(demo: datetime) -> None:
    tick = sweep.run(now=demo)
    assert (tick.planned, tick.due, tick.sent) == (0, 0, 0)


def test_no_episode_was_opened_on_a_day_to_come(demo: datetime) -> None:
    assert not Episode.objects.filter(opened_on__gt=demo.date()).exists()


def test_cal_has_mail_to_read_and_a_form_to_answer(demo: datetime, client: Client) -> None:
    cal = Patient.objects.get(full_name="Cal Morgan")
    sent = FollowUp.objects.filter(patient=cal, state=FollowUp.State.SENT)
    assert {"booking_confirmation", "visit_tomorrow"} <= set(sent.values_list("kind", flat=True))
    assert OutcomeRequest.objects.filter(episode__patient=cal).open(demo.date()).count() == 1
