"""Enquiries: anybody may ask, the desk works the inbox, physios read it."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from clinic.bookings.api.answers import PublicThrottle, spoken
from clinic.bookings.models import Enquiry
from clinic.bookings.serializers import (
    EnquiryAskSerializer,
    EnquiryReceivedSerializer,
    EnquirySerializer,
    EnquiryWorkSerializer,
)
from clinic.bookings.services import (
    claim,
    close_enquiry,
    correct_enquiry,
    log_call,
    receive_enquiry,
    snooze_enquiry,
)
from patients.access import STAFF, Role
from patients.permissions import changed_by, seen_by
from patients.problems import NewestFirstPagination

# An enquiry sent again with the same key is the same enquiry.
FORM_KEYS = UUID("5f0c7a0e-7a53-4f7e-9a44-1d0f9d5f1c11")
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="Sent again with the same key, it is done once."
)


class InboxPagination(NewestFirstPagination):
    """Red first, then oldest."""

    ordering = ("urgency", "received_at", "pk")  # type: ignore[assignment]


class EnquiryViewSet(viewsets.ReadOnlyModelViewSet[Enquiry]):
    """The inbox holds what is open; a single enquiry can be read afterwards as well."""

    serializer_class = EnquirySerializer
    pagination_class: type[CursorPagination] = InboxPagination
    queryset = Enquiry.objects.none()
    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    throttle_scope = "enquiry"
    may_conflict = frozenset({"partial_update"})

    def get_permissions(self) -> list[BasePermission]:
        if self.action == "create":
            return [AllowAny()]
        return [seen_by(STAFF)(), changed_by({Role.DESK, Role.OWNER})()]

    def get_throttles(self) -> list[BaseThrottle]:
        return [PublicThrottle()] if self.action == "create" else []

    def get_queryset(self) -> QuerySet[Enquiry]:
        enquiries = Enquiry.objects.visible_to(self.request.user).select_related("owner", "patient")
        return enquiries.open().due(timezone.now()).inbox_order() if self.action == "list" else enquiries

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "now": timezone.now()}

    @extend_schema(request=EnquiryAskSerializer, responses={201: EnquiryReceivedSerializer}, parameters=[KEY_HEADER])
    def create(self, request: Request) -> Response:
        asked = EnquiryAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        key = request.headers.get("Idempotency-Key", "")
        with spoken():
            enquiry, screen = receive_enquiry(
                form_key=uuid5(FORM_KEYS, key) if key else uuid4(),
                channel=Enquiry.Channel.API,
                now=timezone.now(),
                **{**said, "phone": str(said.get("phone", "")), "red_flags": dict(said["red_flags"])},
            )
        answer = {"uuid": enquiry.uuid, "triage": {"level": screen.level.value, "advice": screen.advice}}
        return Response(EnquiryReceivedSerializer(answer).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EnquiryWorkSerializer, responses=EnquirySerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        enquiry = self.get_object()
        asked = EnquiryWorkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with spoken(), transaction.atomic():
            _work(enquiry, asked.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_queryset().get(pk=enquiry.pk)).data)


def _work(enquiry: Enquiry, said: dict[str, Any], *, by: Any) -> None:
    """Each thing that was named, by its own verb; all of them or none."""
    now = timezone.now()
    corrected = {field: str(said[field]) for field in ("name", "phone", "email", "knee") if field in said}
    if said.get("claim"):
        claim(enquiry=enquiry, by=by, now=now)
    if corrected:
        correct_enquiry(enquiry=enquiry, by=by, now=now, **corrected)
    if "call" in said:
        log_call(enquiry=enquiry, by=by, now=now, result=said["call"]["result"], note=said["call"].get("note", ""))
    if "snoozed_until" in said:
        snooze_enquiry(enquiry=enquiry, until=said["snoozed_until"], by=by, now=now)
    if "closed_why" in said:
        close_enquiry(enquiry=enquiry, why=said["closed_why"], by=by, now=now)
