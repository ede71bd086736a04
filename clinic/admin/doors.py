"""The doors of our own pages in the staff site: clinicians in, everybody else as if there were nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from clinic.accounts.doors import sign_in_first
from patients.access import CLINICAL, Role, role_of
from patients.models import Patient

View = Callable[..., HttpResponse]


def clinician_page(view: View) -> View:
    """Anonymous people sign in; whoever is not a clinician gets a 404."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        if role_of(request.user) not in CLINICAL:
            raise Http404
        return view(request, *args, **kwargs)

    return door


def owner_page(view: View) -> View:
    """The owner's alone: anonymous people sign in, everybody else gets a 404."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        if role_of(request.user) != Role.OWNER:
            raise Http404
        return view(request, *args, **kwargs)

    return door


def free_text(request: HttpRequest, name: str) -> str:
    """A free text as it was sent, without the null characters that no keyboard makes and no text column takes.

    A new line is one character, as the text area counts it.
    """
    return request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()


def staff_page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of ours inside the staff site's frame."""
    return render(request, template, {**admin.site.each_context(request), **context}, status=status)


def patient_or_404(request: HttpRequest, uuid: object) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(request.user), uuid=uuid)
