"""The examinations: `assessments/`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.episode import EPISODE, episode_or_404
from assessments.api.reading import ReadingSerializer
from assessments.models import Examination
from assessments.serializers import (
    AddendumSerializer,
    ExaminationChangeSerializer,
    ExaminationSerializer,
    NewExaminationSerializer,
    SignSerializer,
)
from assessments.services import (
    FindingsRefused,
    Overtaken,
    SigningBlocked,
    add_addendum,
    save_findings,
    sign_examination,
    start_examination,
    told_reading,
)
from patients.asked import asked_id
from patients.permissions import ClinicianOnly
from patients.problems import Conflict, Invalid, problems


class AssessmentViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Examination]):
    """Examinations: draft, signed, added to."""

    permission_classes = [ClinicianOnly]
    serializer_class = ExaminationSerializer
    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    queryset = Examination.objects.none()

    def get_queryset(self) -> Any:
        notes = Examination.objects.visible_to(self.request.user).select_related("episode__patient", "author")
        notes = notes.prefetch_related("addenda__author")
        if episode := asked_id(self.request, "episode"):
            notes = notes.filter(episode__uuid=episode)
        return notes

    @extend_schema(parameters=[EPISODE], responses={200: ExaminationSerializer(many=True), **problems(404, 422)})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={200: ExaminationSerializer, **problems(404)})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        request=NewExaminationSerializer, responses={201: ExaminationSerializer, **problems(400, 404, 409, 422)}
    )
    def create(self, request: Request) -> Response:
        """Start a draft with what is found so far. A field that can't be kept refuses the whole call.

        One's draft of that kind that was begun before is answered without findings; with some it is 409, with its `id`.
        """
        asked = NewExaminationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        episode = episode_or_404(request, asked.validated_data["episode"])
        findings = asked.validated_data.get("findings", {})
        with transaction.atomic():
            note = start_examination(
                episode=episode, kind=asked.validated_data["kind"], by=request.user, now=timezone.now()
            )
            if note.version and asked.validated_data.keys() & {"findings", "plan"}:
                raise Conflict("You have begun this draft already. Change it with its version.", id=str(note.uuid))
            note = self._save(note, findings, note.version, asked.validated_data.get("plan"))
        return Response(ExaminationSerializer(note).data, status=201)

    @extend_schema(
        request=ExaminationChangeSerializer, responses={200: ExaminationSerializer, **problems(400, 404, 409, 422)}
    )
    def partial_update(self, request: Request, id: str) -> Response:
        """Change a draft. `version` is the one last read; another one is 409."""
        note = self.get_object()
        asked = ExaminationChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        findings = asked.validated_data.get("findings", {})
        note = self._save(note, findings, asked.validated_data["version"], asked.validated_data.get("plan"))
        return Response(ExaminationSerializer(note).data)

    def _save(self, note: Examination, findings: Mapping[str, Any], version: int, plan: str | None) -> Examination:
        try:
            saved = save_findings(
                examination=note,
                findings=findings,
                version=version,
                by=self.request.user,
                now=timezone.now(),
                plan=plan,
            )
        except FindingsRefused as refused:
            raise Invalid({f"findings.{path}": sentence for path, sentence in refused.errors.items()}) from refused
        except (Overtaken, SigningBlocked) as error:
            raise Conflict(str(error)) from error
        return saved.note

    @extend_schema(request=SignSerializer, responses={200: ExaminationSerializer, **problems(400, 404, 409, 422)})
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, id: str) -> Response:
        """Sign and lock. 409 names what is missing."""
        note = self.get_object()
        asked = SignSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            signed = sign_examination(
                examination=note,
                version=asked.validated_data.get("version", note.version),
                by=request.user,
                now=timezone.now(),
            )
        except SigningBlocked as error:
            missing = {f"findings.{path}": [sentence] for path, sentence in error.missing.items()}
            raise Conflict(str(error), errors=missing) from error
        except Overtaken as error:
            raise Conflict(str(error)) from error
        return Response(ExaminationSerializer(signed).data)

    @extend_schema(request=AddendumSerializer, responses={201: AddendumSerializer, **problems(400, 404, 409, 422)})
    @action(detail=True, methods=["post"])
    def addenda(self, request: Request, id: str) -> Response:
        note = self.get_object()
        asked = AddendumSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        try:
            added = add_addendum(
                examination=note, text=data["text"], reason=data["reason"], by=request.user, now=timezone.now()
            )
        except SigningBlocked as error:
            raise Conflict(str(error)) from error
        return Response(AddendumSerializer(added).data, status=201)

    @extend_schema(responses={200: ReadingSerializer, **problems(404)})
    @action(detail=True, methods=["get"])
    def reading(self, request: Request, id: str) -> Response:
        """What the findings support, each with its rule, inputs and source. A suggestion, not a diagnosis."""
        return Response(told_reading(self.get_object()))
