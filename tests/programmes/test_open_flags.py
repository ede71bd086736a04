"""While a red flag of level E, S, U or 2W is open nothing begins and nothing is stepped up, by page or by API."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.redflags import BY_ID
from assessments.redflags.findings import Hit
from assessments.services import follow_red_flags
from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Programme, ProgrammeTemplate, Row, Suggestion
from programmes.services import (
    AssignRefused,
    StepUpBlocked,
    accept_suggestion,
    assign_programme,
    move_to_phase,
    override_suggestion,
)
from tests.factories import (
    ExaminationFactory,
    ExerciseFactory,
    OutcomeScoreFactory,
    PhaseFactory,
    ProgrammeFactory,
    ProgrammeTemplateFactory,
    RedFlagFactory,
    RowFactory,
    SuggestionFactory,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]
HOLDING = ["emergency", "same_day", "urgent", "two_week"]
SENTENCE = "A red flag is open. Clear it with a reason"


@pytest.fixture
def row(cal_episode: Episode) -> Row:
    programme = ProgrammeFactory.create(episode=cal_episode)
    PhaseFactory.create(programme=programme, number=2)
    made: Row = RowFactory.create(phase=PhaseFactory.create(programme=programme, number=1))
    return made


@pytest.fixture
def step_up(row: Row) -> Suggestion:
    made: Suggestion = SuggestionFactory.create(
        programme=row.phase.programme, row=row, outcome="progress", proposes={"set": {"reps": 12}, "words": "12"}
    )
    return made


@pytest.fixture
def template() -> ProgrammeTemplate:
    made: ProgrammeTemplate = ProgrammeTemplateFactory.create()
    return made


@pytest.mark.parametrize("level", HOLDING)
def test_nothing_begins_and_nothing_steps_up(
    level: str, step_up: Suggestion, template: ProgrammeTemplate, cal_episode: Episode, ana: User, now: datetime
) -> None:
    RedFlagFactory.create(patient=cal_episode.patient, level=level)
    programme = step_up.programme
    with pytest.raises(AssignRefused, match=SENTENCE):
        assign_programme(episode=cal_episode, template=template, starts_on=now.date(), by=ana, now=now)
    with pytest.raises(AssignRefused, match=SENTENCE):
        move_to_phase(programme=programme, number=2, by=ana, now=now)
    with pytest.raises(StepUpBlocked, match=SENTENCE):
        accept_suggestion(suggestion=step_up, by=ana, now=now)
    step_up.refresh_from_db()
    programme.refresh_from_db()
    assert (step_up.state, programme.revision, programme.phase_number) == ("waiting", 1, 1)


@pytest.mark.parametrize(("code", "held"), [("X46", True), ("X20", False)])
def test_no_step_up_in_or_into_jumping_while_the_worst_pain_is_high(
    code: str, held: bool, step_up: Suggestion, cal_episode: Episode, ana: User, now: datetime
) -> None:
    OutcomeScoreFactory.create(episode=cal_episode, instrument="nprs_w", score=Decimal(5))
    dose = {"sets": 3, "reps": [6, 6], "load": "", "rest_s": 90}
    ExerciseFactory.create(code=code, content={"tempo": "fast", "dose": dose})
    Suggestion.objects.filter(pk=step_up.pk).update(proposes={"set": {"exercise": code}, "words": "on"})
    step_up.refresh_from_db()
    if not held:
        assert accept_suggestion(suggestion=step_up, by=ana, now=now).state == "accepted"
        return
    with pytest.raises(StepUpBlocked, match="worst pain is 5 or more"):
        accept_suggestion(suggestion=step_up, by=ana, now=now)
    Suggestion.objects.filter(pk=step_up.pk).update(outcome="regress")
    step_up.refresh_from_db()
    assert accept_suggestion(suggestion=step_up, by=ana, now=now).state == "accepted", "A step back always may be."


def test_a_flag_that_a_draft_raised_holds_too(
    step_up: Suggestion, cal_episode: Episode, ana: User, now: datetime
) -> None:
    draft = ExaminationFactory.create(episode=cal_episode, author=ana)
    follow_red_flags(examination=draft, hits=[Hit(BY_ID["RF10"], ("S15",), BY_ID["RF10"].level)], by=ana, now=now)
    with pytest.raises(StepUpBlocked):
        accept_suggestion(suggestion=step_up, by=ana, now=now)
    follow_red_flags(examination=draft, hits=[], by=ana, now=now)
    assert accept_suggestion(suggestion=step_up, by=ana, now=now).state == "accepted"


def test_a_routine_flag_a_cleared_one_and_somebody_elses_hold_nothing(
    step_up: Suggestion, cal: Patient, dee: Patient, ana: User, now: datetime
) -> None:
    RedFlagFactory.create(patient=cal, rule="RF24", level="routine")
    RedFlagFactory.create(patient=cal).clear(by=ana, why="Straightens fully.", at=now)
    RedFlagFactory.create(patient=dee, level="emergency")
    assert accept_suggestion(suggestion=step_up, by=ana, now=now).state == "accepted"


@pytest.mark.parametrize("outcome", ["regress", "contact", "stop"])
def test_a_step_back_is_accepted_and_a_step_up_may_be_overridden(
    outcome: str, step_up: Suggestion, cal: Patient, ana: User, now: datetime
) -> None:
    RedFlagFactory.create(patient=cal, level="emergency")
    Suggestion.objects.filter(pk=step_up.pk).update(outcome=outcome, proposes={})
    step_up.refresh_from_db()
    assert accept_suggestion(suggestion=step_up, by=ana, now=now).state == "accepted"
    other = SuggestionFactory.create(programme=step_up.programme, outcome="progress")
    assert override_suggestion(suggestion=other, why="Flag first.", by=ana, now=now).state == "overridden"


def test_going_back_a_phase_is_allowed(row: Row, cal: Patient, ana: User, now: datetime) -> None:
    Programme.objects.filter(pk=row.phase.programme_id).update(phase_number=2)
    RedFlagFactory.create(patient=cal)
    assert move_to_phase(programme=row.phase.programme, number=1, by=ana, now=now).phase_number == 1


def test_the_pages_say_why(
    step_up: Suggestion, template: ProgrammeTemplate, cal: Patient, ana: User, now: datetime, signed_in: SignIn
) -> None:
    RedFlagFactory.create(patient=cal)
    client = signed_in(ana)
    plan = client.post(
        reverse("staff:plan", args=[cal.uuid]), {"template": template.key, "starts_on": now.date().isoformat()}
    )
    assert plan.status_code == 409
    decided = client.post(reverse("staff:decide"), {"suggestion": step_up.uuid, "decision": "accept"}, follow=True)
    moved = client.post(reverse("staff:move-phase", args=[step_up.programme.uuid]), {"number": "2"}, follow=True)
    for page in (plan, decided, moved):
        assert SENTENCE in page.content.decode()


def test_the_page_of_templates_says_it_before_anything_is_chosen(
    template: ProgrammeTemplate, cal_episode: Episode, ana: User, signed_in: SignIn
) -> None:
    cal, client = cal_episode.patient, signed_in(ana)
    flag = RedFlagFactory.create(patient=cal, rule="RF05", level="same_day")
    page = client.get(reverse("staff:plan", args=[cal.uuid])).text
    assert "No programme begins while a red flag is open" in page
    assert f'<a href="{reverse("staff:chart", args=[cal.uuid])}#flag-{flag.uuid}">Same day: RF05</a>' in page
    assert BY_ID["RF05"].statement in page
    assert template.title in page, "what may be read stays"
    assert "<fieldset disabled" in page
    assert '<button class="button button--small" type="submit" disabled>Assign this programme' in page


@pytest.mark.parametrize("level", ["routine", "cleared"])
def test_a_flag_that_holds_nothing_leaves_the_page_of_templates_open(
    level: str, template: ProgrammeTemplate, cal_episode: Episode, ana: User, now: datetime, signed_in: SignIn
) -> None:
    flag = RedFlagFactory.create(patient=cal_episode.patient, level="routine" if level == "routine" else "emergency")
    if level == "cleared":
        flag.clear(by=ana, why="Straightens fully.", at=now)
    page = signed_in(ana).get(reverse("staff:plan", args=[cal_episode.patient.uuid])).text
    assert "No programme begins" not in page
    assert " disabled" not in page.split('<form method="post" class="panels__main"')[1].split("</form>")[0]


def test_the_api_says_409_and_why(
    step_up: Suggestion, template: ProgrammeTemplate, cal_episode: Episode, ana: User, now: datetime, signed_in: SignIn
) -> None:
    RedFlagFactory.create(patient=cal_episode.patient, level="two_week")
    client = signed_in(ana)
    assigned = client.post(
        "/api/v1/programmes/",
        {"episode": str(cal_episode.uuid), "template": template.key, "starts_on": now.date().isoformat()},
        "application/json",
    )
    accepted = client.post(reverse("api:suggestion-accept", args=[step_up.uuid]))
    for answer in (assigned, accepted):
        assert answer.status_code == 409
        assert SENTENCE in answer.json()["detail"]
