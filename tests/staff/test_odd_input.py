"""What no page of ours would send: refused with a sentence, shown again as it was typed, never kept."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.models import EscalationLetter, Examination
from assessments.services import draft_letter, start_examination
from assessments.services.examining import LONGEST_PLAN
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import NINE, CountersignatureFactory, ExaminationFactory, PhysioFactory, RedFlagFactory

SignIn = Callable[[User | Patient], Client]
STALE = "999999"


@pytest.fixture
def note(ana: User, cal_episode: Episode, now: datetime) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=now)


@pytest.fixture
def desk(ana: User, signed_in: SignIn) -> Client:
    return signed_in(ana)


def save_of(note: Examination) -> str:
    return reverse("staff:examination-save", args=[note.uuid])


@pytest.mark.parametrize("version", ["0", STALE])
@pytest.mark.parametrize(
    "marks",
    ["[1]", "[[1]]", '[{"view":"front"}]', '[{"view":{},"x":"0","y":[]}]', '{"a":1}', "[" * 5000, '["\\ud800"]'],
)
def test_marks_that_are_none_are_never_drawn(desk: Client, note: Examination, marks: str, version: str) -> None:
    page = desk.post(save_of(note), {"section": "history", "version": version, "S04b": marks, "S06.worst": "six"})
    assert page.status_code == (409 if version == STALE else 422)
    assert 'value="six"' in page.text
    note.refresh_from_db()
    assert note.findings == {}


@pytest.mark.parametrize("typed", ["1e1", "1_0", "nan", "inf", "1e400", "٣", "9" * 40, "five"])
def test_a_number_is_written_in_figures(desk: Client, note: Examination, typed: str) -> None:
    page = desk.post(save_of(note), {"section": "history", "version": "0", "S06.worst": typed})
    assert page.status_code == 422
    assert f'value="{typed}"' in page.text
    note.refresh_from_db()
    assert note.findings == {}


def test_either_minus_and_either_point_will_do(desk: Client, note: Examination) -> None:
    typed = {"O04.left.extension": "−5", "O04.right.extension": "-5", "O29.left.cm": "2,5", "O29.right.cm": "2.5"}
    assert desk.post(save_of(note), {"section": "kneecap_and_length", "version": "0", **typed}).status_code == 302
    note.refresh_from_db()
    assert note.findings == {
        "O04": {"left": {"extension": -5}, "right": {"extension": -5}},
        "O29": {"left": {"cm": 2.5}, "right": {"cm": 2.5}},
    }


def test_a_plan_that_is_too_long_comes_back_whole_and_the_rest_is_kept(desk: Client, note: Examination) -> None:
    plan = "word " * LONGEST_PLAN + "end"
    page = desk.post(save_of(note), {"section": "plan", "version": "0", "plan": plan, "D01": "excluded"})
    assert page.status_code == 422
    assert plan in page.text
    assert f"Keep the plan to {LONGEST_PLAN} letters." in page.text
    note.refresh_from_db()
    assert (note.plan, note.findings) == ("", {"D01": "excluded"})


def test_a_plan_as_long_as_its_box_takes_is_kept_however_many_lines_it_has(desk: Client, note: Examination) -> None:
    desk.post(save_of(note), {"section": "plan", "version": "0", "plan": "line\r\n" * 999 + "end."})
    note.refresh_from_db()
    assert note.plan == "line\n" * 999 + "end."


@pytest.mark.parametrize(
    ("day", "version", "status"), [("2999-01-01", "0", 422), ("2026-02-31", "0", 422), ("2026-11-20", STALE, 409)]
)
def test_a_day_of_the_visit_that_cannot_be_comes_back_as_it_was_typed(
    desk: Client, note: Examination, day: str, version: str, status: int
) -> None:
    typed = {"section": "plan", "version": version, "contact_date": day, "contact_time": "09:35"}
    page = desk.post(save_of(note), typed)
    assert page.status_code == status
    assert f'value="{day}"' in page.text
    assert 'value="09:35"' in page.text


@pytest.mark.parametrize("touched", ["", "  ", "S06", "../S06.worst", "<script>"])
def test_a_save_that_names_no_box_of_the_page_empties_none(desk: Client, note: Examination, touched: str) -> None:
    desk.post(save_of(note), {"section": "history", "version": "0", "S06.worst": "6", "S06.now": "2"})
    sent = {"section": "history", "version": "1", "touched": touched, "S06.worst": "8"}
    assert desk.post(save_of(note), sent, headers={"accept": "application/json"}).json()["version"] == 1
    note.refresh_from_db()
    assert note.findings == {"S06": {"worst": 6, "now": 2}}


def test_a_note_that_points_to_another_cause_can_be_read(desk: Client, note: Examination) -> None:
    page = desk.post(save_of(note), {"section": "history", "version": "0", "S04": "below_kneecap"}, follow=True)
    assert "Could also be" in page.text


def test_the_second_supervisor_is_told_and_no_remark_is_lost(
    ana: User, ben: User, cal_episode: Episode, desk: Client, signed_in: SignIn, now: datetime
) -> None:
    sam = PhysioFactory.create(name="Sam Lee", hcpc_number="", supervisor=ana)
    signed = ExaminationFactory.create(
        episode=cal_episode, author=sam, signed_at=now, signed_by=sam, signed_as="Sam Lee", countersign_by=ana
    )
    CountersignatureFactory.create(examination=signed, by=ben, remark="Agreed.")
    page = desk.post(reverse("staff:countersign", args=[signed.uuid]), {"remark": "Look at the hip again."})
    assert page.status_code == 409
    assert "Ben Ito has countersigned this note." in page.text
    assert "Look at the hip again." in page.text
    again = signed_in(ben).post(reverse("staff:countersign", args=[signed.uuid]), {"remark": "Agreed."})
    assert again.status_code == 302


class TestALetterInTwoTabs:
    """Ana and Ben have the same draft open."""

    @pytest.fixture(autouse=True)
    def _nine_o_clock(self) -> object:
        with time_machine.travel(NINE, tick=False):
            yield

    @pytest.fixture
    def letter(self, ana: User, cal: Patient) -> EscalationLetter:
        return draft_letter(red_flag=RedFlagFactory.create(patient=cal), by=ana, now=NINE)

    def test_neither_writes_over_the_other_unseen(
        self, letter: EscalationLetter, desk: Client, ben: User, signed_in: SignIn
    ) -> None:
        url = reverse("staff:letter", args=[letter.uuid])
        seen = desk.get(url).context["seen"]
        said = {"addressee": letter.addressee, "history": letter.history, "findings": letter.findings}
        signed_in(ben).post(url, {**said, "seen": seen, "history": "Locked since noon.\r\nNo fever."})
        page = desk.post(url, {**said, "seen": seen, "history": "Locked, I think.", "send": "1"})
        assert page.status_code == 409
        assert "Locked, I think." in page.text
        assert "By now this is “Locked since noon.\nNo fever.”." in page.text
        letter.refresh_from_db()
        assert (letter.history, letter.is_sent) == ("Locked since noon.\nNo fever.", False)

        looked = page.context["seen"]
        assert desk.post(url, {**said, "seen": looked, "history": "Locked, I think."}).status_code == 302
        letter.refresh_from_db()
        assert letter.history == "Locked, I think."

    def test_a_save_pressed_twice_is_no_quarrel(self, letter: EscalationLetter, desk: Client) -> None:
        url = reverse("staff:letter", args=[letter.uuid])
        sent = {"seen": desk.get(url).context["seen"], "history": "Locked.", "phoned_at": "2026-11-24T08:40"}
        assert [desk.post(url, sent).status_code for _ in range(2)] == [302, 302]

    def test_nobody_was_rung_before_the_patient_was_born(self, letter: EscalationLetter, desk: Client) -> None:
        page = desk.post(reverse("staff:letter", args=[letter.uuid]), {"phoned_at": "0001-01-01T00:00"})
        assert page.status_code == 422
        assert "This is before the patient was born." in page.text
