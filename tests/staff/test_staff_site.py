"""Ana between patients: her day, a chart, a note, a programme. Nobody else gets in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Examination, OutcomeScore, RedFlag
from assessments.services import reading_of, record_outcome, start_examination
from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Programme, Suggestion
from tests.factories import (
    AlertFactory,
    AppointmentFactory,
    ExaminationFactory,
    ExerciseFactory,
    PhaseFactory,
    ProgrammeFactory,
    RedFlagFactory,
    RowFactory,
    SessionLogFactory,
    SuggestionFactory,
)

SignIn = Callable[[User | Patient], Client]


def test_my_day_says_who_needs_me_and_why(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    programme = ProgrammeFactory.create(episode=cal_episode)
    SuggestionFactory.create(programme=programme, contact=True, words_physio="Pain 7 after the last session.")
    RedFlagFactory.create(patient=cal_episode.patient)
    page = signed_in(ana).get("/admin/").content.decode()
    assert "Pain 7 after the last session." in page
    assert "RF10" in page
    assert "Cal Morgan" in page


def test_an_empty_day_says_so(ana: User, signed_in: SignIn) -> None:
    assert "Nobody needs you today" in signed_in(ana).get("/admin/").content.decode()


@pytest.mark.parametrize("who", ["bea", "cal"])
def test_the_staff_site_is_not_there_for_others(
    who: str, request: pytest.FixtureRequest, cal: Patient, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for url in ("/admin/", reverse("staff:chart", args=[cal.uuid]), reverse("admin:patients_patient_changelist")):
        assert client.get(url).status_code == 404


def test_a_physio_finds_no_owners_page(ana: User, signed_in: SignIn) -> None:
    assert signed_in(ana).get(reverse("admin:accounts_apikey_changelist")).status_code == 404


def test_strangers_are_asked_to_sign_in(client: Client, cal: Patient) -> None:
    for url in ("/admin/", reverse("staff:chart", args=[cal.uuid])):
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_the_chart_shows_the_whole_story(ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn) -> None:
    patient = cal_episode.patient
    AlertFactory.create(patient=patient)
    AppointmentFactory.create(episode=cal_episode, physio=ana)
    record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 6}, by=ana, now=now)
    programme = ProgrammeFactory.create(episode=cal_episode)
    row = RowFactory.create(
        phase=PhaseFactory.create(programme=programme), exercise=ExerciseFactory.create(name="Clam")
    )
    SessionLogFactory.create(programme=programme)
    SuggestionFactory.create(programme=programme, row=row)
    page = signed_in(ana).get(reverse("staff:chart", args=[patient.uuid])).content.decode()
    for words in ("Latex allergy", "Clam", "3 sets of 10", "Three good sessions in a row.", "Timeline"):
        assert words in page


def test_a_new_patients_chart_is_empty_and_kind(ana: User, cal: Patient, signed_in: SignIn) -> None:
    page = signed_in(ana).get(reverse("staff:chart", args=[cal.uuid])).content.decode()
    assert "No scores yet" in page
    assert "No programme yet" in page


def test_a_red_flag_is_cleared_only_with_a_reason(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    flag = RedFlagFactory.create(patient=cal_episode.patient)
    client, url = signed_in(ana), reverse("staff:clear-red-flag", args=[flag.uuid])
    client.post(url, {"why": " "})
    assert RedFlag.objects.open().exists()
    client.post(url, {"why": "Straightens fully, seen today."})
    flag.refresh_from_db()
    assert (flag.cleared_by, flag.cleared_why) == (ana, "Straightens fully, seen today.")


def test_a_measure_on_paper_is_typed_in(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    client, url = signed_in(ana), reverse("staff:measure", args=[cal_episode.patient.uuid])
    wrong = client.post(url, {"instrument": "nprs_w", "nprs_w": "eleven"})
    assert wrong.status_code == 422
    assert 'value="eleven"' in wrong.content.decode()
    assert client.post(url, {"instrument": "nprs_w", "nprs_w": "6"}).status_code == 302
    assert OutcomeScore.objects.get().score == 6


@pytest.fixture
def note(ana: User, cal_episode: Episode, now: datetime) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=now)


@pytest.mark.parametrize(
    "section",
    ["history", "red_flags", "running_load", "movement", "strength", "kneecap_and_length", "running_check", "plan"],
)
def test_every_section_of_the_examination_opens(ana: User, note: Examination, signed_in: SignIn, section: str) -> None:
    answer = signed_in(ana).get(reverse("staff:examination", args=[note.uuid]), {"section": section})
    assert answer.status_code == 200


def test_findings_are_kept_and_read(ana: User, note: Examination, signed_in: SignIn) -> None:
    client, url = signed_in(ana), reverse("staff:examination-save", args=[note.uuid])
    client.post(
        url,
        {"section": "strength", "version": 0, "O17.left.force": "180", "O17.right.force": "260", "O23.left": "18"},
    )
    note.refresh_from_db()
    assert note.version == 1
    assert note.findings["O23"] == {"left": 18}


def test_a_wrong_number_stays_on_the_page_and_the_rest_is_kept(ana: User, note: Examination, signed_in: SignIn) -> None:
    url = reverse("staff:examination-save", args=[note.uuid])
    answer = signed_in(ana).post(url, {"section": "strength", "version": 0, "O23.left": "many", "O23.right": "21"})
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()
    note.refresh_from_db()
    assert note.findings["O23"] == {"right": 21}


def test_two_tabs_do_not_overwrite_each_other(ana: User, note: Examination, signed_in: SignIn) -> None:
    client, url = signed_in(ana), reverse("staff:examination-save", args=[note.uuid])
    client.post(url, {"section": "strength", "version": 0, "O23.left": "18"})
    second = client.post(url, {"section": "strength", "version": 0, "O23.left": "25"})
    assert second.status_code == 409
    assert 'value="25"' in second.content.decode()
    note.refresh_from_db()
    assert note.findings["O23"] == {"left": 18}


def test_autosave_answers_with_the_new_version(ana: User, note: Examination, signed_in: SignIn) -> None:
    url = reverse("staff:examination-save", args=[note.uuid])
    answer = signed_in(ana).post(
        url, {"section": "strength", "version": 0, "O23.left": "18"}, headers={"accept": "application/json"}
    )
    assert answer.json()["version"] == 1
    assert "What the findings say" in answer.json()["reading"]


def test_signing_says_what_is_missing(ana: User, note: Examination, signed_in: SignIn) -> None:
    answer = signed_in(ana).post(reverse("staff:examination-sign", args=[note.uuid]), {"version": 0})
    assert answer.status_code == 409
    assert "to fill in before you can sign" in answer.content.decode()
    note.refresh_from_db()
    assert note.signed_at is None


def test_a_draft_is_nobody_elses_business(note: Examination, olu: User, signed_in: SignIn) -> None:
    assert signed_in(olu).get(reverse("staff:examination", args=[note.uuid])).status_code == 404


def test_a_plan_is_not_read_from_a_colleagues_draft(
    ana: User, note: Examination, cal_episode: Episode, olu: User, signed_in: SignIn
) -> None:
    plan = reverse("staff:plan", args=[cal_episode.patient.uuid])
    assert signed_in(ana).get(plan).context["told"] is not None
    assert signed_in(olu).get(plan).context["told"] is None


def test_a_version_that_is_no_number_overwrites_nothing(ana: User, note: Examination, signed_in: SignIn) -> None:
    typed = {"section": "history", "version": "newest", "S01": "left"}
    assert signed_in(ana).post(reverse("staff:examination-save", args=[note.uuid]), typed).status_code == 409
    note.refresh_from_db()
    assert "S01" not in note.findings


def test_a_note_signed_after_midnight_of_a_summer_night_is_a_late_entry(note: Examination) -> None:
    note.contact_at = datetime(2026, 7, 1, 18, 0, tzinfo=UTC)
    note.signed_at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert not note.entered_late
    note.signed_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert note.entered_late


def test_a_suggestion_is_decided_once_and_overriding_needs_a_reason(
    ana: User, cal_episode: Episode, signed_in: SignIn
) -> None:
    row = RowFactory.create(phase=PhaseFactory.create(programme=ProgrammeFactory.create(episode=cal_episode)))
    suggestion = SuggestionFactory.create(
        programme=row.phase.programme, row=row, proposes={"variable": "reps", "set": {"reps": 12}, "words": "12"}
    )
    client, url = signed_in(ana), reverse("staff:decide")
    client.post(url, {"suggestion": suggestion.uuid, "decision": "override", "why": ""})
    suggestion.refresh_from_db()
    assert suggestion.state == Suggestion.State.WAITING
    client.post(url, {"suggestion": suggestion.uuid, "decision": "accept"})
    client.post(url, {"suggestion": suggestion.uuid, "decision": "override", "why": "second tab"})
    suggestion.refresh_from_db()
    assert suggestion.state == Suggestion.State.ACCEPTED
    programme = Programme.objects.whole().get(pk=row.phase.programme_id)
    assert [(kept.reps, kept.added_in) for kept in programme.current_rows()] == [(12, 2)]


def test_a_patient_is_found_by_name_without_the_name_in_an_address(
    ana: User, cal_episode: Episode, dee: Patient, signed_in: SignIn
) -> None:
    client = signed_in(ana)
    assert "Cal Morgan" in client.get(reverse("staff:patients")).content.decode()
    answer = client.post(reverse("staff:patients"), {"q": "o'hara"})
    assert answer["Location"] == reverse("staff:chart", args=[dee.uuid])
    assert "Nobody found" in client.post(reverse("staff:patients"), {"q": "Zebedee"}).content.decode()


def test_a_physio_opens_the_next_phase_one_at_a_time(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    programme = ProgrammeFactory.create(episode=cal_episode)
    for number in (1, 2, 3):
        PhaseFactory.create(programme=programme, number=number)
    client, url = signed_in(ana), reverse("staff:move-phase", args=[programme.uuid])
    for asked, stands_at in (("3", 1), ("x", 1), ("2", 2), ("1", 1)):
        client.post(url, {"number": asked})
        programme.refresh_from_db()
        assert programme.phase_number == stands_at
    assert programme.revision == 3


def test_no_step_up_while_a_red_flag_is_open(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    programme = ProgrammeFactory.create(episode=cal_episode)
    for number in (1, 2):
        PhaseFactory.create(programme=programme, number=number)
    RedFlagFactory.create(patient=cal_episode.patient)
    url = reverse("staff:move-phase", args=[programme.uuid])
    assert "A red flag is open" in signed_in(ana).post(url, {"number": "2"}, follow=True).content.decode()
    programme.refresh_from_db()
    assert programme.phase_number == 1


def test_the_panel_compares_left_and_right_before_the_sore_side_is_charted(cal_episode: Episode, ana: User) -> None:
    note = ExaminationFactory.create(
        episode=cal_episode, author=ana, findings={"O17": {"left": 12, "right": 19}, "S04": ["behind_kneecap"]}
    )
    strength = next(cause for cause in reading_of(note).causes if cause.supports)
    assert strength.supports[0].words == "Hip out 63 % of right (under 90 %)"


def test_a_lead_is_picked_from_the_physios_and_not_from_the_patients(
    ana: User, cal_episode: Episode, signed_in: SignIn
) -> None:
    page = signed_in(ana).get(reverse("admin:patients_patient_change", args=[cal_episode.patient_id])).content.decode()
    picks = page.split('name="episodes-0-lead"')[1].split("</select>")[0]
    assert "Ana Reyes" in picks
    assert "Cal Morgan" not in picks
