"""Signing in by an emailed link, and where each role lands."""

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from clinic.accounts.forms import AskLinkForm, BirthForm
from clinic.accounts.keypages import address_kept
from clinic.accounts.limits import wait_for
from clinic.accounts.mail import send_sign_in_link
from clinic.accounts.models import User
from clinic.accounts.services import LinkRefused, find_link, use_link
from patients.access import Role, role_of

HOMES = {
    Role.OWNER: "admin:index",
    Role.PHYSIO: "admin:index",
    Role.DESK: "desk:board",
    Role.PATIENT: "portal:today",
}
LINKS_PER_HOUR = 3


@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """After signing in: each role to its own face."""
    role = role_of(request.user)
    return redirect(HOMES[role]) if role else redirect("account_login")


def address(request: HttpRequest, key: str = "") -> HttpResponse:
    """Nobody changes the address that signs them in: the clinic does, when it knows who is asking."""
    raise Http404


@require_http_methods(["GET", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not the address is known."""
    form = AskLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        user = User.objects.filter(email=email, is_active=True, role=Role.PATIENT).first()
        if user and not wait_for(f"sign-in links to {user.pk}", most=LINKS_PER_HOUR, seconds=3600):
            send_sign_in_link(user=user, now=timezone.now())
        return render(request, "accounts/link_sent.html", {"email": email})
    return render(request, "accounts/link_ask.html", {"form": form}, status=422 if form.errors else 200)


def sign_in(request: HttpRequest, user: User) -> HttpResponse:
    """Through allauth's stages: whoever has a second step is asked for it, link or no link."""
    answer: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=reverse("accounts:arrive")
    )
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening a link never signs anybody in (mail scanners open links); pressing the button does."""
    now = timezone.now()
    link = find_link(token=token, now=now)
    if link is None:
        return render(request, "accounts/link_gone.html", {"form": AskLinkForm()}, status=410)
    asks_birth = link.user.role == Role.PATIENT
    form = BirthForm(request.POST or None) if asks_birth else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            user = use_link(token=token, date_of_birth=form.cleaned_data["date_of_birth"] if form else None, now=now)
        except LinkRefused as refusal:
            if find_link(token=token, now=now) is None:
                return render(request, "accounts/link_gone.html", {"form": AskLinkForm()}, status=410)
            if form is not None:
                form.add_error(None, str(refusal))
        else:
            return sign_in(request, user)
    context = {"form": form, "called": link.user.name.split()[0] if link.user.name else ""}
    status = 422 if form and form.errors else 200
    return address_kept(render(request, "accounts/link_open.html", context, status=status))
