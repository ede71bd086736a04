"""Running plans: begun, read with where they stand today, set to a step by hand."""

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from patients.asked import asked_id
from patients.models import Episode
from patients.permissions import ClinicianOnly, ClinicianOrPatient
from patients.problems import Conflict, Invalid, problems
from programmes.load import EntryChecks
from programmes.models import RunningPlan
from programmes.running_plan_serializers import (
    NewRunningPlanSerializer,
    NewStepSerializer,
    RunningPlanSerializer,
    WholeRunningPlanSerializer,
)
from programmes.services import AssignRefused, ReasonMissing, assign_running_plan, read_plan, set_running_step


class RunningPlanViewSet(viewsets.GenericViewSet[RunningPlan]):
    permission_classes = [ClinicianOrPatient]
    serializer_class = RunningPlanSerializer
    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    queryset = RunningPlan.objects.none()

    def get_queryset(self) -> Any:
        return RunningPlan.objects.visible_to(self.request.user).select_related("episode__patient")

    def get_permissions(self) -> Any:
        return [ClinicianOnly()] if self.action in {"create", "step"} else [ClinicianOrPatient()]

    @extend_schema(
        parameters=[OpenApiParameter("episode", UUID, required=False)],
        responses={200: RunningPlanSerializer(many=True), **problems(404, 422)},
    )
    def list(self, request: Request) -> Response:
        """The newest first, those that have ended among them."""
        plans = self.get_queryset()
        if wanted := asked_id(request, "episode"):
            plans = plans.filter(episode=get_object_or_404(Episode.objects.visible_to(request.user), uuid=wanted))
        return self.get_paginated_response(RunningPlanSerializer(self.paginate_queryset(plans), many=True).data)

    @extend_schema(responses={200: WholeRunningPlanSerializer, **problems(404)})
    def retrieve(self, request: Request, id: str) -> Response:
        """With today's session, the pain that moves it, and every move."""
        return self._whole(self.get_object())

    @extend_schema(
        request=NewRunningPlanSerializer, responses={201: WholeRunningPlanSerializer, **problems(400, 404, 409, 422)}
    )
    def create(self, request: Request) -> Response:
        """Begin a plan; the one that was active ends the day before."""
        asked = NewRunningPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        episode = get_object_or_404(Episode.objects.visible_to(request.user), uuid=said.pop("episode"))
        entry = EntryChecks(**said.pop("entry", None) or {})
        try:
            plan = assign_running_plan(episode=episode, entry=entry, by=request.user, now=timezone.now(), **said)
        except AssignRefused as error:
            raise Conflict(str(error)) from error
        return self._whole(plan, status=201)

    @extend_schema(
        request=NewStepSerializer, responses={200: WholeRunningPlanSerializer, **problems(400, 404, 409, 422)}
    )
    @action(detail=True, methods=["post"])
    def step(self, request: Request, id: str) -> Response:
        """Put the plan on a step, with a reason; the log goes on from there."""
        plan = self.get_object()
        asked = NewStepSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            kept = set_running_step(plan=plan, by=request.user, now=timezone.now(), **asked.validated_data)
        except ReasonMissing as error:
            raise Invalid({"why": str(error)}) from error
        except AssignRefused as error:
            raise Conflict(str(error)) from error
        return self._whole(kept)

    def _whole(self, plan: RunningPlan, status: int = 200) -> Response:
        on: date = timezone.localdate()
        return Response(WholeRunningPlanSerializer(read_plan(plan=plan, on=on)).data, status=status)
