"""The exercise library and the templates."""

from typing import Any, get_args

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from patients.permissions import ClinicianOnly, SignedIn
from patients.problems import Invalid, problems
from programmes.drawing import figure_mark, figure_of
from programmes.figures import Mode
from programmes.models import Exercise, ProgrammeTemplate
from programmes.serializers import (
    ExerciseSerializer,
    TemplateSerializer,
)

MODES: tuple[Mode, ...] = get_args(Mode)


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

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "mode",
                enum=MODES,
                default="animated",
                description="still for somebody who asked for less motion, pair for paper, thumbnail for a list",
            )
        ],
        responses={(200, "image/svg+xml"): OpenApiResponse(str, "The figure"), **problems(404, 422)},
    )
    @action(detail=True, methods=["get"], url_path="figure.svg")
    def figure(self, request: Request, slug: str) -> HttpResponse:
        """The exercise as a drawing, animated unless another mode is asked for.

        Its ETag changes with the exercise's file and with the code that draws it.
        """
        exercise = self.get_object()
        asked = request.query_params.get("mode", "animated")
        mode = next((known for known in MODES if known == asked), None)
        if mode is None:
            raise Invalid({"mode": [f"One of {', '.join(MODES)}."]})
        try:
            mark = f'"{figure_mark(exercise.drawing)[:32]}-{mode}"'
            drawn = figure_of(exercise.drawing, mode=mode, ident="figure")
        except LookupError:
            raise Http404 from None
        headers = {"Cache-Control": "private, max-age=86400", "ETag": mark}
        whole = HttpResponse(drawn, content_type="image/svg+xml", headers=headers)
        answer = get_conditional_response(request._request, etag=mark, response=whole)
        return answer if isinstance(answer, HttpResponse) else whole


class TemplateViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[ProgrammeTemplate]):
    permission_classes = [ClinicianOnly]
    serializer_class = TemplateSerializer
    queryset = ProgrammeTemplate.objects.current()

    @extend_schema(responses={200: TemplateSerializer(many=True), **problems()})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
