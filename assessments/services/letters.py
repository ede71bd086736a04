"""The letter that a red flag calls for: drafted from the record, put right by a clinician, kept as it was sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments import redflags
from assessments.letter_findings import NOT_EXAMINED, renewed
from assessments.letter_scores import lacks_wells, with_wells
from assessments.letter_words import MOST_WORDS, urgency, word_count
from assessments.models import EscalationLetter, RedFlag
from assessments.services.letter_record import first_words, in_the_record
from patients.access import CLINICAL, role_of

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
UNREAD = "We have examined the knee by now. Put in what the record says, or write what was found."
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

    After a letter was sent, the next call drafts another.
    """
    _clinician(by)
    # The flag is the gate: two presses at once find one draft.
    RedFlag.objects.select_for_update().get(pk=red_flag.pk)
    flag = RedFlag.objects.select_related("patient", "examination__episode").get(pk=red_flag.pk)
    if begun := flag.letters.drafts().first():
        return begun
    if not flag.is_open:
        raise LetterRefused("This red flag is closed, so no new letter is drafted.")
    return EscalationLetter.objects.create(
        red_flag=flag, author=by, drafted_at=now, **first_words(flag, by=by, now=now)
    )


@transaction.atomic
def renew_letter(
    *, letter: EscalationLetter, said: Mapping[str, Any], by: Any, now: datetime, seen: str | None = None
) -> EscalationLetter:
    """Keep what was typed into a draft, then put in what the record says by now; what else stood there stays.

    Raises what `save_letter` raises.
    """
    kept = _open_draft(letter, by)
    _take(kept, said, seen)
    told = in_the_record(kept.red_flag, by=by)
    kept.findings = renewed(kept.findings, told.findings)
    kept.scores = with_wells(kept.scores, told.wells.line) if told.wells else kept.scores
    return _kept(kept, now)


@transaction.atomic
def put_wells(*, letter: EscalationLetter, by: Any, now: datetime) -> EscalationLetter:
    """Put the Wells score of the record into a draft; without one it stays as it is. Raises LetterRefused."""
    kept = _open_draft(letter, by)
    if wells := in_the_record(kept.red_flag, by=by).wells:
        kept.scores = with_wells(kept.scores, wells.line)
    return _kept(kept, now)


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
    return _kept(kept, now)


@transaction.atomic
def send_letter(
    *, letter: EscalationLetter, said: Mapping[str, Any], by: Any, now: datetime, seen: str | None = None
) -> EscalationLetter:
    """Keep what was typed, as sent, with name and registration; from then on nothing of it changes.

    Raises ValidationError by field where a part is missing, LetterOvertaken as `save_letter` does, and
    LetterRefused: sent already, a finding taken back, a student, or not registered on the day. A rule that sends the
    Wells score with the referral wants it in `scores`, or the line that says why it was not done.
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
    if wrong := _missing(kept, by) | _wrong(kept, now):
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


def _kept(letter: EscalationLetter, now: datetime) -> EscalationLetter:
    """The draft, kept. Raises ValidationError by field."""
    if wrong := _wrong(letter, now):
        raise ValidationError(wrong)
    letter.save()
    return letter


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


def _missing(letter: EscalationLetter, by: Any) -> dict[str, str]:
    """What a letter must say before it is sent, part → sentence."""
    told = in_the_record(letter.red_flag, by=by)
    wells = lacks_wells(
        redflags.BY_ID[letter.red_flag.rule], letter.scores, shown=told.wells.shown if told.wells else ""
    )
    unread = told.examined and letter.findings == NOT_EXAMINED
    wanted = {
        "addressee": (letter.addressee, "Say whom the letter goes to."),
        "history": (letter.history, "Write the history, in 120 words at most."),
        "findings": (
            letter.findings and not unread,
            UNREAD if unread else "Write what was found, or that nobody has examined the knee yet.",
        ),
        "scores": (not wells, wells),
        "patient_copy_given": (letter.patient_copy_given is not None, "Say whether the patient has a copy."),
        "safety_net_given": (letter.safety_net_given is not None, "Say whether safety-net advice was given."),
        "phoned_at": (
            letter.phoned_at or not letter.red_flag.needs_call,
            "An emergency or same-day flag is telephoned first. Say when you spoke.",
        ),
    }
    return {part: sentence for part, (given, sentence) in wanted.items() if not given}
