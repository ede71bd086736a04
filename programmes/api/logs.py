"""What the patient sends: sessions, and the knee on a morning."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import redflags
from assessments.instruments.answers import AnswerError
from patients.access import Role, role_of
from patients.models import Patient
from patients.permissions import ClinicianOrPatient
from patients.problems import Invalid, problems
from programmes.models import Programme, SessionLog
from programmes.serializers import (
    CheckInSerializer,
    NewCheckInSerializer,
    NewSessionSerializer,
    SessionSerializer,
)
from programmes.services import (
    LogRefused,
    check_in,
    log_session,
)


class SessionViewSet(viewsets.GenericViewSet[SessionLog]):
    permission_classes = [ClinicianOrPatient]
    serializer_class = SessionSerializer
    queryset = SessionLog.objects.none()

    @extend_schema(
        request=NewSessionSerializer,
        responses={200: SessionSerializer, 201: SessionSerializer, **problems(400, 404, 422)},
    )
    def create(self, request: Request) -> Response:
        """Log a session. The same id again answers 200 with the stored one."""
        asked = NewSessionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        programme = get_object_or_404(Programme.objects.visible_to(request.user), uuid=data["programme"])
        now = timezone.now()
        try:
            log, made = log_session(
                programme=programme,
                ident=data["id"],
                on=data["on"],
                entries=data["entries"],
                pain_during=data["pain_during"],
                settle=data.get("settle", ""),
                note=data.get("note", ""),
                by=request.user,
                now=now,
            )
        except LogRefused as error:
            raise Invalid(error.errors) from error
        stored = SessionLog.objects.select_related("programme").prefetch_related("entries__row").get(pk=log.pk)
        return Response(SessionSerializer(stored).data, status=201 if made else 200)


class CheckInViewSet(viewsets.GenericViewSet[Any]):
    permission_classes = [ClinicianOrPatient]
    serializer_class = CheckInSerializer

    @extend_schema(request=NewCheckInSerializer, responses={201: CheckInSerializer, **problems(400, 422)})
    def create(self, request: Request) -> Response:
        """The patient's knee on one morning. A second answer of the same day corrects the first."""
        patient = Patient.objects.visible_to(request.user).first() if role_of(request.user) == Role.PATIENT else None
        if patient is None:
            raise PermissionDenied("A morning check is the patient's own.")
        asked = NewCheckInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data, now = asked.validated_data, timezone.now()
        try:
            kept, _ = check_in(
                patient=patient,
                on=data["on"],
                pain_morning=data["pain_morning"],
                feeling=data.get("feeling", ""),
                red_flags=data.get("red_flags"),
                now=now,
            )
        except LogRefused as error:
            raise Invalid(error.errors) from error
        except AnswerError as error:
            raise Invalid({f"red_flags.{key}": line for key, line in error.errors.items()}) from error
        triage = redflags.triage(kept.red_flags) if kept.red_flags else None
        told = {"level": triage.level.value, "advice": triage.advice} if triage else None
        return Response(
            {
                "id": kept.uuid,
                "on": kept.on.isoformat(),
                "pain_morning": kept.pain_morning,
                "feeling": kept.feeling,
                "triage": told,
            },
            status=201,
        )
