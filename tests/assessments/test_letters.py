"""An escalation letter: drafted from the record, put right, sent once by somebody registered, then kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.models import EscalationLetter, Examination, RedFlag
from assessments.models.redflag import TAKEN_BACK
from assessments.services import (
    LetterRefused,
    add_addendum,
    draft_letter,
    put_wells,
    record_outcome,
    renew_letter,
    save_letter,
    send_letter,
)
from clinic.accounts.models import User
from patients.models import Episode, Patient
from patients.services import update_patient
from tests.factories import NINE, TUESDAY, ExaminationFactory, PhysioFactory, RedFlagFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)
WHOLE: dict[str, Any] = {
    "addressee": "Acute knee clinic, Manchester Royal Infirmary",
    "phoned_at": NINE,
    "phoned_whom": "Registrar on call",
    "patient_copy_given": True,
    "safety_net_given": False,
}


@pytest.fixture
def note(ana: User, cal_episode: Episode) -> Examination:
    made: Examination = ExaminationFactory.create(
        episode=cal_episode,
        author=ana,
        findings={
            "S03": "twist_injury",
            "S15": ["true_locking"],
            "O02": {"left": "1_plus", "right": "none"},
            "T01": {"within_7_days": True, "cannot_flex_90": True},
        },
    )
    return made


@pytest.fixture
def flag(note: Examination, cal: Patient) -> RedFlag:
    made: RedFlag = RedFlagFactory.create(
        patient=cal, source="examination", examination=note, inputs={"fields": ["S15"]}
    )
    return made


@pytest.fixture
def letter(flag: RedFlag, ana: User) -> EscalationLetter:
    return draft_letter(red_flag=flag, by=ana, now=NINE)


def test_a_draft_says_what_the_record_knows(letter: EscalationLetter, ana: User) -> None:
    assert (letter.addressee, letter.urgency) == ("Acute knee or fracture clinic", "Same day (S), RF10")
    assert "mechanical: true locking" in letter.history
    assert "onset twist injury" in letter.history
    head, effusion, *_ = letter.findings.splitlines()
    assert head == "First examination of 24 November 2026, a draft that is not signed yet:"
    assert effusion == "Effusion, sweep test: left 1+: larger bulge on the down-stroke; right 0."
    assert "Ottawa knee rule: positive, X-ray." in letter.scores
    assert (letter.author, letter.phoned_at, letter.patient_copy_given) == (ana, None, None)


def test_the_latest_wells_score_goes_with_it(flag: RedFlag, cal_episode: Episode, ana: User) -> None:
    for day, signs in ((NINE - timedelta(days=9), ()), (NINE, ("oedema", "calf"))):
        answers = {sign: sign in signs for sign in WELLS}
        record_outcome(episode=cal_episode, instrument="wells", answers=answers, by=ana, now=day)
    letter = draft_letter(red_flag=flag, by=ana, now=NINE)
    assert letter.scores.startswith("Wells score, left leg: 2, DVT likely (24 Nov 2026).")


WELLS = (
    "cancer",
    "paralysis",
    "bedridden",
    "tenderness",
    "whole_leg",
    "calf",
    "oedema",
    "veins",
    "previous",
    "alternative",
)


def test_a_flag_of_the_morning_check_is_written_about_without_an_examination(cal: Patient, ana: User) -> None:
    flag = RedFlagFactory.create(patient=cal, inputs={"RF10": True})
    letter = draft_letter(red_flag=flag, by=ana, now=NINE)
    assert "the patient answered yes to: My knee is locked" in letter.history
    assert (letter.findings, letter.scores) == ("Not examined by us yet.", "")


def test_a_colleagues_draft_is_not_read_for_a_letter(cal: Patient, note: Examination, ben: User) -> None:
    letter = draft_letter(red_flag=RedFlagFactory.create(patient=cal, rule="RF17"), by=ben, now=NINE)
    assert letter.findings == "Not examined by us yet."


@pytest.fixture
def signed(note: Examination, ana: User) -> Examination:
    Examination.objects.filter(pk=note.pk).update(signed_at=NINE, signed_by=ana, signed_as="Ana Reyes, PH12345")
    note.refresh_from_db()
    return note


def test_a_signed_examination_is_told_with_its_day_and_addenda_also_by_a_colleague(
    flag: RedFlag, signed: Examination, ana: User, ben: User
) -> None:
    add_addendum(examination=signed, text="Calf soft by noon.", reason="Looked again", by=ana, now=LATER)
    told = draft_letter(red_flag=flag, by=ben, now=LATER).findings.splitlines()
    assert told[0] == "First examination of 24 November 2026, signed:"
    assert told[-1] == "Added 24 November 2026 (Looked again): Calf soft by noon."


def test_tests_that_bear_on_no_flag_are_findings_too(cal: Patient, cal_episode: Episode, ana: User) -> None:
    ExaminationFactory.create(
        episode=cal_episode,
        findings={"O13": {"left": 4}},
        signed_at=NINE,
        signed_by=ana,
        signed_as="Ana Reyes, PH12345",
    )
    flag = RedFlagFactory.create(patient=cal, rule="RF05")
    assert "Step-down quality: left 4/6." in draft_letter(red_flag=flag, by=ana, now=NINE).findings


def test_an_older_draft_adds_nothing_to_a_signed_examination(
    flag: RedFlag, signed: Examination, cal_episode: Episode, ana: User
) -> None:
    before = signed.contact_at - timedelta(days=3)
    stale = {"O09": {"left": True}}
    ExaminationFactory.create(episode=cal_episode, author=ana, kind="review", contact_at=before, findings=stale)
    assert "apprehension" not in draft_letter(red_flag=flag, by=ana, now=NINE).findings


def test_a_draft_letter_takes_what_was_signed_since_and_keeps_what_was_typed(flag: RedFlag, ana: User) -> None:
    letter = draft_letter(red_flag=flag, by=ana, now=NINE)
    note = flag.examination
    assert note is not None
    Examination.objects.filter(pk=note.pk).update(signed_at=NINE, signed_by=ana, signed_as="Ana Reyes, PH12345")
    typed = {"findings": f"{letter.findings}\nFoot warm.", "history": "Locked today."}
    kept = renew_letter(letter=letter, said=typed, by=ana, now=LATER)
    assert kept.history == "Locked today."
    assert kept.findings.startswith("First examination of 24 November 2026, signed:\nEffusion")
    assert kept.findings.endswith("Foot warm.")
    assert "not signed yet" not in kept.findings


def test_a_sent_letter_keeps_what_it_was_when_a_note_is_signed_later(
    flag: RedFlag, letter: EscalationLetter, ana: User
) -> None:
    sent = send_letter(letter=letter, said=WHOLE, by=ana, now=NINE)
    Examination.objects.update(signed_at=NINE, signed_by=ana, signed_as="Ana Reyes, PH12345")
    with pytest.raises(LetterRefused, match="sent already"):
        renew_letter(letter=sent, said={}, by=ana, now=LATER)
    sent.refresh_from_db()
    assert "not signed yet" in sent.findings


def test_no_letter_says_unexamined_of_a_knee_that_we_have_examined(
    letter: EscalationLetter, signed: Examination, ana: User
) -> None:
    _refused(letter, {**WHOLE, "findings": "Not examined by us yet."}, by=ana, field="findings")


@pytest.fixture
def calf(cal: Patient, cal_episode: Episode, ana: User) -> EscalationLetter:
    return draft_letter(red_flag=RedFlagFactory.create(patient=cal, rule="RF05", opened_at=NINE), by=ana, now=NINE)


def test_a_letter_about_a_calf_is_not_sent_without_its_wells_score(calf: EscalationLetter, ana: User) -> None:
    with pytest.raises(ValidationError, match=r"RF05 asks for the Wells score\. Same-day assessment whatever"):
        send_letter(letter=calf, said=WHOLE, by=ana, now=NINE)
    assert save_letter(letter=calf, said={"scores": ""}, by=ana, now=NINE).scores == ""


def test_the_reason_why_there_is_none_leaves_with_the_letter_under_the_senders_name(
    calf: EscalationLetter, ana: User
) -> None:
    why = "Wells score not done: A&E scores it on arrival."
    sent = send_letter(letter=calf, said={**WHOLE, "scores": why}, by=ana, now=NINE)
    assert (sent.scores, sent.sent_by) == (why, ana)


def test_a_wells_score_goes_into_the_draft_and_an_older_one_than_the_flag_does_not(
    calf: EscalationLetter, cal_episode: Episode, ana: User
) -> None:
    answers = dict.fromkeys(WELLS, False)
    record_outcome(episode=cal_episode, instrument="wells", answers=answers, by=ana, now=NINE - timedelta(days=9))
    assert put_wells(letter=calf, by=ana, now=NINE).scores == ""
    record_outcome(episode=cal_episode, instrument="wells", answers={**answers, "calf": True}, by=ana, now=NINE)
    kept = put_wells(letter=calf, by=ana, now=NINE)
    assert kept.scores == "Wells score, left leg: 1, DVT unlikely (24 Nov 2026)."
    _refused(calf, {**WHOLE, "scores": "Wells likely."}, by=ana, field="scores")
    assert send_letter(letter=calf, said=WHOLE, by=ana, now=NINE).is_sent


def test_one_draft_a_flag_however_often_it_is_pressed(letter: EscalationLetter, flag: RedFlag, ben: User) -> None:
    assert draft_letter(red_flag=flag, by=ben, now=LATER) == letter
    assert EscalationLetter.objects.count() == 1


@pytest.mark.parametrize("role", ["desk", "patient"])
def test_nobody_but_a_clinician_writes(flag: RedFlag, role: str) -> None:
    with pytest.raises(PermissionDenied):
        draft_letter(red_flag=flag, by=UserFactory.create(role=role), now=NINE)


def test_a_closed_flag_gets_no_new_letter_and_a_begun_one_is_finished(
    flag: RedFlag, letter: EscalationLetter, cal: Patient, ana: User
) -> None:
    other = RedFlagFactory.create(patient=cal, rule="RF17")
    for one in (flag, other):
        one.clear(by=ana, why="Seen in A&E.", at=NINE)
    assert draft_letter(red_flag=flag, by=ana, now=LATER) == letter
    with pytest.raises(LetterRefused, match="closed"):
        draft_letter(red_flag=other, by=ana, now=LATER)


def test_a_draft_is_saved_with_gaps(letter: EscalationLetter, ana: User) -> None:
    kept = save_letter(letter=letter, said={"addressee": "", "findings": "  Cannot straighten. "}, by=ana, now=NINE)
    assert (kept.addressee, kept.findings, kept.is_sent) == ("", "Cannot straighten.", False)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"history": "word " * 121}, "history"),
        ({"history": "w" * 2001}, "history"),
        ({"addressee": "a" * 10_000}, "addressee"),
        ({"findings": "f" * 4001}, "findings"),
        ({"phoned_at": NINE + timedelta(minutes=1)}, "phoned_at"),
    ],
)
def test_what_does_not_fit_is_said_by_its_field_and_not_kept(
    letter: EscalationLetter, ana: User, said: dict[str, Any], field: str
) -> None:
    before = letter.history
    with pytest.raises(ValidationError) as refused:
        save_letter(letter=letter, said=said, by=ana, now=NINE)
    assert list(refused.value.message_dict) == [field]
    letter.refresh_from_db()
    assert (letter.history, letter.phoned_at) == (before, None)


def test_a_hundred_and_twenty_words_are_not_too_many(letter: EscalationLetter, ana: User) -> None:
    assert save_letter(letter=letter, said={"history": "word " * 120}, by=ana, now=NINE).history.count("word") == 120


@pytest.mark.parametrize("part", ["addressee", "history", "findings"])
def test_a_letter_without_one_of_its_parts_is_not_sent(letter: EscalationLetter, ana: User, part: str) -> None:
    _refused(letter, {**WHOLE, part: " "}, by=ana, field=part)


@pytest.mark.parametrize("part", ["phoned_at", "patient_copy_given", "safety_net_given"])
def test_a_letter_that_leaves_a_question_open_is_not_sent(letter: EscalationLetter, ana: User, part: str) -> None:
    _refused(letter, {**WHOLE, part: None}, by=ana, field=part)


def _refused(letter: EscalationLetter, said: dict[str, Any], *, by: User, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        send_letter(letter=letter, said=said, by=by, now=NINE)
    assert list(refused.value.message_dict) == [field]
    assert EscalationLetter.objects.drafts().exists()


def test_all_that_is_wrong_is_said_at_once(letter: EscalationLetter, ana: User) -> None:
    with pytest.raises(ValidationError) as refused:
        send_letter(letter=letter, said={"addressee": "", "history": "word " * 121}, by=ana, now=NINE)
    assert sorted(refused.value.message_dict) == [
        "addressee",
        "history",
        "patient_copy_given",
        "phoned_at",
        "safety_net_given",
    ]


@pytest.mark.parametrize(("level", "asked"), [("emergency", True), ("same_day", True), ("urgent", False)])
def test_only_the_most_urgent_are_telephoned_first(
    flag: RedFlag, letter: EscalationLetter, ana: User, level: str, asked: bool
) -> None:
    RedFlag.objects.filter(pk=flag.pk).update(level=level)
    said = {**WHOLE, "phoned_at": None}
    if asked:
        _refused(letter, said, by=ana, field="phoned_at")
    else:
        assert send_letter(letter=letter, said=said, by=ana, now=NINE).urgency == "Urgent (U), RF10"


def test_sent_it_carries_name_and_number_and_changes_no_more(letter: EscalationLetter, ana: User, ben: User) -> None:
    sent = send_letter(letter=letter, said=WHOLE, by=ana, now=LATER)
    assert (sent.sent_at, sent.sent_by, sent.signed_as) == (LATER, ana, f"Ana Reyes, {ana.hcpc_number}")
    for verb in (save_letter, send_letter):
        with pytest.raises(LetterRefused, match="sent already"):
            verb(letter=letter, said={"history": "Something else."}, by=ben, now=LATER)
    sent.refresh_from_db()
    assert (sent.sent_by, sent.safety_net_given) == (ana, False)


def test_after_one_was_sent_a_second_is_drafted(letter: EscalationLetter, flag: RedFlag, ana: User) -> None:
    send_letter(letter=letter, said=WHOLE, by=ana, now=NINE)
    assert draft_letter(red_flag=flag, by=ana, now=LATER) != letter
    assert flag.letters.count() == 2


def test_a_student_drafts_and_the_supervisor_sends(flag: RedFlag, ana: User) -> None:
    student = PhysioFactory.create(name="Sam Lee", supervisor=ana)
    letter = draft_letter(red_flag=flag, by=student, now=NINE)
    with pytest.raises(LetterRefused, match="supervisor sends"):
        send_letter(letter=letter, said=WHOLE, by=student, now=NINE)
    assert send_letter(letter=letter, said=WHOLE, by=ana, now=NINE).author == student


@pytest.mark.parametrize(
    ("number", "ends", "may"),
    [("", None, False), ("PH12345", TUESDAY - timedelta(days=1), False), ("PH12345", TUESDAY, True)],
)
def test_whoever_sends_is_registered_that_day(letter: EscalationLetter, number: str, ends: Any, may: bool) -> None:
    sender = UserFactory.create(hcpc_number=number, hcpc_expires_on=ends)
    if may:
        assert send_letter(letter=letter, said=WHOLE, by=sender, now=NINE).is_sent
    else:
        with pytest.raises(LetterRefused, match="HCPC"):
            send_letter(letter=letter, said=WHOLE, by=sender, now=NINE)


def test_no_letter_leaves_about_a_finding_that_was_taken_back(
    flag: RedFlag, letter: EscalationLetter, ana: User
) -> None:
    flag.clear(by=ana, why=TAKEN_BACK, at=NINE)
    with pytest.raises(LetterRefused, match="taken back"):
        send_letter(letter=letter, said=WHOLE, by=ana, now=NINE)


def test_a_sent_letter_keeps_the_address_of_its_day(flag: RedFlag, cal: Patient, ana: User) -> None:
    moments: list[tuple[datetime, str]] = [(NINE, "12 Mill Lane"), (LATER, "90 New Road")]
    with time_machine.travel(moments[0][0], tick=False):
        update_patient(patient=cal, changes={"address": moments[0][1]}, on=TUESDAY)
        letter = draft_letter(red_flag=flag, by=ana, now=NINE)
        send_letter(letter=letter, said=WHOLE, by=ana, now=NINE)
        second = draft_letter(red_flag=flag, by=ana, now=NINE)
    with time_machine.travel(moments[1][0], tick=False):
        update_patient(patient=cal, changes={"address": moments[1][1]}, on=TUESDAY)
    letters = {each.pk: EscalationLetter.objects.get(pk=each.pk).patient_as_written() for each in (letter, second)}
    assert (letters[letter.pk].address, letters[second.pk].address) == ("12 Mill Lane", "90 New Road")
