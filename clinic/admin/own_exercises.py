"""Pages of the clinic's own exercises: a new one, perhaps begun as a copy; a change; retiring and bringing back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.admin.doors import clinician_page, staff_page
from clinic.admin.exercises import exercise_or_404
from clinic.admin.own_exercise_form import OwnExerciseForm
from programmes.drawing import figure_mark
from programmes.library.own import typed_from
from programmes.models import Exercise
from programmes.services import ExerciseOvertaken, keep_own_exercise, retire_own_exercise

OVERTAKEN = "Somebody changed this exercise meanwhile. Your words are below; press again to put them in its place."
A_YEAR = timedelta(days=365)


def _drawn(exercise: Exercise | None) -> Exercise | None:
    """The exercise, if a figure of it can be drawn."""
    try:
        if exercise is not None:
            figure_mark(exercise.drawing)
    except LookupError:
        return None
    return exercise


def _initial(of: Exercise | None) -> dict[str, Any]:
    """The fields filled in from an exercise; a new one has its first review in a year."""
    first = {"review_by": timezone.localdate() + A_YEAR, "tempo": "free", "rest_s": 60}
    if of is None:
        return first
    typed = typed_from(of.content)
    columns = {
        "name": of.name,
        "aim": of.aim,
        "kit": "\n".join(of.kit),
        "level": of.level,
        "pain_rule": of.pain_rule,
        "unilateral": of.unilateral,
        "keep_drawing": True,
    }
    return {**first, **typed, **columns}


@clinician_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty form, or one that begins with the words of another exercise."""
    begun = request.POST.get("copy_of") or request.GET.get("copy_of", "")
    copied = exercise_or_404(begun) if begun else None
    return _form_page(request, exercise=None, begun_from=copied, title="A new exercise")


@clinician_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    exercise = exercise_or_404(slug)
    if not exercise.is_own:
        raise Http404
    return _form_page(request, exercise=exercise, begun_from=exercise, title=f"Change {exercise}")


def _form_page(
    request: HttpRequest, *, exercise: Exercise | None, begun_from: Exercise | None, title: str
) -> HttpResponse:
    drawn = _drawn(begun_from)
    shelf = Exercise.objects.current().beside(exercise).order_by("name")
    form = OwnExerciseForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(begun_from),
        shelf=shelf,
        drawing_of=drawn.name if drawn else "",
    )
    seen = request.POST.get("seen") or (exercise.checksum if exercise else "")
    status = 200
    if request.method == "POST":
        form.is_valid()
        drawn_as = drawn.drawing if drawn and form.cleaned_data.get("keep_drawing") else ""
        try:
            kept = _kept(request, form, exercise, drawn_as, seen)
        except ExerciseOvertaken:
            form.add_error(None, OVERTAKEN)
            if exercise is not None:
                exercise.refresh_from_db(fields=["checksum"])
                seen = exercise.checksum
            status = 409
        else:
            if kept is not None:
                messages.success(request, "Kept.")
                return redirect("staff:exercise", slug=kept.slug)
            status = 422
    context = {"title": title, "form": form, "exercise": exercise, "copied": begun_from, "seen": seen}
    return staff_page(request, "staff/exercise_form.html", context, status=status)


def _kept(
    request: HttpRequest, form: OwnExerciseForm, exercise: Exercise | None, drawn_as: str, seen: str
) -> Exercise | None:
    """None, with each sentence at its field, where it may not be kept."""
    said = form.said()
    if form.errors:
        form.take({name: [sentence] for name, sentence in said.faults(timezone.localdate()).items()})
        return None
    try:
        return keep_own_exercise(
            exercise=exercise, said=said, drawn_as=drawn_as, seen=seen, by=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        form.take(refusal.message_dict)
        return None


@clinician_page
@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Out of the library, or back into it."""
    exercise = exercise_or_404(slug)
    if not exercise.is_own:
        raise Http404
    retired = request.POST.get("retired") == "1"
    retire_own_exercise(exercise=exercise, retired=retired, by=request.user, now=timezone.now())
    messages.success(request, "Retired. Programmes that hold it keep it." if retired else "Back in the library.")
    return redirect("staff:exercise", slug=exercise.slug)
