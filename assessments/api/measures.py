"""The measures and their scores: `instruments/` and `outcomes/`."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import instruments
from assessments.api.episode import EPISODE, episode_or_404
from assessments.instruments.answers import AnswerError
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeScore
from assessments.rulebook.measures import with_values
from assessments.serializers import (
    InstrumentSerializer,
    NewOutcomeSerializer,
    OutcomeSerializer,
    instrument_as_json,
    outcome_as_json,
)
from assessments.services import EpisodeClosed, VersionUnknown, record_outcome, rule_history, rules_on
from patients.asked import asked_id
from patients.permissions import ClinicianOrPatient, SignedIn
from patients.problems import Conflict, Invalid, problems

# Fields of the call that the verb may refuse; every other sentence belongs to an item.
OF_THE_CALL = frozenset({"collected_on", "side", "answered_by", "labels"})
INSTRUMENT = OpenApiParameter("instrument", str, required=False, description="Only of this instrument.")


class InstrumentViewSet(viewsets.ViewSet):
    """Every outcome measure with its items, options and points, and the sizes of change in force today."""

    permission_classes = [SignedIn]
    lookup_field = "key"
    lookup_value_regex = "[a-z0-9_]+"

    @extend_schema(responses={200: InstrumentSerializer(many=True), **problems()})
    def list(self, request: Request) -> Response:
        values = rules_on(timezone.localdate())
        return Response([instrument_as_json(with_values(one, values)) for one in instruments.all_instruments()])

    @extend_schema(
        parameters=[OpenApiParameter("key", str, OpenApiParameter.PATH)],
        responses={200: InstrumentSerializer, **problems(404)},
    )
    def retrieve(self, request: Request, key: str) -> Response:
        return Response(instrument_as_json(with_values(_instrument(key), rules_on(timezone.localdate()))))


def _instrument(key: str) -> Instrument:
    try:
        return instruments.get(key)
    except instruments.UnknownInstrumentError:
        raise Http404 from None


class OutcomeViewSet(viewsets.GenericViewSet[OutcomeScore]):
    """Scores: kept for ever once recorded."""

    permission_classes = [ClinicianOrPatient]
    serializer_class = OutcomeSerializer
    queryset = OutcomeScore.objects.none()

    def get_queryset(self) -> Any:
        return OutcomeScore.objects.visible_to(self.request.user).select_related("episode")

    @extend_schema(
        parameters=[EPISODE, INSTRUMENT], responses={200: OutcomeSerializer(many=True), **problems(404, 422)}
    )
    def list(self, request: Request) -> Response:
        """The series with changes and bands, newest first."""
        scores = self.get_queryset()
        if episode := asked_id(request, "episode"):
            scores = scores.filter(episode=episode_or_404(request, episode))
        if key := request.query_params.get("instrument"):
            scores = scores.filter(instrument=_instrument(key).key)
        page = self.paginate_queryset(scores)
        return self.get_paginated_response(_with_changes(page if page is not None else list(scores)))

    @extend_schema(request=NewOutcomeSerializer, responses={201: OutcomeSerializer, **problems(400, 404, 409, 422)})
    def create(self, request: Request) -> Response:
        """Score a set of answers and keep it."""
        asked = NewOutcomeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        try:
            score = record_outcome(
                episode=episode_or_404(request, data["episode"]),
                instrument=data["instrument"],
                answers=data["answers"],
                collected_on=data.get("collected_on"),
                version=data.get("version"),
                labels=data.get("labels"),
                side=data.get("side", ""),
                answered_by=data.get("answered_by"),
                by=request.user,
                now=timezone.now(),
            )
        except instruments.UnknownInstrumentError as error:
            raise Invalid({"instrument": str(error)}) from error
        except VersionUnknown as error:
            raise Invalid({"version": str(error)}) from error
        except AnswerError as error:
            raise Invalid(_by_answer(error.errors)) from error
        except EpisodeClosed as error:
            raise Conflict(str(error)) from error
        return Response(_with_changes([score])[0], status=201)


def _by_answer(errors: Mapping[str, str]) -> dict[str, str]:
    """Sentences under the names of the call: an item's is one of `answers`."""
    return {key if key in OF_THE_CALL else f"answers.{key}": sentence for key, sentence in errors.items()}


def _with_changes(scores: list[OutcomeScore]) -> list[dict[str, Any]]:
    """Each score with its change since the first of its series; one query for all series of the page."""
    series: dict[tuple[int, str, str], list[OutcomeScore]] = {_series(score): [] for score in scores}
    episodes = {score.episode_id for score in scores}
    for score in OutcomeScore.objects.filter(episode__in=episodes).in_order():
        if _series(score) in series:
            series[_series(score)].append(score)
    rules = rule_history()
    return [outcome_as_json(score, series[_series(score)], rules=rules) for score in scores]


def _series(score: OutcomeScore) -> tuple[int, str, str]:
    """What is compared with one another: one measure of one leg in one episode."""
    return score.episode_id, score.instrument, score.side
