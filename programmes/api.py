"""The API of the library, programmes, sessions, check-ins and suggestions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import redflags
from assessments.instruments.answers import AnswerError
from assessments.models import OutcomeRequest
from patients.access import Role, role_of
from patients.models import Episode, Patient
from patients.permissions import ClinicianOnly, ClinicianOrPatient, SignedIn
from patients.problems import Conflict, Invalid, problems
from programmes.drawing import figure_of
from programmes.models import Exercise, Programme, ProgrammeTemplate, SessionLog, Suggestion
from programmes.serializers import (
    CheckInSerializer,
    ExerciseSerializer,
    NewCheckInSerializer,
    NewProgrammeSerializer,
    NewSessionSerializer,
    OverrideSerializer,
    ProgrammeSerializer,
    SessionSerializer,
    SuggestionSerializer,
    TemplateSerializer,
    TodaySerializer,
)
from programmes.services import (
    AlreadyDecided,
    AssignRefused,
    LogRefused,
    accept_suggestion,
    assign_programme,
    check_in,
    log_session,
    override_suggestion,
    review_sessions,
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
    queryset = ProgrammeTemplate.objects.filter(retired=False)

    @extend_schema(responses={200: TemplateSerializer(many=True), **problems()})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


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
        if wanted := request.query_params.get("episode"):
            try:
                uuid = UUID(wanted)
            except ValueError:
                raise Invalid({"episode": "This is no id."}) from None
            programmes = programmes.filter(
                episode=get_object_or_404(Episode.objects.visible_to(request.user), uuid=uuid)
            )
        page = self.paginate_queryset(programmes)
        return self.get_paginated_response(ProgrammeSerializer(page, many=True).data)

    @extend_schema(request=NewProgrammeSerializer, responses={201: ProgrammeSerializer, **problems(400, 404, 409, 422)})
    def create(self, request: Request) -> Response:
        """Assign a template: its rows are copied for this patient."""
        asked = NewProgrammeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        episode = get_object_or_404(Episode.objects.visible_to(request.user), uuid=data["episode"])
        template = ProgrammeTemplate.objects.filter(key=data["template"], retired=False).first()
        if template is None:
            raise Invalid({"template": "There is no such template."})
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
        if made:
            review_sessions(programme=programme, now=now)
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
        for programme in Programme.objects.active().filter(episode__patient=patient):
            review_sessions(programme=programme, now=now)
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
        except AlreadyDecided as error:
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
