"""Which page asked for a measure, what becomes of the score there, and the way back: a note, a letter, the chart."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from assessments import instruments
from assessments.examination import BY_ID, Section
from assessments.examination.scored import as_finding, box_of
from assessments.models import EscalationLetter, Examination, OutcomeScore
from assessments.services import LetterRefused, SigningBlocked, put_wells, save_boxes
from patients.models import Patient


@dataclass(frozen=True, slots=True)
class FromChart:
    """Nobody in particular asked."""

    patient: Patient
    name = "chart"
    field = value = episode = ""

    @property
    def way_back(self) -> str:
        return reverse("staff:chart", args=[self.patient.uuid])

    def take(self, request: HttpRequest, score: OutcomeScore) -> str:
        """The address that follows once the score is kept."""
        return self.way_back


@dataclass(frozen=True, slots=True)
class FromNote:
    """A draft whose test is scored item by item: the score goes into its box."""

    note: Examination
    name, field = "note", "note"

    @property
    def value(self) -> str:
        return str(self.note.uuid)

    @property
    def episode(self) -> str:
        return str(self.note.episode.uuid)

    @property
    def way_back(self) -> str:
        return reverse("staff:examination", args=[self.note.uuid])

    def take(self, request: HttpRequest, score: OutcomeScore) -> str:
        """Back to the section of the box; a score of another episode is none of this note."""
        if self.note.episode_id != score.episode_id:
            return reverse("staff:chart", args=[self.note.episode.patient.uuid])
        instrument = instruments.get(score.instrument)
        path = box_of(instrument, score.side)
        if path and score.score is not None:
            box = {path: as_finding(instrument, score.score, path)}
            try:
                save_boxes(
                    examination=self.note, boxes=box, version=self.note.version, by=request.user, now=timezone.now()
                )
            except SigningBlocked as refusal:
                messages.error(request, str(refusal))
        section = BY_ID[path.partition(".")[0]].section if path else Section.HISTORY
        return f"{self.way_back}?section={section}"


@dataclass(frozen=True, slots=True)
class FromLetter:
    """A referral letter whose rule asks for the Wells score: the score goes into the draft."""

    letter: EscalationLetter
    name, field, episode = "letter", "letter", ""

    @property
    def value(self) -> str:
        return str(self.letter.uuid)

    @property
    def way_back(self) -> str:
        return reverse("staff:letter", args=[self.letter.uuid])

    def take(self, request: HttpRequest, score: OutcomeScore) -> str:
        try:
            put_wells(letter=self.letter, by=request.user, now=timezone.now())
        except LetterRefused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return self.way_back


Asker = FromChart | FromNote | FromLetter


def asker_of(request: HttpRequest, patient: Patient) -> Asker:
    """Who asked, as the address or the form says. What this user may not see, or is no draft any more, asks nothing."""
    drafts = Examination.objects.visible_to(request.user).drafts().filter(episode__patient=patient)
    if (asked := _named(request, "note")) and (
        note := drafts.select_related("episode__patient").filter(uuid=asked).first()
    ):
        return FromNote(note)
    letters = EscalationLetter.objects.visible_to(request.user).drafts().filter(red_flag__patient=patient)
    if (asked := _named(request, "letter")) and (letter := letters.filter(uuid=asked).first()):
        return FromLetter(letter)
    return FromChart(patient)


def _named(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name) or request.GET.get(name, ""))
    except ValueError:
        return None
