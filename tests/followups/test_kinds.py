"""Every kind of follow-up carries an example: a moment, the rows that stand then, who is due when."""

import re
from datetime import timedelta

import pytest
from django.template.loader import get_template

from clinic.followups.definition import Kind
from clinic.followups.kinds import all_kinds
from clinic.followups.models import FollowUp
from clinic.followups.sweep import plan_kind
from tests.followups.rehearsal import Stage, moment

KINDS = list(all_kinds().values())
HEALTH = re.compile(
    r"knee|pain|sore|akps|score|exercise|physio\b|rehab|injur|flare|run|programme|session", re.IGNORECASE
)

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.key for kind in KINDS])


def test_the_kinds_of_the_journey_are_all_found() -> None:
    assert set(all_kinds()) >= {
        "booking_confirmation",
        "visit_tomorrow",
        "visit_in_two_hours",
        "visit_moved",
        "visit_cancelled",
        "forms_before_first_visit",
        "measure_due",
        "months_6_and_12",
        "day_2_check_in",
        "morning_check",
        "silent",
        "review_due",
        "missed_visit",
        "enquiry_waiting",
        "suggestions_digest",
    }


@each_kind
@pytest.mark.django_db
def test_the_example_holds(kind: Kind) -> None:
    stage = Stage(kind.example)
    due = {stage.name(planned): planned.due_at for planned in kind.due(moment(kind.example.now))}
    assert due == {who: moment(text) for who, text in kind.example.due.items()}


@each_kind
@pytest.mark.django_db
def test_what_is_due_is_still_wanted_a_moment_later(kind: Kind) -> None:
    Stage(kind.example)
    plan_kind(kind, moment(kind.example.now))
    for row in FollowUp.objects.all():
        asked_at = max(row.due_at, moment(kind.example.now))
        assert kind.still_wanted(row, asked_at) is None


@each_kind
@pytest.mark.django_db
def test_planning_twice_changes_nothing(kind: Kind) -> None:
    Stage(kind.example)
    now = moment(kind.example.now)
    assert plan_kind(kind, now) == len(kind.example.due)
    assert plan_kind(kind, now + timedelta(seconds=30)) == 0
    assert FollowUp.objects.count() == len(kind.example.due)


@each_kind
@pytest.mark.django_db
def test_an_occasion_names_nobody(kind: Kind) -> None:
    stage = Stage(kind.example)
    plan_kind(kind, moment(kind.example.now))
    for row in FollowUp.objects.all():
        assert stage.name(row) not in row.occasion.lower()


@each_kind
@pytest.mark.django_db
def test_a_subject_carries_no_health_word(kind: Kind) -> None:
    Stage(kind.example)
    plan_kind(kind, moment(kind.example.now))
    for row in FollowUp.objects.all():
        assert not HEALTH.search(kind.subject(row)), kind.subject(row)


@each_kind
def test_both_templates_are_there(kind: Kind) -> None:
    assert get_template(kind.text_template)
    assert get_template(kind.html_template)
