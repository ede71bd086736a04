"""Sending the photo or video that shows an exercise, and taking it down."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.admin.doors import clinician_page, staff_page
from clinic.admin.exercises import exercise_or_404
from programmes.media import ACCEPTED
from programmes.models import Demonstration
from programmes.services import show_exercise, take_down


class DemonstrationForm(forms.Form):
    """What is sent and what is said of it; whether it may stay is for the verb to say."""

    file = forms.FileField(
        label="Photo or video",
        help_text=f"{ACCEPTED} Sound, place and camera are taken out.",
        error_messages={"required": "Pick the photo or video first.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,video/mp4"}),
    )
    alt = forms.CharField(
        label="What it shows",
        max_length=Demonstration._meta.get_field("alt").max_length,
        required=False,
        help_text="A sentence for somebody who can’t see it, such as “Ana sits against a wall, knees bent a little.”",
    )
    person = forms.CharField(
        label="Who is shown",
        max_length=Demonstration._meta.get_field("person").max_length,
        required=False,
        help_text="Kept with the consent. Patients do not see it.",
    )
    consent = forms.BooleanField(
        label="The person shown agrees that patients of this clinic see it",
        required=False,
        help_text="Your name and the time are kept with this. They may change their mind: then take it down.",
    )


@clinician_page
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. What is refused comes back with every typed word; a browser never gives a file back."""
    exercise = exercise_or_404(slug)
    form = DemonstrationForm(request.POST, request.FILES) if request.method == "POST" else DemonstrationForm()
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        sent = said.pop("file")
        try:
            show_exercise(exercise=exercise, file=sent, size=sent.size, by=request.user, now=timezone.now(), **said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Kept. Patients who have this exercise see it now.")
            return redirect("staff:exercise", slug=exercise.slug)
    return staff_page(
        request,
        "staff/exercise_picture.html",
        {"title": f"A photo or video of {exercise}", "exercise": exercise, "form": form},
        status=422 if form.errors else 200,
    )


@clinician_page
@require_POST
def take_away(request: HttpRequest, slug: str) -> HttpResponse:
    exercise = exercise_or_404(slug)
    take_down(exercise=exercise, by=request.user, now=timezone.now())
    messages.success(request, "Taken down. Its file is gone; the note of consent is kept.")
    return redirect("staff:exercise", slug=exercise.slug)
