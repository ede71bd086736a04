"""Olu sets the rules from a day on; what was found before keeps the values of its day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import OutcomeScore, RuleSet
from assessments.rulebook import defaults
from assessments.services import RulesRefused, plan_rules, rule_history, rules_on, set_rules, story_of
from clinic.accounts.models import User
from patients.models import Episode
from tests.factories import NINE, TUESDAY, OutcomeScoreFactory, RuleSetFactory

AKPS, DAYS = "measures.akps.important", "prognosis.long_days"
TOMORROW = TUESDAY + timedelta(days=1)
NEXT_YEAR = TUESDAY + timedelta(days=365)
Sign = Callable[..., RuleSet]


@pytest.fixture
def sign(olu: User) -> Sign:
    """Olu signs a set; what is not said is as on an ordinary day."""

    def signed(values: dict[str, Any], **said: Any) -> RuleSet:
        words = {"effective_from": TOMORROW, "why": "Agreed by the team.", "review_by": NEXT_YEAR, "now": NINE}
        return set_rules(values=values, by=olu, **{**words, **said})

    return signed


def refused(sign: Sign, values: dict[str, Any], **said: Any) -> dict[str, str]:
    with pytest.raises(RulesRefused) as refusal:
        sign(values, **said)
    assert not RuleSet.objects.filter(why="Agreed by the team.").exists()
    return refusal.value.errors


# Which values hold


@pytest.mark.django_db
def test_before_any_set_the_shipped_values_hold() -> None:
    assert rules_on(TUESDAY) == defaults()
    assert rule_history().reviewed_on(TUESDAY) == (date(2026, 11, 22), date(2027, 11, 22))


def test_a_set_holds_from_its_first_day_and_not_before(sign: Sign) -> None:
    sign({AKPS: "10"})
    assert rules_on(TUESDAY)[AKPS] == 8
    assert rules_on(TOMORROW)[AKPS] == 10
    assert rules_on(TOMORROW)[DAYS] == 60


def test_the_history_and_the_single_question_say_the_same(sign: Sign) -> None:
    sign({AKPS: "10"})
    sign({DAYS: "90"}, effective_from=TOMORROW + timedelta(days=20), now=NINE + timedelta(days=2))
    sign({AKPS: "9"}, effective_from=TOMORROW + timedelta(days=10), now=NINE + timedelta(days=3))
    history = rule_history()
    for days in range(40):
        day = TUESDAY + timedelta(days=days)
        assert history.on(day) == rules_on(day)


def test_a_set_carries_what_differed_before_it(sign: Sign) -> None:
    sign({AKPS: "10"})
    later = sign({DAYS: "90"}, effective_from=TOMORROW + timedelta(days=7), now=NINE + timedelta(days=3))
    assert later.values == {AKPS: "10", DAYS: "90"}


def test_a_value_set_back_to_the_shipped_one_is_no_longer_the_clinics_own(sign: Sign) -> None:
    sign({AKPS: "10", DAYS: "90"})
    later = sign({AKPS: "8"}, effective_from=TOMORROW + timedelta(days=7), now=NINE + timedelta(days=3))
    assert later.values == {DAYS: "90"}


def test_a_rule_that_is_no_longer_in_the_book_does_no_harm(olu: User) -> None:
    RuleSetFactory.create(values={"gone.rule": "5", AKPS: "10"}, effective_from=TOMORROW, signed_by=olu)
    assert rules_on(TOMORROW) == {**defaults(), AKPS: Decimal(10)}


def test_a_set_that_waits_is_replaced_by_one_of_an_earlier_day(sign: Sign, olu: User) -> None:
    begins = TUESDAY + timedelta(days=30)
    mistaken = sign({AKPS: "40"}, effective_from=begins)
    words = {"effective_from": TOMORROW, "why": "A typing mistake.", "review_by": NEXT_YEAR, "by": olu}
    plan = plan_rules(values={AKPS: "10"}, now=NINE + timedelta(hours=1), **words)  # type: ignore[arg-type]
    assert plan.replaced == (mistaken,)
    set_rules(values={AKPS: "10"}, now=NINE + timedelta(hours=1), **words)  # type: ignore[arg-type]
    assert rules_on(begins)[AKPS] == 10
    assert not rule_history().began(mistaken)


def test_a_waiting_set_can_be_called_off_by_signing_the_present_values(sign: Sign) -> None:
    begins = TUESDAY + timedelta(days=30)
    sign({AKPS: "40"}, effective_from=begins)
    sign({AKPS: "8"}, effective_from=TOMORROW, now=NINE + timedelta(hours=1))
    assert rules_on(begins) == defaults()


# What may be signed


def test_only_the_owner_sets_rules(ana: User, bea: User) -> None:
    for somebody in (ana, bea):
        with pytest.raises(PermissionDenied):
            set_rules(
                values={AKPS: "10"}, effective_from=TOMORROW, why="Why not.", review_by=NEXT_YEAR, by=somebody, now=NINE
            )
    assert not RuleSet.objects.exists()


@pytest.mark.parametrize("first_day", [TUESDAY, TUESDAY - timedelta(days=1), None])
def test_a_set_begins_tomorrow_at_the_earliest(sign: Sign, first_day: date | None) -> None:
    assert set(refused(sign, {AKPS: "10"}, effective_from=first_day)) == {"effective_from"}


def test_a_day_has_one_set(sign: Sign, olu: User) -> None:
    RuleSetFactory.create(effective_from=TOMORROW, signed_by=olu)
    assert refused(sign, {AKPS: "10"}) == {
        "effective_from": "There is a set for that day already, and it stays as it is. Choose another day."
    }


def test_the_same_words_sent_twice_are_one_set(sign: Sign) -> None:
    assert sign({AKPS: "10"}) == sign({AKPS: "10"})
    assert RuleSet.objects.count() == 1


def test_other_values_for_the_day_that_was_just_signed_are_refused(sign: Sign) -> None:
    sign({AKPS: "10"})
    with pytest.raises(RulesRefused) as refusal:
        sign({AKPS: "11"})
    assert set(refusal.value.errors) == {"effective_from"}


def test_every_mistake_is_named_at_once(sign: Sign) -> None:
    errors = refused(
        sign,
        {AKPS: "ten", DAYS: "5", "no.such": "1", "prognosis.review_weeks": "3"},
        effective_from=TUESDAY,
        why="  ",
        review_by=TUESDAY + timedelta(days=800),
    )
    assert errors == {
        AKPS: "Type it in figures, 0.5 to 50, with a point for decimals.",
        DAYS: "Type a number from 28 to 365.",
        "no.such": "There is no rule called no.such.",
        "prognosis.review_weeks": "This value is not set here.",
        "effective_from": "Tomorrow at the earliest, so that a day has one set of values.",
        "why": "Say why, for whoever reads it in a year.",
        "review_by": "Within two years.",
    }


def test_a_limit_beyond_its_borderline_is_refused(sign: Sign) -> None:
    assert set(refused(sign, {"mobility.thomas_knee.limited": "95"})) == {"mobility.thomas_knee.limited"}


def test_a_reason_is_not_a_letter(sign: Sign) -> None:
    assert refused(sign, {AKPS: "10"}, why="x" * 401) == {"why": "Keep the reason to 400 letters."}


@pytest.mark.parametrize("review_by", [None, TUESDAY, TOMORROW])
def test_the_next_review_comes_after_the_first_day(sign: Sign, review_by: date | None) -> None:
    assert set(refused(sign, {AKPS: "10"}, review_by=review_by)) == {"review_by"}


def test_a_set_that_changes_nothing_is_refused(sign: Sign) -> None:
    assert refused(sign, {AKPS: "8.0"}, review_by=date(2027, 11, 22)) == {
        "": "Nothing would change: no value, and no later review."
    }


def test_the_yearly_review_is_signed_without_a_change(sign: Sign) -> None:
    review = sign({}, why="Looked through with the clinical lead.", review_by=date(2027, 11, 23))
    assert review.values == {}
    assert rule_history().reviewed_on(TOMORROW) == (TUESDAY, date(2027, 11, 23))


def test_what_somebody_else_signed_meanwhile_is_not_written_over(sign: Sign) -> None:
    sign({AKPS: "10"}, sets_seen=0)
    with pytest.raises(RulesRefused) as refusal:
        sign({AKPS: "12"}, effective_from=TOMORROW + timedelta(days=1), sets_seen=0)
    assert "Somebody signed another set" in refusal.value.errors[""]


# Old results


def scored(episode: Episode, score: int, at: datetime) -> OutcomeScore:
    return OutcomeScoreFactory.create(
        episode=episode, instrument="akps", score=score, collected_on=at.date(), recorded_at=at, answers={}
    )


def test_old_results_keep_their_band_after_two_changes(sign: Sign, cal_episode: Episode) -> None:
    sign({AKPS: "10"}, now=NINE - timedelta(days=20), effective_from=TUESDAY - timedelta(days=10))
    sign({AKPS: "4"}, now=NINE - timedelta(days=5), effective_from=TUESDAY - timedelta(days=2))
    for score, days in ((60, 40), (69, 15), (69, 7), (65, 0)):
        scored(cal_episode, score, NINE - timedelta(days=days))
    told = story_of(instrument="akps", scores=cal_episode.scores.in_order())
    assert [step.band for step in told.steps] == [None, "important", "within_error", "important"]
    assert told.counts_from == 64
    assert "important (≥ 4)" in told.staff


def test_a_score_is_held_against_the_values_of_the_day_it_was_typed_in(sign: Sign, cal_episode: Episode) -> None:
    sign({AKPS: "10"}, now=NINE - timedelta(days=20), effective_from=TUESDAY)
    scored(cal_episode, 60, NINE - timedelta(days=40))
    scored(cal_episode, 69, NINE)
    told = story_of(instrument="akps", scores=cal_episode.scores.in_order())
    assert told.band == "within_error"


def test_a_long_series_asks_for_the_sets_once(sign: Sign, cal_episode: Episode) -> None:
    sign({AKPS: "10"})
    for days in range(12):
        scored(cal_episode, 60 + days, NINE - timedelta(days=days * 14))
    scores = list(cal_episode.scores.in_order())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        story_of(instrument="akps", scores=scores)
    assert len(asked) == 1
    history = rule_history()
    with CaptureQueriesContext(connection) as asked:
        story_of(instrument="akps", scores=scores, rules=history)
    assert len(asked) == 0


def test_physios_may_read_the_sets_and_the_desk_may_not(sign: Sign, ana: User, bea: User, olu: User) -> None:
    kept = sign({AKPS: "10"})
    assert [list(RuleSet.objects.visible_to(who)) for who in (olu, ana, bea)] == [[kept], [kept], []]
