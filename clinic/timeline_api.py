"""The timeline's door in the API: the chart's line of events, each reader seeing what the role may see."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from clinic.timeline import timeline
from patients.access import CLINICAL, Role
from patients.models import Patient
from patients.permissions import seen_by


class EventSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()


class TimelineView(APIView):
    """The newest fifty events, newest first."""

    permission_classes = [seen_by(CLINICAL | {Role.PATIENT})]

    @extend_schema(responses=EventSerializer(many=True), operation_id="patients_timeline_list")
    def get(self, request: Request, id: UUID) -> Response:
        patient = get_object_or_404(Patient.objects.visible_to(request.user), uuid=id)
        return Response(EventSerializer(timeline(patient=patient, user=request.user), many=True).data)
