"""Deciding on what the rules propose."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from patients.permissions import ClinicianOnly
from patients.problems import Conflict, problems
from programmes.models import Suggestion
from programmes.serializers import (
    OverrideSerializer,
    SuggestionSerializer,
)
from programmes.services import (
    AlreadyDecided,
    StepUpBlocked,
    accept_suggestion,
    override_suggestion,
)


class SuggestionViewSet(viewsets.GenericViewSet[Suggestion]):
    permission_classes = [ClinicianOnly]
    serializer_class = SuggestionSerializer
    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    queryset = Suggestion.objects.none()

    def get_queryset(self) -> Any:
        return Suggestion.objects.visible_to(self.request.user).select_related("row")

    @extend_schema(request=None, responses={200: SuggestionSerializer, **problems(404, 409)})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, id: str) -> Response:
        try:
            decided = accept_suggestion(suggestion=self.get_object(), by=request.user, now=timezone.now())
        except (AlreadyDecided, StepUpBlocked) as error:
            raise Conflict(str(error)) from error
        return Response(SuggestionSerializer(decided).data)

    @extend_schema(request=OverrideSerializer, responses={200: SuggestionSerializer, **problems(400, 404, 409, 422)})
    @action(detail=True, methods=["post"])
    def override(self, request: Request, id: str) -> Response:
        suggestion = self.get_object()
        asked = OverrideSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            decided = override_suggestion(
                suggestion=suggestion, why=asked.validated_data["reason"], by=request.user, now=timezone.now()
            )
        except AlreadyDecided as error:
            raise Conflict(str(error)) from error
        return Response(SuggestionSerializer(decided).data)
