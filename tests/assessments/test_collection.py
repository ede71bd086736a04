"""When measures are asked: the printed schedule, its windows, and what the hourly task makes of them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments import collection, instruments
from assessments.instruments.definition import Occasion
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.rulebook import values_with
from assessments.services import EpisodeClosed, FormClosed, ask_measures, ask_scheduled, record_outcome, send_request
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import EpisodeFactory, OutcomeRequestFactory, RuleSetFactory

AKPS = dict.fromkeys("limp support walk stairs squat run jump sit pain swelling patmove atrophy flexdef".split(), "a")
OPENED = date(2026, 3, 2)

# The table as it is printed: required R, optional o, not asked –. A run log is no measure.
POINTS: tuple[Occasion, ...] = ("baseline", "week_2", "week_6", "week_12", "discharge", "month_6", "month_12")
TABLE = {
    "akps": "R–RRRRR",
    "nprs_w": "RRRRRRR",
    "nprs_u": "RRRRRRR",
    "nprs_c": "RRRRRRR",
    "psfs": "RRRRR––",
    "koos_pf": "o–ooooo",
    "uwri": "R–RRRRR",
    "groc": "–RRRRRR",
    "tsk11": "o–oo–––",
}


def days(number: int) -> timedelta:
    return timedelta(days=number)


def morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(9)))


def of(episode: Episode, point: str) -> dict[str, OutcomeRequest]:
    """What was asked at a point, by measure."""
    return {each.instrument: each for each in OutcomeRequest.objects.filter(episode=episode, point=point)}


@pytest.fixture
def episode(cal: Patient, ana: User) -> Episode:
    return EpisodeFactory.create(patient=cal, lead=ana, opened_on=OPENED)


@pytest.mark.parametrize("key", TABLE)
def test_each_measure_is_asked_when_the_table_says(key: str) -> None:
    said = {"required": "R", "optional": "o", None: "–"}
    collected = instruments.get(key).collected
    assert "".join(said[collected.get(point)] for point in POINTS) == TABLE[key]


@pytest.mark.parametrize(
    ("point", "due", "around"),
    [
        ("week_2", OPENED + days(14), 4),
        ("week_6", OPENED + days(42), 7),
        ("week_12", OPENED + days(84), 10),
        ("month_6", date(2026, 9, 2), 21),
        ("month_12", date(2027, 3, 2), 28),
    ],
)
def test_a_point_is_asked_from_the_first_to_the_last_day_of_its_window(
    episode: Episode, point: str, due: date, around: int
) -> None:
    before, first, last, after = (due + days(number) for number in (-around - 1, -around, around, around + 1))
    for day in (before, after):
        ask_scheduled(on=day)
        assert not of(episode, point)
    for day in (first, last):
        OutcomeRequest.objects.all().delete()
        ask_scheduled(on=day)
        asked = of(episode, point)["nprs_w"]
        assert (asked.due_on, asked.opens_on, asked.closes_on) == (due, first, last)


@pytest.mark.parametrize(
    ("opened", "half", "whole"),
    [
        (date(2028, 2, 29), date(2028, 8, 29), date(2029, 2, 28)),
        (date(2027, 8, 29), date(2028, 2, 29), date(2028, 8, 29)),
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 8, 31)),
        (date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)),
    ],
)
def test_months_are_calendar_months_even_where_a_month_is_short(opened: date, half: date, whole: date) -> None:
    assert collection.due_on("month_6", opened) == half
    assert collection.due_on("month_12", opened) == whole


@given(on=st.dates(date(2020, 1, 1), date(2040, 12, 31)), ago=st.integers(0, 420))
def test_no_episode_whose_window_is_open_is_overlooked(on: date, ago: int) -> None:
    opened = on - days(ago)
    for point in (*collection.WEEKS, *collection.MONTHS):
        if collection.window_around(point, collection.due_on(point, opened)).holds(on):
            first, last = collection.opened_between(point, on)
            assert first <= opened <= last


def test_months_six_and_twelve_are_asked_after_the_episode_has_closed(episode: Episode) -> None:
    episode.close(outcome="discharged", on=OPENED + days(90))
    ask_scheduled(on=date(2026, 9, 2))
    ask_scheduled(on=date(2027, 3, 2))
    assert {"akps", "nprs_w", "groc"} <= of(episode, "month_6").keys()
    assert {"akps", "nprs_w", "groc"} <= of(episode, "month_12").keys()
    assert "psfs" not in of(episode, "month_6")


def test_a_closed_episode_answers_what_it_was_asked_and_nothing_else(cal: Patient, ana: User, episode: Episode) -> None:
    episode.close(outcome="discharged", on=OPENED + days(90))
    now = morning(date(2026, 9, 2))
    ask_scheduled(on=now.date())
    asked = of(episode, "month_6")["akps"]
    OutcomeRequest.objects.filter(pk=asked.pk).update(answers=AKPS)
    assert send_request(request=asked, by=cal.user, now=now).score == 100
    typed = record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 1}, by=ana, now=now)
    assert typed.request == of(episode, "month_6")["nprs_w"]
    with pytest.raises(EpisodeClosed):
        record_outcome(episode=episode, instrument="sane", answers={"sane": 90}, by=ana, now=now)
    with pytest.raises(EpisodeClosed):
        record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 2}, by=ana, now=now)


def test_the_answer_sent_again_is_still_one_score_in_a_closed_episode(ana: User, episode: Episode) -> None:
    episode.close(outcome="discharged", on=OPENED + days(90))
    now = morning(date(2026, 9, 2))
    ask_scheduled(on=now.date())
    first, again = (
        record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 1}, by=ana, now=now) for _ in range(2)
    )
    assert first == again


def test_discharge_is_asked_when_an_episode_closes(episode: Episode) -> None:
    closed = OPENED + days(55)
    episode.close(outcome="discharged", on=closed)
    assert ask_scheduled(on=closed) == 1
    asked = of(episode, "discharge")
    assert {"akps", "nprs_w", "nprs_u", "nprs_c", "psfs", "groc"} == asked.keys()
    assert (asked["akps"].opens_on, asked["akps"].closes_on) == (closed, closed + days(10))
    assert ask_scheduled(on=closed) == 0


def test_nobody_is_asked_at_discharge_long_after_it(episode: Episode) -> None:
    episode.close(outcome="discharged", on=OPENED + days(55))
    ask_scheduled(on=OPENED + days(66))
    assert not of(episode, "discharge")


def test_who_was_measured_at_week_twelve_is_not_asked_again_at_discharge(episode: Episode, ana: User) -> None:
    ask_scheduled(on=OPENED + days(74))
    record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 2}, by=ana, now=morning(OPENED + days(75)))
    closed = OPENED + days(94)
    episode.close(outcome="discharged", on=closed)
    ask_scheduled(on=closed)
    assert not of(episode, "discharge"), "what week 12 asks is still open on this day"
    ask_scheduled(on=closed + days(1))
    assert "nprs_w" not in of(episode, "discharge"), "answered at week 12"
    assert "psfs" in of(episode, "discharge"), "week 12 stayed unanswered"


def test_who_goes_long_after_week_twelve_is_measured_once_more(episode: Episode, ana: User) -> None:
    ask_scheduled(on=OPENED + days(84))
    record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 2}, by=ana, now=morning(OPENED + days(84)))
    closed = OPENED + days(140)
    episode.close(outcome="discharged", on=closed)
    ask_scheduled(on=closed)
    assert "nprs_w" in of(episode, "discharge")


def test_a_score_from_the_days_around_the_end_counts_for_discharge(episode: Episode, ana: User) -> None:
    closed = OPENED + days(60)
    record_outcome(episode=episode, instrument="nprs_w", answers={"nprs_w": 2}, by=ana, now=morning(closed - days(3)))
    episode.close(outcome="discharged", on=closed)
    ask_scheduled(on=closed)
    assert "nprs_w" not in of(episode, "discharge")
    assert "nprs_u" in of(episode, "discharge")


def test_the_knee_score_rests_two_weeks_and_is_asked_later_in_the_window(episode: Episode, ana: User) -> None:
    answered = OPENED + days(33)
    record_outcome(episode=episode, instrument="akps", answers=AKPS, by=ana, now=morning(answered))
    ask_scheduled(on=OPENED + days(35))
    assert "nprs_w" in of(episode, "week_6")
    assert "akps" not in of(episode, "week_6")
    ask_scheduled(on=answered + days(13))
    assert "akps" not in of(episode, "week_6")
    assert ask_scheduled(on=answered + days(14)) == 1
    akps = of(episode, "week_6")["akps"]
    assert (akps.opens_on, akps.closes_on) == (answered + days(14), OPENED + days(49))


def test_the_knee_score_is_left_out_where_the_rest_outlasts_the_window(episode: Episode, ana: User) -> None:
    closed = OPENED + days(52)
    ask_scheduled(on=OPENED + days(49))
    assert "akps" in of(episode, "week_6")
    OutcomeRequest.objects.filter(instrument="akps").update(opens_on=OPENED + days(49))
    episode.close(outcome="discharged", on=closed)
    for day in range(11):
        ask_scheduled(on=closed + days(day))
    assert "akps" not in of(episode, "discharge")
    assert "nprs_w" in of(episode, "discharge")


def test_a_score_inside_the_window_is_not_asked_for_again(episode: Episode, ana: User) -> None:
    record_outcome(episode=episode, instrument="groc", answers={"groc": 2}, by=ana, now=morning(OPENED + days(36)))
    ask_scheduled(on=OPENED + days(37))
    assert "groc" not in of(episode, "week_6")
    assert "nprs_w" in of(episode, "week_6")


def test_the_nearest_point_gets_the_score(episode: Episode, ana: User) -> None:
    on = OPENED + days(180)
    episode.close(outcome="discharged", on=on)
    ask_scheduled(on=on)
    assert "nprs_w" in of(episode, "month_6")
    assert "nprs_w" in of(episode, "discharge")
    day_after = record_outcome(
        episode=episode, instrument="nprs_w", answers={"nprs_w": 2}, by=ana, now=morning(on + days(1))
    )
    later = record_outcome(
        episode=episode, instrument="nprs_w", answers={"nprs_w": 1}, by=ana, now=morning(date(2026, 9, 3))
    )
    assert day_after.request is not None
    assert day_after.request.point == "discharge"
    assert later.request is not None
    assert later.request.point == "month_6"


def test_what_was_not_answered_closes_with_its_window(episode: Episode) -> None:
    ask_scheduled(on=OPENED + days(14))
    ask_scheduled(on=OPENED + days(18))
    assert of(episode, "week_2")["nprs_w"].state == OutcomeRequest.State.ASKED
    ask_scheduled(on=OPENED + days(19))
    assert {each.state for each in of(episode, "week_2").values()} == {OutcomeRequest.State.CLOSED}


def test_a_care_that_has_ended_asks_for_no_beginning(episode: Episode) -> None:
    ask_measures(episode=episode, point="baseline", on=OPENED)
    episode.close(outcome="referred", on=OPENED + days(1))
    ask_scheduled(on=OPENED + days(1))
    assert {each.state for each in of(episode, "baseline").values()} == {OutcomeRequest.State.CLOSED}


def test_a_paper_form_dated_inside_the_window_counts_although_it_is_typed_in_later(episode: Episode, ana: User) -> None:
    ask_scheduled(on=OPENED + days(14))
    ask_scheduled(on=OPENED + days(30))
    score = record_outcome(
        episode=episode,
        instrument="nprs_w",
        answers={"nprs_w": 4},
        by=ana,
        now=morning(OPENED + days(30)),
        collected_on=OPENED + days(15),
    )
    assert score.request is not None
    assert (score.request.point, of(episode, "week_2")["nprs_w"].state) == ("week_2", "answered")


@pytest.mark.parametrize("late", [-1, 9])
def test_a_form_is_sent_inside_its_window_only(cal: Patient, cal_episode: Episode, on: date, late: int) -> None:
    form = OutcomeRequestFactory.create(
        episode=cal_episode, instrument="nprs_w", opens_on=on, closes_on=on + days(8), answers={"nprs_w": 3}
    )
    with pytest.raises(FormClosed):
        send_request(request=form, by=cal.user, now=morning(on + days(late)))
    assert not OutcomeScore.objects.exists()


def test_answers_that_a_newer_version_does_not_know_are_let_go(
    cal: Patient, cal_episode: Episode, now: datetime
) -> None:
    form = OutcomeRequestFactory.create(
        episode=cal_episode, instrument="akps", answers={**AKPS, "limp": "z", "hop": "a"}
    )
    score = send_request(request=form, by=cal.user, now=now)
    assert (score.status, score.answered) == ("incomplete", 12)


def test_nobody_is_asked_of_which_of_two_knees_a_form_speaks(both: Episode, monkeypatch: pytest.MonkeyPatch) -> None:
    one_leg = replace(instruments.get("sane"), per_limb=True, collected={"week_2": "required"})
    shelf = (one_leg, instruments.get("groc"))
    monkeypatch.setattr(instruments, "all_instruments", lambda: shelf)
    asked = ask_measures(episode=both, point="week_2", on=OPENED)
    assert {each.instrument for each in asked} == {"groc"}


@pytest.fixture
def both(cal: Patient, ana: User) -> Episode:
    return EpisodeFactory.create(patient=cal, lead=ana, opened_on=OPENED, side="both")


@pytest.mark.parametrize("point", sorted(collection.WINDOW_DAYS))
def test_a_window_is_as_long_as_the_rules_in_force_say(point: Occasion) -> None:
    due, key = date(2026, 11, 24), f"collection.{point}.window"
    for days in (1, collection.WINDOW_DAYS[point], 42):
        window = collection.window_around(point, due, values_with({key: str(days)}))
        assert (window.opens_on, window.closes_on) == (due - timedelta(days=days), due + timedelta(days=days))


@pytest.mark.django_db
def test_what_was_asked_keeps_its_window_when_the_clinic_sets_another(cal_episode: Episode, on: date) -> None:
    asked = ask_measures(episode=cal_episode, point="week_6", on=on)
    RuleSetFactory.create(effective_from=on + timedelta(days=1), values={"collection.week_12.window": "3"})
    later = ask_measures(episode=cal_episode, point="week_12", on=on + timedelta(weeks=6))
    assert {request.closes_on - request.due_on for request in asked} == {timedelta(days=7)}
    assert {request.closes_on - request.due_on for request in later} == {timedelta(days=3)}
