"""Visits: booked once per key, moved along their graph, each role within its own."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.bookings.api.answers import spoken
from clinic.bookings.api.booking import book_asked, own_diary, person, physio_by
from clinic.bookings.api.enquiries import KEY_HEADER
from clinic.bookings.models import Appointment
from clinic.bookings.serializers import (
    AppointmentSerializer,
    BookSerializer,
    CancelSerializer,
    MoveSerializer,
    SlotProblemSerializer,
)
from clinic.bookings.services import cancel, move, step
from patients.access import Role, role_of
from patients.openapi import PROBLEM
from patients.problems import NewestFirstPagination

REFUSED: dict[Any, Any] = {(409, PROBLEM): SlotProblemSerializer}
CONFLICT = {200: AppointmentSerializer, **REFUSED}


class DiaryPagination(NewestFirstPagination):
    """In the order of the diary."""

    ordering = ("start", "pk")  # type: ignore[assignment]


class AppointmentViewSet(viewsets.ReadOnlyModelViewSet[Appointment]):
    serializer_class = AppointmentSerializer
    pagination_class: type[CursorPagination] = DiaryPagination
    queryset = Appointment.objects.none()
    lookup_field = "uuid"
    lookup_url_kwarg = "id"

    def get_queryset(self) -> QuerySet[Appointment]:
        visits = Appointment.objects.visible_to(self.request.user).with_people()
        if self.action == "list":
            days = DaysSerializer(data=self.request.query_params)
            days.is_valid(raise_exception=True)
            if "from" in days.validated_data:
                visits = visits.filter(start__date__gte=days.validated_data["from"])
            if "to" in days.validated_data:
                visits = visits.filter(start__date__lte=days.validated_data["to"])
        return visits

    @extend_schema(
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, description="First day."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Last day, included."),
        ]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(
        request=BookSerializer,
        responses={201: AppointmentSerializer, **REFUSED},
        parameters=[KEY_HEADER],
    )
    def create(self, request: Request) -> Response:
        asked = BookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with spoken(), transaction.atomic():
            visit = book_asked(request, asked.validated_data)
        return Response(self._shown(visit), status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, id: str) -> Response:
        return self._step(request, "confirm")

    @extend_schema(request=None, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def arrive(self, request: Request, id: str) -> Response:
        return self._step(request, "arrive")

    @extend_schema(request=None, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, id: str) -> Response:
        return self._step(request, "start")

    @extend_schema(request=None, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def attend(self, request: Request, id: str) -> Response:
        return self._step(request, "attend")

    @extend_schema(request=None, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def miss(self, request: Request, id: str) -> Response:
        return self._step(request, "miss")

    @extend_schema(request=CancelSerializer, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, id: str) -> Response:
        visit = self._own()
        asked = CancelSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with spoken():
            visit = cancel(
                appointment=visit, why=asked.validated_data["reason"], by=person(request), now=timezone.now()
            )
        return Response(self._shown(visit))

    @extend_schema(request=MoveSerializer, responses=CONFLICT)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, id: str) -> Response:
        visit = self._own()
        asked = MoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        physio = physio_by(said["physio"]) if "physio" in said else None
        own_diary(request, physio or visit.physio)
        with spoken():
            visit = move(
                appointment=visit,
                start=said["start"],
                physio=physio,
                by=person(request),
                now=timezone.now(),
                squeeze_in_reason=said.get("squeeze_in", {}).get("reason", ""),
            )
        return Response(self._shown(visit))

    def _step(self, request: Request, name: str) -> Response:
        visit = self._own()
        if role_of(request.user) == Role.PATIENT and name != "confirm":
            raise PermissionDenied("Only the clinic can do this.")
        with spoken():
            visit = step(appointment=visit, action=name, by=person(request), now=timezone.now())
        return Response(self._shown(visit))

    def _own(self) -> Appointment:
        visit: Appointment = self.get_object()
        own_diary(self.request, visit.physio)
        return visit

    def _shown(self, visit: Appointment) -> Any:
        return self.get_serializer(Appointment.objects.with_people().get(pk=visit.pk)).data


class DaysSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateField(required=False), "to": serializers.DateField(required=False)}
