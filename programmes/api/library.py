"""The exercise library and the templates."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from patients.permissions import ClinicianOnly, SignedIn
from patients.problems import problems
from programmes.drawing import figure_of
from programmes.models import Exercise, ProgrammeTemplate
from programmes.serializers import (
    ExerciseSerializer,
    TemplateSerializer,
)


class ExerciseViewSet(viewsets.ReadOnlyModelViewSet[Exercise]):
    """The exercise library."""

    permission_classes = [SignedIn]
    serializer_class = ExerciseSerializer
    lookup_field = "slug"
    queryset = Exercise.objects.current()

    @extend_schema(responses={200: ExerciseSerializer(many=True), **problems()})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={200: ExerciseSerializer, **problems(404)})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(responses={(200, "image/svg+xml"): OpenApiResponse(str, "The figure"), **problems(404)})
    @action(detail=True, methods=["get"], url_path="figure.svg")
    def figure(self, request: Request, slug: str) -> HttpResponse:
        """The exercise as an animated drawing."""
        exercise = self.get_object()
        try:
            drawn = figure_of(exercise.slug, mode="animated", ident="figure")
        except LookupError:
            raise Http404 from None
        answer = HttpResponse(drawn, content_type="image/svg+xml")
        answer["Cache-Control"] = "private, max-age=86400"
        answer["ETag"] = f'"{exercise.checksum[:32]}"'
        return answer


class TemplateViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[ProgrammeTemplate]):
    permission_classes = [ClinicianOnly]
    serializer_class = TemplateSerializer
    queryset = ProgrammeTemplate.objects.current()

    @extend_schema(responses={200: TemplateSerializer(many=True), **problems()})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
