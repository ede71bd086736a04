"""Treatment as it went: each visit's note, the programme, the training between visits, what the rules made of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from assessments.models import Examination
from assessments.services import reading_of
from clinic.bookings.models import Appointment
from clinic.demo.diary import Stay
from clinic.demo.knee import Knee
from clinic.demo.notes import Reviews, write_first_note
from clinic.demo.people import CAL
from clinic.demo.records import ALL_CLEAR, at
from clinic.demo.scores import Seen, answer_at_discharge, ask_and_answer, ask_between
from clinic.demo.training import Log, do_session, train
from patients.models import Episode
from programmes.models import Programme, ProgrammeTemplate, Row
from programmes.services import (
    accept_suggestion,
    assign_programme,
    check_in,
    override_suggestion,
    review_sessions,
)

Status = Appointment.Status
BEEN = (Status.ATTENDED, Status.IN_SESSION)
# Days of the programme on which its next phases are due, at the next visit from then on.
PHASES = ((2, 13), (3, 41))
# Days of the week that suit: as planned (Monday, Wednesday, Friday), or later by so many.
SHIFTS = (0, 0, 0, 1, 1, 5)


def give_care(stays: Sequence[Stay], *, random: Random, now: datetime) -> None:
    """Everything clinical of everybody who has come, or is about to."""
    today = timezone.localdate(now)
    visits: defaultdict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        visits[stay.case.patient.pk].append(stay)
    seen = [_known(own, random=random, today=today) for own in visits.values()]
    ask_and_answer([one for one in seen if one], random=random, now=now)
    unsigned = _left_open(stays, now=now)
    templates = {template.key: template for template in ProgrammeTemplate.objects.current()}
    cared, reviews = [], Reviews()
    for one in filter(None, seen):
        been = [stay for stay in visits[one.case.patient.pk] if stay.visit.status in BEEN]
        if been:
            care = Care(one, been, templates, random=random, now=now)
            care.go_through(unsigned, reviews)
            cared.append(care)
    reviews.keep(now=now)
    _raise_a_flag(cared, now=now)
    for care in cared:
        care.review(now)
        if care.seen.case.course.person is CAL:
            ask_between(care.seen.case.episode, on=today)


class Care:
    """One person's care from the first visit to today."""

    def __init__(
        self,
        seen: Seen,
        been: list[Stay],
        templates: dict[str, ProgrammeTemplate],
        *,
        random: Random,
        now: datetime,
    ) -> None:
        self.seen, self.been, self.templates = seen, been, templates
        self.random, self.now, self.today = random, now, timezone.localdate(now)
        self.programme: Programme | None = None
        self.log = Log()
        # Nearly half of those who do well has just done three clean sessions.
        self.ready = seen.knee.trend == "better" and random.random() < 0.45 and seen.case.course.person is not CAL

    @property
    def lead_key(self) -> str:
        return self.seen.case.course.physio

    def go_through(self, unsigned: Stay | None, reviews: Reviews) -> None:
        """Visit by visit: the note, then what is decided there, then the training until the next decision."""
        for stay in self.been:
            if stay.plan.type == "phone":
                continue
            if stay.plan.type == "first":
                note = write_first_note(stay, self.seen, random=self.random, now=self.now)
                if note.is_signed:
                    self._assign(stay, note)
            elif stay.visit.status == Status.ATTENDED or stay is unsigned:
                reviews.add(stay, self.seen, random=self.random, now=self.now, sign=stay is not unsigned)
        if self.programme:
            self._train()
            self.log.keep()
        if self.seen.case.course.ended is not None:
            self._close(self.seen.case.episode)

    def review(self, now: datetime) -> None:
        """What the rules say today of those whose log asks for it."""
        programme = self.programme
        if programme is None or programme.state != Programme.State.ACTIVE:
            return
        if self.ready or self.seen.knee.trend in {"flare", "worse"} or self.flagged:
            review_sessions(programme=programme, now=now)

    @property
    def flagged(self) -> bool:
        return self.seen.case.patient.red_flags.open().exists()

    def _assign(self, stay: Stay, note: Examination) -> None:
        found = reading_of(note)
        reasons = [
            {"subgroup": one.subgroup, "rule": one.rule, "inputs": list(one.inputs), "source": one.source}
            for one in found.classification
        ]
        on = timezone.localdate(stay.visit.end)
        self.programme = assign_programme(
            episode=stay.case.episode,
            template=self.templates[found.suggested_template or "strength"],
            starts_on=on + timedelta(days=1),
            by=stay.case.lead,
            now=min(stay.visit.end, self.now),
            reasons=reasons,
        )
        mine = stay.case.course.person is CAL
        self._suit_days(self.programme, self.today.weekday() if mine else self.random.choice(SHIFTS))

    def _suit_days(self, programme: Programme, shift: int) -> None:
        """The days that suit this patient, with the same rest between."""
        rows = list(Row.objects.filter(phase__programme=programme))
        for row in rows:
            row.days = sorted((day + shift) % 7 for day in row.days)
        if shift:
            Row.objects.bulk_update(rows, ["days"])

    def _train(self) -> None:
        programme = self.programme
        assert programme is not None  # noqa: S101 - for the type checker; the caller has looked
        ended = self.seen.case.course.ended
        last = self.today - timedelta(days=1) if ended is None else self.today + timedelta(days=ended)
        start = programme.starts_on
        for number, begins in self._moves(programme):
            if begins <= last:
                self._train_between(programme, start, begins - timedelta(days=1), ready=False)
                programme.phase_number, programme.phase_since = number, begins
                programme.save()
                start = begins
        halfway = start + (last - start) / 2
        if self.ready and (last - start).days > 20 and ended is None:
            self._train_between(programme, start, halfway, ready=True)
            self._decide(programme, at(halfway + timedelta(days=2), 12))
            start = halfway + timedelta(days=1)
        if self.seen.case.course.person is CAL:
            self._train_cal(programme, start)
        else:
            self._train_between(programme, start, last, ready=self.ready)

    def _moves(self, programme: Programme) -> list[tuple[int, date]]:
        """The day on which each next phase began: the first visit after it was due."""
        days = [timezone.localdate(stay.visit.start) for stay in self.been if stay.plan.type != "phone"]
        moves = []
        for number, due in PHASES:
            on = next((on for on in days if on >= programme.starts_on + timedelta(days=due)), None)
            if on:
                moves.append((number, on + timedelta(days=1)))
        return moves

    def _train_between(self, programme: Programme, frm: date, to: date, *, ready: bool) -> None:
        rows = _rows(programme)
        train(self.log, programme, rows, self.seen, frm=frm, to=to, ready=ready, random=self.random, now=self.now)

    def _train_cal(self, programme: Programme, start: date) -> None:
        """Cal did his last session two days late, yesterday; today's is still to do."""
        self._train_between(programme, start, self.today - timedelta(days=4), ready=False)
        planned = (self.today - timedelta(days=3)).weekday()
        do_session(
            self.log,
            programme,
            [row for row in _rows(programme) if planned in row.days],
            self.seen,
            on=self.today - timedelta(days=1),
            reserve=2,
            clean=True,
            random=self.random,
            now=self.now,
            note="Two days late, busy weekend",
        )

    def _decide(self, programme: Programme, now: datetime) -> None:
        """An earlier round of suggestions: the physio took all but one."""
        self.log.keep()
        lead = self.seen.case.lead
        for place, suggestion in enumerate(review_sessions(programme=programme, now=now)):
            if place == 1:
                override_suggestion(suggestion=suggestion, why="Race this weekend, wait a week", by=lead, now=now)
            else:
                accept_suggestion(suggestion=suggestion, by=lead, now=now)
        programme.refresh_from_db()

    def _close(self, episode: Episode) -> None:
        course = self.seen.case.course
        on = self.today + timedelta(days=course.ended or 0)
        if course.outcome == "discharged":
            answer_at_discharge(self.seen, on=on, random=self.random, now=self.now)
        if self.programme:
            self.programme.state, self.programme.ends_on = Programme.State.ENDED, on
            self.programme.save()
        episode.close(outcome=course.outcome, on=on)


def _known(own: list[Stay], *, random: Random, today: date) -> Seen | None:
    """The knee as it was at the first visit that was kept, or will be; None for those who never came."""
    first = next((stay for stay in own if stay.plan.type == "first" and not stay.plan.fate), None)
    if first is None:
        return None
    on = timezone.localdate(first.visit.start)
    return Seen(first.case, Knee.of(first.case.course, random, first=(on - today).days), on)


def _rows(programme: Programme) -> list[Row]:
    current = Row.objects.filter(phase__programme=programme, phase__number=programme.phase_number)
    return list(current.filter(retired_in__isnull=True))


def _left_open(stays: Sequence[Stay], *, now: datetime) -> Stay | None:
    """The one note that is still to be signed: of Ana's visit in the room, or of her last one."""
    hers = [stay for stay in stays if stay.case.course.physio == "ana" and stay.visit.status in BEEN]
    return next((stay for stay in reversed(hers) if stay.plan.type in {"review", "gait"}), None)


def _raise_a_flag(cared: Sequence[Care], *, now: datetime) -> None:
    """One patient of Ana's has ticked a sore calf in the morning check."""
    today = timezone.localdate(now)
    on = today if timezone.localtime(now).hour >= 8 else today - timedelta(days=1)
    for care in cared:
        programme = care.programme
        active = programme is not None and programme.state == Programme.State.ACTIVE
        if active and care.lead_key == "ana" and care.seen.knee.trend == "slow":
            check_in(
                patient=care.seen.case.patient,
                on=on,
                pain_morning=5,
                feeling="worse",
                red_flags=ALL_CLEAR | {"RF05": True},
                now=at(on, 7, 48),
            )
            return
