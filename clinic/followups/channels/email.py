"""Mail: text and page side by side, the calendar file with them, under one Message-ID for every try."""

import smtplib
from enum import StrEnum

from django.core.mail import EmailMultiAlternatives

from clinic.followups.letter import Letter
from clinic.followups.models import FollowUp


class Trouble(StrEnum):
    """What a failed try says about the next one."""

    ADDRESS = "address"  # refused for good: a person must look
    LATER = "later"  # this message may get through later
    SERVER = "server"  # nothing gets through at present


def send(followup: FollowUp, letter: Letter, to: str) -> None:
    """Hands one message to the mail server. Raises whatever goes wrong there."""
    headers = {"Message-ID": followup.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        letter.subject, letter.text, None, [to], reply_to=[letter.reply_to], headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("visit.ics", letter.calendar, f"text/calendar; method={letter.calendar_method}")
    message.send()


def trouble(error: Exception) -> Trouble:
    """5xx for this address: for good. No connection: the server. Anything else may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Trouble.ADDRESS if codes and min(codes) >= 500 else Trouble.LATER
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return Trouble.SERVER
    if isinstance(error, smtplib.SMTPResponseException):
        return Trouble.ADDRESS if error.smtp_code >= 500 else Trouble.LATER
    return Trouble.SERVER if isinstance(error, OSError) else Trouble.LATER
