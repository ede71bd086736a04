"""Progress: one sentence, then charts that are also tables."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.progress import NARROW, NARROW_PAIN, WIDE, WIDE_PAIN, meaning, progress_for


@require_GET
@for_patient
def progress(request: PatientRequest) -> HttpResponse:
    told = progress_for(request.patient, timezone.localdate())
    steps = told.story.steps if told.story else ()
    return render(
        request,
        "portal/progress.html",
        {
            "patient": request.patient,
            "told": told,
            "score_charts": [mark_safe(told.score_chart(width)) for width in (NARROW, WIDE)],
            "pain_charts": [mark_safe(told.pain_chart(width)) for width in (NARROW_PAIN, WIDE_PAIN)],
            "running_charts": [mark_safe(told.running_chart(width)) for width in (NARROW_PAIN, WIDE_PAIN)],
            "steps": [(step, told.story.instrument.shown(step.score), meaning(step)) for step in steps if told.story],
            "week": told.episode.week(told.on) + 1 if told.episode else None,
            "as_tables": "tables" in request.GET,
        },
    )
