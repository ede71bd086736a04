"""The letter that a red flag calls for: drafted from the record, put right by a clinician, kept as it was sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments import instruments, redflags
from assessments.flag_words import met_by
from assessments.letter_words import (
    MOST_WORDS,
    NOT_EXAMINED,
    addressee,
    history,
    injury_rules,
    objective,
    urgency,
    word_count,
)
from assessments.models import EscalationLetter, Examination, RedFlag
from patients.access import CLINICAL, role_of
from patients.models import Episode

SAID = (
    "addressee",
    "history",
    "findings",
    "scores",
    "phoned_at",
    "phoned_whom",
    "patient_copy_given",
    "safety_net_given",
)
LONGEST = {"addressee": 200, "history": 2000, "findings": 4000, "scores": 2000, "phoned_whom": 120}


class LetterRefused(Exception):
    """Why this letter can't be drafted, changed or sent as things stand."""


class LetterOvertaken(Exception):
    """The draft was changed since it was opened, in another tab or by a colleague. What stands there now, by part."""

    def __init__(self, letter: EscalationLetter, differs: Mapping[str, Any]) -> None:
        super().__init__("This draft was changed since you opened it. Nothing of yours is kept yet.")
        self.mark, self.differs = letter.mark, dict(differs)


@transaction.atomic
def draft_letter(*, red_flag: RedFlag, by: Any, now: datetime) -> EscalationLetter:
    """The draft of this flag: the one that is begun, or a new one with what the record knows. Raises LetterRefused.

    Words come from the latest note that `by` may read. After a letter was sent, the next call drafts another.
    """
    _clinician(by)
    # The flag is the gate: two presses at once find one draft.
    RedFlag.objects.select_for_update().get(pk=red_flag.pk)
    flag = RedFlag.objects.select_related("patient", "examination__episode").get(pk=red_flag.pk)
    if begun := flag.letters.drafts().first():
        return begun
    if not flag.is_open:
        raise LetterRefused("This red flag is closed, so no new letter is drafted.")
    return EscalationLetter.objects.create(red_flag=flag, author=by, drafted_at=now, **_composed(flag, by, now))


def _composed(flag: RedFlag, by: Any, now: datetime) -> dict[str, str]:
    """The parts of a fresh draft, each in words."""
    rule, level = redflags.BY_ID[flag.rule], redflags.Level(flag.level)
    note = _latest_note(flag, by)
    episode = note.episode if note else flag.patient.current_episode()
    findings = note.findings if note else {}
    on = timezone.localdate(note.contact_at if note else now)
    met = met_by(rule, flag.inputs, flag.examination.findings if flag.examination else findings)
    return {
        "addressee": addressee(rule, level),
        "urgency": urgency(rule, level),
        "history": history(findings, rule=rule, met=met, fields=flag.fields, side=episode.side if episode else ""),
        "findings": objective(findings) if note else NOT_EXAMINED,
        "scores": "\n".join([*_wells(episode), *injury_rules(findings, on=on, age=flag.patient.age(on))]),
    }


def _latest_note(flag: RedFlag, by: Any) -> Examination | None:
    notes = Examination.objects.visible_to(by).filter(episode__patient=flag.patient).select_related("episode")
    return notes.order_by("-contact_at", "-pk").first()


def _wells(episode: Episode | None) -> list[str]:
    """The latest Wells score of the course of care, as a line; nothing when it was not used."""
    score = episode.scores.of("wells").scored().in_order().last() if episode else None
    if score is None or score.score is None:
        return []
    instrument = instruments.get("wells")
    grade = instrument.grade(score.score)
    limb = f", {score.get_side_display().lower()} leg" if score.side else ""
    meaning = f", {grade.label}" if grade else ""
    return [f"Wells score{limb}: {instrument.shown(score.score)}{meaning} ({_day(score.collected_on)})."]


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


@transaction.atomic
def save_letter(
    *, letter: EscalationLetter, said: Mapping[str, Any], by: Any, now: datetime, seen: str | None = None
) -> EscalationLetter:
    """Keep what was typed into a draft. `said` holds any of SAID; `seen` is the mark of the draft that was opened.

    Raises ValidationError by field (too long, more than 120 words, a call in the future), LetterOvertaken when
    others' words would be written over unseen, and LetterRefused.
    """
    kept = _open_draft(letter, by)
    _take(kept, said, seen)
    if wrong := _wrong(kept, now):
        raise ValidationError(wrong)
    kept.save()
    return kept


@transaction.atomic
def send_letter(
    *, letter: EscalationLetter, said: Mapping[str, Any], by: Any, now: datetime, seen: str | None = None
) -> EscalationLetter:
    """Keep what was typed, as sent, with name and registration; from then on nothing of it changes.

    Raises ValidationError by field where a part is missing, LetterOvertaken as `save_letter` does, and
    LetterRefused: sent already, a finding taken back, a student, or not registered on the day.
    """
    kept = _open_draft(letter, by)
    if kept.red_flag.is_taken_back:
        raise LetterRefused("The finding was taken back before the note was signed, so there is nothing to send.")
    if by.is_student:
        raise LetterRefused("A student drafts a letter. Your supervisor sends it.")
    if not by.is_registered(timezone.localdate(now)):
        raise LetterRefused(
            "Without a current HCPC registration on your account you can't send a letter. Ask the owner."
        )
    _take(kept, said, seen)
    if wrong := _missing(kept) | _wrong(kept, now):
        raise ValidationError(wrong)
    kept.sent_at, kept.sent_by, kept.signed_as = now, by, f"{by.name}, {by.hcpc_number}"
    kept.save()
    return kept


def _clinician(by: Any) -> None:
    if role_of(by) not in CLINICAL:
        raise PermissionDenied("Only a clinician writes about a red flag.")


def _open_draft(letter: EscalationLetter, by: Any) -> EscalationLetter:
    """The row as it is now, held until it is kept. Its urgency follows the flag while it is a draft."""
    _clinician(by)
    kept = EscalationLetter.objects.select_for_update().get(pk=letter.pk)
    if kept.is_sent:
        raise LetterRefused("This letter was sent already. It stays as it is.")
    flag = kept.red_flag
    kept.urgency = urgency(redflags.BY_ID[flag.rule], redflags.Level(flag.level))
    return kept


def _take(letter: EscalationLetter, said: Mapping[str, Any], seen: str | None) -> None:
    """Write the parts over those of the draft. Raises LetterOvertaken where they are not the ones that were seen."""
    unknown = set(said) - set(SAID)
    if unknown:
        raise TypeError(f"A letter has no part called {', '.join(sorted(unknown))}.")
    # A text area sends two characters for a new line and counts one.
    plain = {part: one.replace("\r\n", "\n").strip() if isinstance(one, str) else one for part, one in said.items()}
    differs = {part: getattr(letter, part) for part, value in plain.items() if getattr(letter, part) != value}
    if seen is not None and seen != letter.mark and differs:
        raise LetterOvertaken(letter, differs)
    for part, value in plain.items():
        setattr(letter, part, value)


def _wrong(letter: EscalationLetter, now: datetime) -> dict[str, str]:
    """What can't be kept, part → sentence."""
    wrong = {part: f"Keep it to {most} letters." for part, most in LONGEST.items() if len(getattr(letter, part)) > most}
    if (words := word_count(letter.history)) > MOST_WORDS:
        wrong["history"] = f"Keep the history to {MOST_WORDS} words. It has {words} now."
    if letter.phoned_at and letter.phoned_at > now:
        wrong["phoned_at"] = "The call can't be in the future. Give the time when you spoke."
    born = letter.red_flag.patient.date_of_birth
    if letter.phoned_at and born and timezone.localdate(letter.phoned_at) < born:
        wrong["phoned_at"] = "This is before the patient was born. Check the year."
    return wrong


def _missing(letter: EscalationLetter) -> dict[str, str]:
    """What a letter must say before it is sent, part → sentence."""
    wanted = {
        "addressee": (letter.addressee, "Say whom the letter goes to."),
        "history": (letter.history, "Write the history, in 120 words at most."),
        "findings": (letter.findings, "Write what was found, or that nobody has examined the knee yet."),
        "patient_copy_given": (letter.patient_copy_given is not None, "Say whether the patient has a copy."),
        "safety_net_given": (letter.safety_net_given is not None, "Say whether safety-net advice was given."),
        "phoned_at": (
            letter.phoned_at or not letter.red_flag.needs_call,
            "An emergency or same-day flag is telephoned first. Say when you spoke.",
        ),
    }
    return {part: sentence for part, (given, sentence) in wanted.items() if not given}
