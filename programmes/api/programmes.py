"""A patient's own programmes: assigned, read day by day."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import OutcomeRequest
from patients.asked import asked_id
from patients.models import Episode
from patients.permissions import ClinicianOnly, ClinicianOrPatient
from patients.problems import Conflict, Invalid, problems
from programmes.load import COURSES
from programmes.models import Programme, ProgrammeTemplate
from programmes.serializers import (
    NewProgrammeSerializer,
    ProgrammeSerializer,
    SuggestionSerializer,
    TodaySerializer,
)
from programmes.services import (
    AssignRefused,
    assign_programme,
)

RUNS_ELSEWHERE = "A running plan stands beside the exercises: begin it at running-plans/."


class ProgrammeViewSet(viewsets.GenericViewSet[Programme]):
    """A patient's own programmes."""

    permission_classes = [ClinicianOrPatient]
    serializer_class = ProgrammeSerializer
    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    queryset = Programme.objects.none()

    def get_queryset(self) -> Any:
        return Programme.objects.visible_to(self.request.user).whole()

    def get_permissions(self) -> Any:
        clinical = self.action in {"create", "suggestions"}
        return [ClinicianOnly()] if clinical else [ClinicianOrPatient()]

    @extend_schema(
        parameters=[OpenApiParameter("episode", UUID, required=False)],
        responses={200: ProgrammeSerializer(many=True), **problems(404, 422)},
    )
    def list(self, request: Request) -> Response:
        programmes = self.get_queryset()
        if wanted := asked_id(request, "episode"):
            episode = get_object_or_404(Episode.objects.visible_to(request.user), uuid=wanted)
            programmes = programmes.filter(episode=episode)
        page = self.paginate_queryset(programmes)
        return self.get_paginated_response(ProgrammeSerializer(page, many=True).data)

    @extend_schema(request=NewProgrammeSerializer, responses={201: ProgrammeSerializer, **problems(400, 404, 409, 422)})
    def create(self, request: Request) -> Response:
        """Assign a template: its rows are copied for this patient."""
        asked = NewProgrammeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        episode = get_object_or_404(Episode.objects.visible_to(request.user), uuid=data["episode"])
        template = ProgrammeTemplate.objects.current().filter(key=data["template"]).first()
        if template is None:
            raise Invalid({"template": RUNS_ELSEWHERE if data["template"] in COURSES else "There is no such template."})
        try:
            programme = assign_programme(
                episode=episode,
                template=template,
                starts_on=data["starts_on"],
                by=request.user,
                now=timezone.now(),
            )
        except AssignRefused as error:
            raise Conflict(str(error)) from error
        return Response(ProgrammeSerializer(Programme.objects.whole().get(pk=programme.pk)).data, status=201)

    @extend_schema(
        parameters=[OpenApiParameter("on", str, required=False, description="YYYY-MM-DD, today without it.")],
        responses={200: TodaySerializer, **problems(404, 422)},
    )
    @action(detail=True, methods=["get"])
    def today(self, request: Request, id: str) -> Response:
        """What is planned on a day, and what is due."""
        programme = self.get_object()
        on = timezone.localdate()
        if text := request.query_params.get("on"):
            try:
                given = parse_date(text)
            except ValueError:
                given = None
            if given is None:
                raise Invalid({"on": "Give the day as YYYY-MM-DD."})
            on = given
        phase = programme.current_phase()
        patient = programme.episode.patient
        forms_due = OutcomeRequest.objects.filter(episode=programme.episode).open(on)
        return Response(
            {
                "date": on.isoformat(),
                "phase": phase.patient_title if phase else None,
                "session": [
                    {
                        "row": str(row.uuid),
                        "exercise": row.exercise.slug,
                        "side": row.side,
                        "sets": row.sets,
                        "reps": row.reps,
                        "hold_s": row.seconds,
                        "load": row.load,
                        "rest_s": row.rest_s,
                        "why": row.why,
                        "stop": row.exercise.content.get("stop", ""),
                    }
                    for row in programme.rows_on(on)
                ],
                "check_in_due": not patient.check_ins.filter(on=on).exists(),
                "forms_due": [form.instrument for form in forms_due],
            }
        )

    @extend_schema(responses={200: SuggestionSerializer(many=True), **problems(404)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def suggestions(self, request: Request, id: str) -> Response:
        """What the rules propose and nobody has decided yet."""
        programme = self.get_object()
        waiting = programme.suggestions.waiting().select_related("row")
        return Response(SuggestionSerializer(waiting, many=True).data)
