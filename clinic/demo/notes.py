"""What was found at each visit: notes filled in and signed by the physio who was there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from assessments import examination as form
from assessments.models import Examination
from assessments.services import FindingsRefused, agree_with_reading, save_findings, sign_examination, start_examination
from clinic.accounts.models import User
from clinic.demo.diary import Stay
from clinic.demo.findings import first_findings, gait_findings, plan_words, review_findings
from clinic.demo.people import KATHERINE
from clinic.demo.scores import Seen

Kind = Examination.Kind


def write_first_note(stay: Stay, seen: Seen, *, random: Random, now: datetime) -> Examination:
    """The first examination, by the verbs: started, filled in, read and signed after the visit.

    While the visit lasts it is a draft with the history in and the tests begun.
    """
    visit, course, by = stay.visit, stay.case.course, _writer(stay)
    on = timezone.localdate(visit.start)
    day = (on - timezone.localdate(now)).days
    age = stay.case.patient.age(on) or 40
    found = first_findings(course, seen.knee, random, on=on, day=day, age=age)
    over = visit.end <= now
    note = start_examination(episode=stay.case.episode, kind=Kind.FIRST, by=by, now=visit.start)
    kept = save_findings(
        examination=note,
        findings=found if over else half(found),
        version=note.version,
        by=by,
        now=min(visit.end, now),
        plan=plan_words(course, first=True, worst=seen.knee.worst(day)) if over else "",
    )
    if not over:
        return kept.note
    agreed = agree_with_reading(examination=kept.note, version=kept.note.version, by=by, now=min(visit.end, now)).note
    return sign_examination(examination=agreed, version=agreed.version, by=by, now=_signed(stay, random, now))


def _writer(stay: Stay) -> User:
    """Who examines: the lead, or once a student whom the lead supervises and will countersign."""
    student = stay.case.lead.students.first() if stay.case.course.person is KATHERINE else None
    return student or stay.case.lead


@dataclass
class Reviews:
    """The notes of the visits that followed, a hundred of them: checked by the same form, kept in one go."""

    notes: list[Examination] = field(default_factory=list)

    def add(self, stay: Stay, seen: Seen, *, random: Random, now: datetime, sign: bool) -> None:
        """The note of one visit that has taken place; unsigned it is a draft with half of it filled in."""
        visit, course, by = stay.visit, stay.case.course, stay.case.lead
        on = timezone.localdate(visit.start)
        day = (on - timezone.localdate(now)).days
        weeks = max((on - seen.first_on).days // 7, 0)
        found = review_findings(course, seen.knee, random, day=day, weeks=weeks)
        if stay.plan.type == "gait":
            found |= gait_findings(random)
        kept, errors, _ = form.validate(found if sign else half(found), on=on)
        if errors:
            raise FindingsRefused(errors)
        note = Examination(
            episode=stay.case.episode,
            kind=Kind.DISCHARGE if day == course.ended else Kind.REVIEW,
            catalogue_version=form.CATALOGUE_VERSION,
            findings=kept,
            plan=plan_words(course, first=False, worst=seen.knee.worst(day)) if sign else "",
            version=1,
            contact_at=visit.start,
            entered_at=min(visit.end, now),
            author=by,
        )
        if sign:
            note.signed_at, note.signed_by = _signed(stay, random, now), by
            note.signed_as = f"{by.name}, {by.hcpc_number}"
        self.notes.append(note)

    def keep(self, *, now: datetime) -> None:
        """All in one go; each is compared with the first note of its episode."""
        firsts = {note.episode_id: note for note in Examination.objects.signed().filter(kind=Kind.FIRST)}
        for note in self.notes:
            note.based_on = firsts.get(note.episode_id)
        bulk_create_with_history(self.notes, Examination, default_date=now)


def half(found: dict[str, Any]) -> dict[str, Any]:
    """A note that is being written: the history is in, the tests have begun."""
    return dict(list(found.items())[: len(found) * 3 // 5])


def _signed(stay: Stay, random: Random, now: datetime) -> datetime:
    return min(stay.visit.end + timedelta(minutes=random.randint(3, 25)), now)
