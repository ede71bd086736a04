"""The ledger for other systems: read only, for those who work here."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from clinic.followups.models import FollowUp
from patients.access import Role, role_of
from patients.asked import asked_id
from patients.problems import Invalid, problems


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid", default=None, allow_null=True)

    class Meta:
        model = FollowUp
        fields = ["id", "kind", "occasion", "patient", "due_at", "sent_at", "state", "reason", "channel", "attempts"]
        read_only_fields = fields


class FollowUpViewSet(ListModelMixin, GenericViewSet[FollowUp]):
    """What is due to whom, and what became of it. Nobody but staff learns that it is there."""

    serializer_class = FollowUpSerializer
    queryset = FollowUp.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if role_of(request.user) == Role.PATIENT:
            raise Http404

    def get_queryset(self) -> QuerySet[FollowUp]:
        rows = FollowUp.objects.visible_to(self.request.user).select_related("patient").defer("text", "html")
        if patient := asked_id(self.request, "patient"):
            rows = rows.filter(patient__uuid=patient)
        if state := self.request.query_params.get("state"):
            if state not in FollowUp.State.values:
                raise Invalid({"state": ["Choose one of: " + ", ".join(FollowUp.State.values) + "."]})
            rows = rows.filter(state=state)
        return rows

    @extend_schema(
        parameters=[
            OpenApiParameter("patient", OpenApiTypes.UUID, description="Messages to this patient."),
            OpenApiParameter("state", str, enum=FollowUp.State.values),
        ],
        responses={200: FollowUpSerializer(many=True), **problems(404, 422)},
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
