"""The mail that carries a sign-in link. It leaves at once, is never kept, and names no condition."""

from datetime import datetime

from django.core.mail import send_mail
from django.template.loader import render_to_string

from clinic.accounts.models import User
from clinic.accounts.services import make_sign_in_link


def send_sign_in_link(*, user: User, now: datetime) -> None:
    link = make_sign_in_link(user=user, now=now)
    text = render_to_string("accounts/mail_sign_in_link.txt", {"called": user.name.split()[0], "link": link})
    send_mail("Your sign-in link", text, None, [user.email])
