"""What the record knows for an escalation letter: the notes that its author may read, and the Wells score."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments import instruments, redflags
from assessments.flag_words import met_by
from assessments.letter_findings import Note, found_in, objective
from assessments.letter_scores import injury_rules
from assessments.letter_words import addressee, history, urgency
from assessments.models import Examination, RedFlag
from patients.models import Episode


@dataclass(frozen=True, slots=True)
class Wells:
    """A Wells score: as it is printed, and the line that the letter carries."""

    shown: str
    line: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the record says now: the notes that a letter tells of, and the Wells score since the flag."""

    notes: tuple[Note, ...]
    wells: Wells | None

    @property
    def findings(self) -> str:
        return found_in(self.notes)

    @property
    def examined(self) -> bool:
        """Whether a note is signed."""
        return any(note.signed for note in self.notes)


def in_the_record(flag: RedFlag, *, by: Any) -> Told:
    """What a letter about this flag can take from the record now."""
    episode = _episode(flag)
    return Told(_as_told(_notes(episode, by)), _wells(flag, episode))


def first_words(flag: RedFlag, *, by: Any, now: datetime) -> dict[str, str]:
    """The parts of a fresh draft, each in words."""
    rule, level = redflags.BY_ID[flag.rule], redflags.Level(flag.level)
    episode = _episode(flag)
    notes = _notes(episode, by)
    latest = max(notes, key=lambda note: (note.contact_at, note.pk), default=None)
    findings = latest.findings if latest else {}
    on = timezone.localdate(latest.contact_at if latest else now)
    met = met_by(rule, flag.inputs, flag.examination.findings if flag.examination else findings)
    wells = _wells(flag, episode)
    rules = injury_rules(findings, on=on, age=flag.patient.age(on))
    return {
        "addressee": addressee(rule, level),
        "urgency": urgency(rule, level),
        "history": history(findings, rule=rule, met=met, fields=flag.fields, side=episode.side if episode else ""),
        "findings": found_in(_as_told(notes)),
        "scores": "\n".join([*([wells.line] if wells else []), *rules]),
    }


def _episode(flag: RedFlag) -> Episode | None:
    return flag.examination.episode if flag.examination else flag.patient.current_episode()


def _notes(episode: Episode | None, by: Any) -> list[Examination]:
    """The newest signed note of the course of care, and the newest draft after it that `by` may read."""
    notes = Examination.objects.visible_to(by).filter(episode=episode).order_by("-contact_at", "-pk")
    signed, draft = notes.signed().prefetch_related("addenda").first(), notes.drafts().first()
    if signed and draft and draft.contact_at < signed.contact_at:
        draft = None
    return [note for note in (signed, draft) if note]


def _as_told(notes: list[Examination]) -> tuple[Note, ...]:
    """A signed note is told whatever it holds; a draft only once a test stands in it."""
    return tuple(_note(note) for note in notes if note.is_signed or objective(note.findings))


def _note(note: Examination) -> Note:
    added = [(timezone.localdate(one.at), one.reason, one.text) for one in note.addenda.all()] if note.is_signed else []
    return Note(str(note), timezone.localdate(note.contact_at), note.is_signed, note.findings, tuple(added))


def _wells(flag: RedFlag, episode: Episode | None) -> Wells | None:
    """The latest Wells score of the course of care since the day of the flag; None when it was not used."""
    since = timezone.localdate(flag.opened_at)
    scores = episode.scores.of("wells").scored().filter(collected_on__gte=since) if episode else None
    score = scores.in_order().last() if scores is not None else None
    if score is None or score.score is None:
        return None
    instrument = instruments.get("wells")
    grade, shown = instrument.grade(score.score), instrument.shown(score.score)
    limb = f", {score.get_side_display().lower()} leg" if score.side else ""
    meaning = f", {grade.label}" if grade else ""
    on = f"{score.collected_on.day} {score.collected_on:%b %Y}"
    return Wells(shown, f"Wells score{limb}: {shown}{meaning} ({on}).")
