"""The day of a visit, and who may do what at the desk."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.bookings.choosing import Wished
from clinic.bookings.models import Appointment, WaitingEntry
from patients.models import Patient
from tests.factories import (
    NINE,
    AlertFactory,
    AppointmentFactory,
    AppointmentTypeFactory,
    EnquiryFactory,
    EpisodeFactory,
    PatientFactory,
    PhysioFactory,
    WaitingEntryFactory,
    WorkingHoursFactory,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]
TEN = NINE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def visit(ana: User) -> Appointment:
    """At ten with Ana, who works all Tuesday."""
    WorkingHoursFactory.create(physio=ana)
    kind = AppointmentTypeFactory.create(needs_room=False)
    made: Appointment = AppointmentFactory.create(
        physio=ana, type=kind, start=TEN, episode=EpisodeFactory.create(lead=ana)
    )
    return made


def press(browser: Client, visit: Appointment, action: str) -> int:
    code: int = browser.post(reverse("desk:visit-step", args=[visit.uuid, action])).status_code
    visit.refresh_from_db()
    return code


def test_arrive_start_done_are_one_press_each(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser = signed_in(bea)
    for action, state in (("arrive", "arrived"), ("start", "in_session"), ("attend", "attended")):
        assert press(browser, visit, action) == 302
        assert visit.status == state


def test_a_step_that_the_state_forbids_is_refused_with_a_sentence(
    bea: User, visit: Appointment, signed_in: SignedIn
) -> None:
    answer = signed_in(bea).post(reverse("desk:visit-step", args=[visit.uuid, "miss"]))
    assert answer.status_code == 409
    assert "has not started yet" in answer.content.decode()


def test_an_unknown_step_is_not_found(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    assert press(signed_in(bea), visit, "explode") == 404


def test_cancelling_needs_a_reason(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser, url = signed_in(bea), reverse("desk:visit-cancel", args=[visit.uuid])
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Has a cold"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.status, visit.cancelled_by, visit.cancelled_late) == ("cancelled", bea, True)


def test_a_visit_is_moved_to_an_offered_time(bea: User, ana: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser, url = signed_in(bea), reverse("desk:visit-move", args=[visit.uuid])
    offered = browser.get(url).context["times"].offered
    assert offered
    noon = Wished(NINE + timedelta(hours=3), ana)
    assert browser.post(url, {"slot": noon.value, "physio": str(ana.uuid)}).status_code == 302
    visit.refresh_from_db()
    assert visit.start == noon.start


def test_moving_to_a_taken_time_keeps_the_old_one(
    bea: User, ana: User, visit: Appointment, signed_in: SignedIn
) -> None:
    noon = NINE + timedelta(hours=3)
    AppointmentFactory.create(physio=ana, start=noon, episode=EpisodeFactory.create(lead=ana))
    answer = signed_in(bea).post(
        reverse("desk:visit-move", args=[visit.uuid]), {"slot": Wished(noon, ana).value, "physio": ""}
    )
    assert answer.status_code == 409
    visit.refresh_from_db()
    assert visit.start == TEN


def test_the_next_visit_is_booked_once(bea: User, ana: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser, url = signed_in(bea), reverse("desk:patient-book", args=[visit.patient.uuid])
    form = {"type": "first", "slot": Wished(NINE + timedelta(hours=3), ana).value, "key": str(uuid4())}
    assert {browser.post(url, form).status_code for _ in range(2)} == {302}
    assert visit.patient.appointments.count() == 2


def test_without_an_open_course_of_care_the_next_visit_begins_as_an_enquiry(
    bea: User, visit: Appointment, signed_in: SignedIn
) -> None:
    known = PatientFactory.create(full_name="Old Friend")
    page = signed_in(bea).get(reverse("desk:patient-book", args=[known.uuid])).content.decode()
    assert "Start an enquiry" in page
    start = signed_in(bea).get(reverse("desk:enquiry-new"), {"patient": str(known.uuid)})
    assert 'value="Old Friend"' in start.content.decode()


def test_a_physio_moves_on_only_the_own_visits(ana: User, visit: Appointment, signed_in: SignedIn) -> None:
    assert press(signed_in(PhysioFactory.create()), visit, "arrive") == 403
    assert press(signed_in(ana), visit, "arrive") == 302


def test_a_physio_reads_the_desk_but_does_not_write_there(ana: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser, enquiry = signed_in(ana), EnquiryFactory.create()
    for name, args in (("board", []), ("inbox", []), ("diary-week", []), ("waiting", []), ("enquiry", [enquiry.uuid])):
        assert browser.get(reverse(f"desk:{name}", args=args)).status_code == 200
    assert browser.post(reverse("desk:enquiry-claim", args=[enquiry.uuid])).status_code == 403
    assert browser.get(reverse("desk:visit-move", args=[visit.uuid])).status_code == 403


def test_for_a_patient_the_desk_does_not_exist(cal: Patient, visit: Appointment, signed_in: SignedIn) -> None:
    browser = signed_in(cal)
    assert browser.get(reverse("desk:board")).status_code == 404
    assert browser.get(reverse("desk:patient", args=[cal.uuid])).status_code == 404
    assert press(browser, visit, "arrive") == 404


def test_nobody_signed_in_is_asked_to_sign_in(client: Client, visit: Appointment) -> None:
    answer = client.get(reverse("desk:visit", args=[visit.uuid]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_the_patient_page_has_contacts_and_visits_and_nothing_clinical(
    bea: User, visit: Appointment, signed_in: SignedIn
) -> None:
    AlertFactory.create(patient=visit.patient, kind="safeguarding", text="Not for the desk")
    AlertFactory.create(patient=visit.patient, kind="access", text="Hard of hearing")
    page = signed_in(bea).get(reverse("desk:patient", args=[visit.patient.uuid])).content.decode()
    assert "Hard of hearing" in page
    assert "Not for the desk" not in page
    assert "Tue 24 Nov 2026, 10:00" in page


def test_contacts_are_put_right_all_or_none(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser, url = signed_in(bea), reverse("desk:patient-edit", args=[visit.patient.uuid])
    good = {"full_name": "Zoë D’Arcy", "phone": "07700 900999", "email": "zoe@example.org", "date_of_birth": "1 2 1990"}
    assert browser.post(url, good | {"phone": "12"}).status_code == 422
    visit.patient.refresh_from_db()
    assert visit.patient.full_name != "Zoë D’Arcy"
    assert browser.post(url, good).status_code == 302
    visit.patient.refresh_from_db()
    assert (visit.patient.full_name, visit.patient.date_of_birth) == ("Zoë D’Arcy", date(1990, 2, 1))


@pytest.mark.parametrize("said", ["Zoë", "zoe darcy", "14 3 1988", "14/03/1988", "900999", "07700 900999", "zoe@"])
def test_a_patient_is_found_by_name_birth_date_or_phone(bea: User, signed_in: SignedIn, said: str) -> None:
    found = PatientFactory.create(
        full_name="Zoë D’Arcy", phone="+447700900999", email="zoe@example.org", date_of_birth=date(1988, 3, 14)
    )
    PatientFactory.create(full_name="Somebody Else")
    answer = signed_in(bea).post(reverse("desk:find"), {"q": said})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:patient", args=[found.uuid])


def test_a_short_name_finds_the_long_one(bea: User, signed_in: SignedIn) -> None:
    found = PatientFactory.create(full_name="Robert Hale", preferred_name="Tiger")
    for said in ("bob hale", "tiger"):
        answer = signed_in(bea).post(reverse("desk:find"), {"q": said})
        assert answer["Location"] == reverse("desk:patient", args=[found.uuid])


def test_nobody_found_says_what_to_try(bea: User, signed_in: SignedIn) -> None:
    assert "Nobody found" in signed_in(bea).post(reverse("desk:find"), {"q": "Xyzzy"}).content.decode()


def test_the_waiting_list_is_joined_and_left_with_a_reason(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    browser = signed_in(bea)
    url = reverse("desk:patient-wait", args=[visit.patient.uuid])
    assert browser.post(url, {"type": "first", "weekdays": ["0"], "until": "2026-11-01"}).status_code == 422
    assert browser.post(url, {"type": "first", "weekdays": ["0"]}).status_code == 302
    entry = WaitingEntry.objects.get()
    assert "Mon" in browser.get(reverse("desk:waiting")).content.decode()
    off = reverse("desk:waiting-close", args=[entry.uuid])
    assert browser.post(off, {"why": ""}).status_code == 422
    assert browser.post(off, {"why": "Came in"}).status_code == 302
    entry.refresh_from_db()
    assert entry.closed_why == "Came in"


def test_the_waiting_list_puts_urgent_people_first(bea: User, signed_in: SignedIn) -> None:
    WaitingEntryFactory.create(patient__full_name="Long Lou")
    WaitingEntryFactory.create(patient__full_name="Urgent Uma", urgent=True)
    page = signed_in(bea).get(reverse("desk:waiting")).content.decode()
    assert page.index("Urgent Uma") < page.index("Long Lou")


def test_the_way_back_stays_in_the_house(bea: User, visit: Appointment, signed_in: SignedIn) -> None:
    url = reverse("desk:visit-step", args=[visit.uuid, "arrive"])
    answer = signed_in(bea).post(url, {"next": "https://elsewhere.example/desk/"})
    assert answer["Location"] == reverse("desk:visit", args=[visit.uuid])


def test_two_tabs_on_a_patients_contacts_keep_both_changes(bea: User, cal: Patient, signed_in: SignedIn) -> None:
    desk, address = signed_in(bea), reverse("desk:patient-edit", args=[cal.uuid])
    form = desk.get(address).context["form"]
    shown = {form.add_initial_prefix(name): form[name].value() or "" for name in form.fields}
    typed = {name: form[name].value() or "" for name in form.fields}
    desk.post(address, {**shown, **typed, "address": "1 High Street"})
    desk.post(address, {**shown, **typed, "postcode": "M1 1AA"})
    cal.refresh_from_db()
    assert (cal.address, cal.postcode) == ("1 High Street", "M1 1AA")
