"""Runs: sent one at a time or as a file, and read back."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from patients.access import Role, role_of
from patients.asked import asked_id
from patients.models import Episode, Patient
from patients.permissions import ClinicianOrPatient
from patients.problems import Invalid, NewestFirstPagination, TooLarge, problems
from programmes.models import Run
from programmes.run_serializers import ImportedSerializer, NewImportSerializer, NewRunSerializer, RunSerializer
from programmes.runs import MOST_BYTES, TOO_LARGE, FileRefused, FileTooLarge
from programmes.services import LogRefused, import_runs, log_run

# What a form around the file may weigh.
ENVELOPE = 64 * 1024


class LatestRunsFirst(NewestFirstPagination):
    ordering = ("-on", "-pk")  # type: ignore[assignment]


class RunViewSet(viewsets.GenericViewSet[Run]):
    permission_classes = [ClinicianOrPatient]
    serializer_class = RunSerializer
    pagination_class = LatestRunsFirst
    queryset = Run.objects.none()

    def get_queryset(self) -> Any:
        return Run.objects.visible_to(self.request.user).standing().select_related("episode", "plan")

    @extend_schema(
        parameters=[OpenApiParameter("episode", UUID, required=False)],
        responses={200: RunSerializer(many=True), **problems(404, 422)},
    )
    def list(self, request: Request) -> Response:
        """The runs that count, the latest day first; those that were taken out again are not among them."""
        runs = self.get_queryset()
        if wanted := asked_id(request, "episode"):
            runs = runs.filter(episode=get_object_or_404(Episode.objects.visible_to(request.user), uuid=wanted))
        return self.get_paginated_response(RunSerializer(self.paginate_queryset(runs), many=True).data)

    @extend_schema(
        request=NewRunSerializer,
        responses={200: RunSerializer, 201: RunSerializer, **problems(400, 404, 422)},
    )
    def create(self, request: Request) -> Response:
        """Log a run. The same id again answers 200 with the stored one."""
        asked = NewRunSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        episode = _episode(request, said.pop("episode", None))
        try:
            run, made = log_run(episode=episode, ident=said.pop("id"), by=request.user, now=timezone.now(), **said)
        except LogRefused as error:
            raise Invalid(error.errors) from error
        return Response(RunSerializer(run).data, status=201 if made else 200)

    @extend_schema(
        request={"multipart/form-data": NewImportSerializer},
        responses={200: ImportedSerializer, **problems(400, 404, 413, 422)},
    )
    @action(detail=False, methods=["post"], url_path="import", parser_classes=[MultiPartParser], pagination_class=None)
    def import_file(self, request: Request) -> Response:
        """Runs from a GPX, TCX or CSV file. Lines that hold no run are named; the same file again adds nothing."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + ENVELOPE:
            raise TooLarge(TOO_LARGE)
        asked = NewImportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        try:
            told = import_runs(
                episode=_episode(request, said.get("episode")),
                file=said["file"].file,
                by=request.user,
                now=timezone.now(),
                dry_run=said["dry_run"],
            )
        except FileTooLarge as error:
            raise TooLarge(str(error)) from error
        except FileRefused as error:
            raise Invalid({"file": str(error)}) from error
        return Response(
            ImportedSerializer({"added": len(told.added), "skipped": told.skipped, "doubted": told.doubted}).data
        )


def _episode(request: Request, asked: UUID | None) -> Episode:
    """The episode that is named; the open one of a patient who names none."""
    if asked:
        return get_object_or_404(Episode.objects.visible_to(request.user), uuid=asked)
    if role_of(request.user) != Role.PATIENT:
        raise Invalid({"episode": "Say of which episode."})
    patient = Patient.objects.visible_to(request.user).first()
    episode = patient.current_episode() if patient else None
    if episode is None:
        raise Invalid({"episode": "There is no open episode."})
    return episode
