"""Progress: the sentence first, charts that are also tables, honest gaps."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.portal.progress import progress_for
from patients.models import Episode, Patient
from programmes.models import Programme
from tests.factories import NINE, CheckInFactory, OutcomeScoreFactory, RunFactory, SessionLogFactory

SignedIn = Callable[[User | Patient], Client]
PROGRESS = reverse("portal:progress")


def scored(episode: Episode, ana: User, *pairs: tuple[date, int]) -> None:
    for day, score in pairs:
        OutcomeScoreFactory.create(
            episode=episode, instrument="akps", answers={}, score=score, collected_on=day, recorded_by=ana
        )


def test_the_story_comes_first_and_the_table_says_the_same(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, ana: User, on: date
) -> None:
    scored(cal_episode, ana, (on - timedelta(days=42), 58), (on - timedelta(days=21), 63), (on, 78))
    page = signed_in(cal).get(PROGRESS)
    assert "<strong>Your knee score went from 58 to 78.</strong> That’s a change that counts." in page.text
    assert page.text.count("<svg") >= 2
    assert "Over 66: a change that counts" in page.text
    for shown in ("58", "63", "78", "Could be day-to-day change", "A change that counts"):
        assert f">{shown}<" in page.text


def test_one_score_is_a_number_and_no_line(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, ana: User, on: date
) -> None:
    scored(cal_episode, ana, (on, 58))
    page = signed_in(cal).get(PROGRESS)
    assert "With the next one there’s a line to draw." in page.text
    assert "chart-wide" not in page.text


def test_nothing_yet_says_when_there_will_be(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    assert "Nothing to draw yet" in signed_in(cal).get(PROGRESS).text


def test_a_week_without_a_number_is_a_dotted_gap_and_never_nought(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    for days, pain in ((28, 6), (21, 5), (3, 2)):
        CheckInFactory.create(patient=cal, on=on - timedelta(days=days), pain_morning=pain)
    told = progress_for(cal, on)
    assert [week.pain for week in told.weekly.pain] == [6, 5, None, 2]
    page = signed_in(cal).get(PROGRESS)
    assert 'stroke-dasharray="1 5"' in page.text
    assert "not said" in page.text
    assert "Your worst pain each week fell from 6 to 2." in page.text


def test_sessions_are_counted_against_the_plan_and_this_week_does_not_owe(
    cal: Patient, programme: Programme, on: date
) -> None:
    for days in (14, 12, 10, 7):
        SessionLogFactory.create(programme=programme, on=on - timedelta(days=days))
    told = progress_for(cal, on)
    assert [(week.done, week.missed, week.to_come) for week in told.weekly.sessions] == [
        (3, 0, 0),
        (1, 2, 0),
        (0, 0, 3),
    ]
    assert told.weekly.sessions_say == "You’ve done 4 of 6 planned sessions."


def test_nobody_elses_scores_are_told(
    signed_in: SignedIn, dee: Patient, cal_episode: Episode, ana: User, on: date
) -> None:
    scored(cal_episode, ana, (on, 58))
    assert "58" not in signed_in(dee).get(PROGRESS).text


def test_all_four_pictures_stand_with_a_sentence_and_a_table(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, programme: Programme, ana: User, on: date
) -> None:
    scored(cal_episode, ana, (on - timedelta(days=42), 58), (on, 78))
    for days in (1, 8):
        SessionLogFactory.create(programme=programme, on=on - timedelta(days=days), pain_during=2)
        RunFactory.create(episode=cal_episode, on=on - timedelta(days=days), distance_km=5, pain=4)
    page = signed_in(cal).get(PROGRESS).text
    for title in ("Worst pain each week", "Sessions", "Running"):
        assert f">{title}</h2>" in page
    assert "You ran 5 km last week, in 1 run. You’ve run 5 km so far this week." in page
    assert page.count("Show as a table") == 4


def test_the_pain_of_a_run_counts_in_the_worst_of_its_week(cal: Patient, cal_episode: Episode, on: date) -> None:
    RunFactory.create(episode=cal_episode, on=on, pain=6)
    RunFactory.create(episode=cal_episode, on=on, pain=9, taken_out_at=NINE)
    assert [week.pain for week in progress_for(cal, on).weekly.pain] == [6]
