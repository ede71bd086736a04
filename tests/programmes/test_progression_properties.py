"""What the progression rules never do, whatever the log."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.progression import Outcome, PainCode, Session, Settle, State, decide, replay, walk
from programmes.progression.counting import after

MONDAY = date(2026, 11, 2)
HARDNESS = [Outcome.PROGRESS, Outcome.CREDIT, Outcome.HOLD, Outcome.REGRESS, Outcome.CONTACT, Outcome.STOP]

ratios = st.sampled_from([Decimal(n) / 100 for n in (0, 50, 79, 80, 99, 100, 110)])
shares = st.one_of(st.none(), st.sampled_from([Decimal(n) / 100 for n in (0, 39, 40, 69, 70, 100)]))


@st.composite
def sessions(draw: st.DrawFn, *, day: int = 0) -> Session:
    on = MONDAY + timedelta(days=day)
    run = draw(st.booleans())
    return Session(
        on=on,
        at=datetime(on.year, on.month, on.day, draw(st.integers(6, 22)), tzinfo=UTC),
        prescription=draw(st.sampled_from("ab")),
        pain_code=draw(st.sampled_from(PainCode)),
        pd=draw(st.integers(0, 10)),
        settle=draw(st.one_of(st.none(), st.sampled_from(Settle))),
        pm=draw(st.one_of(st.none(), st.integers(0, 10))),
        base_pm=Decimal(draw(st.integers(0, 8))) / 2,
        reps_ratio=draw(st.one_of(st.none(), ratios)),
        rir=draw(st.one_of(st.none(), st.integers(0, 10))),
        adh14=draw(shares),
        adh14_before=draw(shares),
        form_ok=draw(st.sampled_from([None, True, False])),
        redflag=draw(st.sampled_from([False] * 9 + [True])),
        swelling_new=draw(st.sampled_from([False] * 9 + [True])),
        run=run,
        run_step=draw(st.integers(1, 12)) if run else None,
        gate=draw(st.sampled_from([None, True, False])),
    )


@st.composite
def kind_sessions(draw: st.DrawFn, *, day: int) -> Session:
    """Mostly good ones, so that steps up happen."""
    if draw(st.integers(0, 5)) == 0:
        return draw(sessions(day=day))
    on = MONDAY + timedelta(days=day)
    return Session(
        on=on,
        at=datetime(on.year, on.month, on.day, 18, tzinfo=UTC),
        prescription="a",
        pain_code=PainCode.P2,
        pd=draw(st.integers(0, 2)),
        pm=0,
        reps_ratio=Decimal(1),
        rir=3,
        adh14=Decimal(1),
    )


@st.composite
def logs(draw: st.DrawFn) -> list[Session]:
    days = draw(st.lists(st.integers(0, 40), max_size=20, unique=True))
    return [draw(kind_sessions(day=day)) for day in days]


states = logs().map(lambda log: replay(log, now=datetime(2027, 1, 1, tzinfo=UTC)))
LATE = datetime(2027, 6, 1, tzinfo=UTC)


def worse(seen: Session, burden: tuple[int, int, int, int]) -> Session:
    """The same session, worse on each of the axes by so much."""
    more_pain, worse_morning, less_done, fewer_spare = burden
    return replace(
        seen,
        pd=min(10, seen.pd + more_pain),
        pm=None if seen.pm is None else min(10, seen.pm + worse_morning),
        reps_ratio=None if seen.reps_ratio is None else max(Decimal(0), seen.reps_ratio - Decimal(less_done) / 100),
        rir=None if seen.rir is None else max(0, seen.rir - fewer_spare),
    )


burdens = st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 100), st.integers(0, 10))


@settings(max_examples=400, deadline=None)
@given(sessions(day=60), burdens)
def test_a_worse_session_never_gets_a_softer_answer(seen: Session, burden: tuple[int, int, int, int]) -> None:
    first = decide(seen, State(), now=LATE)
    second = decide(worse(seen, burden), State(), now=LATE)
    assert HARDNESS.index(second.outcome) >= HARDNESS.index(first.outcome)
    assert second.contact >= first.contact


@settings(max_examples=300, deadline=None)
@given(sessions(day=60), states, burdens)
def test_a_worse_session_never_gets_a_bigger_dose_whatever_came_before(
    seen: Session, state: State, burden: tuple[int, int, int, int]
) -> None:
    def direction(session: Session) -> int:
        decision = decide(session, state, now=LATE)
        return (decision.outcome is Outcome.PROGRESS) - decision.down - 2 * (decision.outcome is Outcome.STOP)

    assert direction(worse(seen, burden)) <= direction(seen)


@settings(max_examples=200, deadline=None)
@given(logs(), st.randoms(use_true_random=False))
def test_a_log_counts_the_same_however_it_arrived(log: list[Session], shuffle: Random) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    mixed = list(log)
    shuffle.shuffle(mixed)
    assert replay(log, now=now) == replay(mixed, now=now) == replay(iter(log), now=now)


@settings(max_examples=300, deadline=None)
@given(sessions(day=60), states)
def test_nothing_missing_ever_leads_up(seen: Session, state: State) -> None:
    decision = decide(seen, state, now=LATE)
    known = (seen.pm, seen.reps_ratio, seen.rir, seen.adh14)
    if decision.outcome is Outcome.PROGRESS:
        assert None not in known
    if decision.outcome is Outcome.CREDIT:
        assert None not in known[:3]


@settings(max_examples=300, deadline=None)
@given(logs())
def test_steps_up_are_a_week_apart_or_more(log: list[Session]) -> None:
    ups = [seen.on for seen, told, _ in walk(log, now=LATE) if told.outcome is Outcome.PROGRESS]
    assert all(b - a >= timedelta(days=7) for a, b in pairwise(ups))


@settings(max_examples=200, deadline=None)
@given(logs())
def test_every_answer_names_its_rules_and_a_person_stands_behind_contact_and_stop(log: list[Session]) -> None:
    for _, told, _ in walk(log, now=LATE):
        assert told.rules
        assert told.contact or told.outcome not in {Outcome.CONTACT, Outcome.STOP}
        assert not (told.down and told.outcome in {Outcome.PROGRESS, Outcome.CREDIT})


@settings(max_examples=200, deadline=None)
@given(logs(), st.integers(0, 20))
def test_a_log_taken_in_two_parts_counts_the_same(log: list[Session], cut: int) -> None:
    ordered = sorted(log, key=lambda seen: (seen.on, seen.at))
    state = replay(ordered[:cut], now=LATE)
    for seen in ordered[cut:]:
        state = after(state, seen, decide(seen, state, now=LATE))
    assert state == replay(log, now=LATE)


@settings(max_examples=300, deadline=None)
@given(sessions(day=60), states)
def test_a_red_flag_beats_everything_and_a_new_sign_everything_but_that(seen: Session, state: State) -> None:
    assert decide(replace(seen, redflag=True), state, now=LATE).outcome is Outcome.STOP
    signed = decide(replace(seen, redflag=False, giving_way=True), state, now=LATE)
    assert (signed.outcome, signed.contact, signed.pause_impact) == (Outcome.CONTACT, True, True)


worse_news = st.sampled_from([
    {"settle": Settle.OVER_24H}, {"form_ok": False}, {"locked": True}, {"swelling_new": True}, {"giving_way": True},
    {"night_pain_new": True}, {"redflag": True}, {"adh14": Decimal(0)}, {"gate": False},
])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(sessions(day=60), worse_news)
def test_worse_news_never_gets_a_softer_answer(seen: Session, news: dict[str, Any]) -> None:
    first, second = (decide(one, State(), now=LATE) for one in (seen, replace(seen, **news)))
    assert HARDNESS.index(second.outcome) >= HARDNESS.index(first.outcome)
    assert second.contact >= first.contact
