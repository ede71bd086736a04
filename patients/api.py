"""The record's doors in the API: patients, episodes, and the patient's own data."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from patients.access import CLINICAL, STAFF, Role, role_of
from patients.asked import asked_id
from patients.models import Episode, Patient, PatientQuerySet
from patients.permissions import changed_by, seen_by
from patients.search import search_patients
from patients.serializers import (
    EpisodeCloseSerializer,
    EpisodeOpenSerializer,
    EpisodeSerializer,
    PatientSerializer,
    PatientWriteSerializer,
)
from patients.services import open_episode, register_patient, update_patient

PATIENT_FILTER = OpenApiParameter("patient", OpenApiTypes.UUID, description="Episodes of this patient.")


def shown_to(user: Any) -> PatientQuerySet:
    """The patients that a user may see, each with the episodes that the user may see."""
    episodes = Episode.objects.visible_to(user).select_related("lead", "patient")
    shown = Prefetch("episodes", queryset=episodes, to_attr="shown_episodes")
    return Patient.objects.visible_to(user).prefetch_related(shown)


class PatientViewSet(viewsets.ReadOnlyModelViewSet[Patient]):
    """Contacts for all staff; a patient sees the own record."""

    permission_classes = [changed_by(STAFF)]
    serializer_class = PatientSerializer
    queryset = Patient.objects.none()
    lookup_field = "uuid"
    lookup_url_kwarg = "id"

    def get_queryset(self) -> QuerySet[Patient]:
        patients = shown_to(self.request.user)
        if self.action == "list":
            patients = search_patients(patients, self.request.query_params.get("search", "").replace("\x00", "")[:100])
        return patients

    @extend_schema(parameters=[OpenApiParameter("search", str, description="Name, phone, email or date of birth.")])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=PatientWriteSerializer, responses={201: PatientSerializer})
    def create(self, request: Request) -> Response:
        asked = PatientWriteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        patient = register_patient(now=timezone.now(), **asked.validated_data)
        return Response(self._shown(patient), status=status.HTTP_201_CREATED)

    @extend_schema(request=PatientWriteSerializer(partial=True), responses=PatientSerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        patient = self.get_object()
        asked = PatientWriteSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        update_patient(patient=patient, changes=asked.validated_data, on=timezone.localdate())
        return Response(self._shown(patient))

    def _shown(self, patient: Patient) -> Any:
        return self.get_serializer(shown_to(self.request.user).get(pk=patient.pk)).data


class EpisodeViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Episode]):
    """Courses of care: physios open and close them, owners and the patient read them."""

    permission_classes = [seen_by(CLINICAL | {Role.PATIENT}), changed_by({Role.PHYSIO})]
    serializer_class = EpisodeSerializer
    queryset = Episode.objects.none()
    lookup_field = "uuid"
    lookup_url_kwarg = "id"

    def get_queryset(self) -> QuerySet[Episode]:
        episodes = Episode.objects.visible_to(self.request.user).select_related("lead", "patient")
        if self.action == "list" and (wanted := asked_id(self.request, "patient")):
            patient = get_object_or_404(Patient.objects.visible_to(self.request.user), uuid=wanted)
            episodes = episodes.filter(patient=patient)
        return episodes

    @extend_schema(parameters=[PATIENT_FILTER])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=EpisodeOpenSerializer, responses={201: EpisodeSerializer})
    def create(self, request: Request) -> Response:
        asked = EpisodeOpenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        episode = open_episode(
            patient=get_object_or_404(Patient.objects.visible_to(request.user), uuid=said["patient"]),
            side=said["side"],
            problem=said["problem"],
            onset_on=said["onset"],
            is_runner=said["is_runner"],
            lead=_physio(said["lead"]) if "lead" in said else request.user,
            on=timezone.localdate(),
        )
        return Response(self.get_serializer(episode).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EpisodeCloseSerializer, responses=EpisodeSerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        episode = self.get_object()
        asked = EpisodeCloseSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        if asked.validated_data["closed_on"] > timezone.localdate():
            raise ValidationError({"closed_on": "An episode can't close in the future."})
        episode.close(outcome=asked.validated_data["outcome"], on=asked.validated_data["closed_on"])
        return Response(self.get_serializer(episode).data)


class MeView(APIView):
    """The patient's own record."""

    permission_classes = [seen_by({Role.PATIENT})]

    @extend_schema(responses=PatientSerializer, operation_id="me_retrieve")
    def get(self, request: Request) -> Response:
        me = shown_to(request.user).first()
        if me is None:
            raise Http404
        return Response(PatientSerializer(me).data)


def _physio(uuid: Any) -> Any:
    physio = get_user_model().objects.filter(uuid=uuid).first()
    if role_of(physio) not in CLINICAL:
        raise ValidationError({"lead": "There is no such physio."})
    return physio
