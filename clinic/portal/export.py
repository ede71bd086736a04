"""Everything the clinic keeps about one patient that is theirs to take: a plain dictionary for a JSON file."""

from datetime import datetime
from typing import Any

from assessments.models import OutcomeScore
from clinic.bookings.models import Appointment
from clinic.education.models import Reading
from clinic.followups.models import FollowUp
from patients.models import Consent, Episode, Patient
from programmes.models import CheckIn, Programme, Row, Run, RunningMove, RunningPlan, SessionEntry, SessionLog


def my_data(patient: Patient, now: datetime) -> dict[str, Any]:
    """Contacts, episodes, visits, scores, programmes, sessions, runs, plans, mornings, consents, messages, reads."""
    user = patient.user
    return {
        "made_at": now,
        "me": {
            "name": patient.full_name,
            "called": patient.called,
            "date_of_birth": patient.date_of_birth,
            "phone": str(patient.phone),
            "email": patient.email,
            "address": patient.address,
            "postcode": patient.postcode,
            "needs": patient.needs,
        },
        "episodes": list(
            Episode.objects.visible_to(user).values(
                "uuid", "problem", "side", "onset_on", "opened_on", "closed_on", "lead__name"
            )
        ),
        "visits": list(
            Appointment.objects.visible_to(user).values(
                "uuid", "start", "end", "type__name", "physio__name", "status", "cancelled_why"
            )
        ),
        "scores": list(
            OutcomeScore.objects.visible_to(user).values(
                "uuid", "instrument", "version", "side", "answers", "labels", "score", "status", "collected_on", "by"
            )
        ),
        "programmes": list(
            Programme.objects.visible_to(user).values(
                "uuid", "title", "starts_on", "ends_on", "state", "phase_number", "revision"
            )
        ),
        "exercises": list(
            Row.objects.filter(phase__programme__in=Programme.objects.visible_to(user)).values(
                "uuid",
                "phase__programme__uuid",
                "phase__number",
                "exercise__name",
                "side",
                "sets",
                "reps",
                "seconds",
                "load",
                "why",
            )
        ),
        "sessions": list(
            SessionLog.objects.visible_to(user).values(
                "uuid", "programme__uuid", "on", "pain_during", "settle", "note", "logged_at"
            )
        ),
        "session_entries": list(
            SessionEntry.objects.filter(log__in=SessionLog.objects.visible_to(user)).values(
                "log__uuid", "row__uuid", "outcome", "sets", "reps", "pain", "rir", "reason"
            )
        ),
        "runs": list(
            Run.objects.visible_to(user).values(
                "uuid",
                "episode__uuid",
                "on",
                "distance_km",
                "minutes",
                "rpe",
                "pain",
                "pain_morning",
                "step",
                "plan__uuid",
                "cadence",
                "surface",
                "hills",
                "fast",
                "walk_breaks",
                "source",
                "logged_at",
                "taken_out_at",
            )
        ),
        "running_plans": list(
            RunningPlan.objects.visible_to(user).values(
                "uuid", "kind", "state", "starts_on", "ends_on", "step", "own_cadence", "eases_until", "reasons"
            )
        ),
        "running_moves": list(
            RunningMove.objects.filter(plan__in=RunningPlan.objects.visible_to(user)).values(
                "plan__uuid", "on", "from_step", "step", "why", "reason"
            )
        ),
        "mornings": list(
            CheckIn.objects.visible_to(user).values("uuid", "on", "pain_morning", "feeling", "red_flags", "answered_at")
        ),
        "consents": list(Consent.objects.visible_to(user).values("purpose", "given", "notice_version", "how", "at")),
        "messages": list(
            FollowUp.objects.visible_to(user)
            .exclude(sent_at=None)
            .values("uuid", "kind", "sent_at", "sent_to", "subject", "text")
        ),
        "articles_read": list(Reading.objects.visible_to(user).values("article__title", "read_at", "passed")),
    }
