"""The JSON of measures and examinations."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Score, Threshold
from assessments.models import Addendum, Examination, OutcomeScore
from assessments.services import story_of
from assessments.services.examining import LONGEST_PLAN
from assessments.services.rule_history import RuleHistory
from assessments.services.signing import LONGEST_ADDENDUM


class OptionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    points = serializers.IntegerField()


class ItemSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    options = OptionSerializer(many=True, required=False)
    min = serializers.IntegerField(required=False)
    max = serializers.IntegerField(required=False)


class ThresholdSerializer(serializers.Serializer[Any]):
    value = serializers.FloatField()
    source = serializers.CharField()  # type: ignore[assignment]


class InstrumentSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()
    direction = serializers.ChoiceField(choices=["higher", "lower", "none"])
    items = ItemSerializer(many=True)
    error = ThresholdSerializer(allow_null=True)
    important_change = ThresholdSerializer(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    licence = serializers.CharField()


def instrument_as_json(one: Instrument) -> dict[str, Any]:
    return {
        "key": one.key,
        "version": one.version,
        "title": one.title,
        "direction": one.direction,
        "items": [_item_as_json(item) for item in one.items],
        "error": _threshold_as_json(one.error),
        "important_change": _threshold_as_json(one.important),
        "source": one.source,
        "licence": one.licence,
    }


def _item_as_json(item: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"key": item.key, "label": item.label}
    if item.kind == "choice":
        told["options"] = [{"key": o.key, "label": o.label, "points": o.points} for o in item.options]
    elif item.kind == "number":
        told |= {"min": item.minimum, "max": item.maximum}
    else:
        told["options"] = [
            {"key": "true", "label": "Yes", "points": item.yes_points},
            {"key": "false", "label": "No", "points": 0},
        ]
    return told


def _threshold_as_json(threshold: Threshold | None) -> dict[str, Any] | None:
    return {"value": _number(threshold.value), "source": threshold.source} if threshold else None


class NewOutcomeSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    instrument = serializers.CharField(max_length=40)
    answers = serializers.DictField(help_text="Item → option key, number, or true and false.")
    version = serializers.CharField(max_length=20, required=False)
    collected_on = serializers.DateField(required=False)
    labels = serializers.DictField(child=serializers.CharField(max_length=80), required=False)
    side = serializers.ChoiceField(
        choices=OutcomeScore.Limb.choices,
        required=False,
        help_text="The leg, of a measure taken per limb; without it the episode's. Other measures take none.",
    )
    answered_by = serializers.ChoiceField(
        choices=OutcomeScore.By.choices,
        required=False,
        help_text="Whose answers staff send on; without it the clinician's. What patients send is always their own.",
    )


class OutcomeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    episode = serializers.UUIDField()
    instrument = serializers.CharField()
    version = serializers.CharField()
    side = serializers.ChoiceField(
        choices=OutcomeScore.Limb.choices, allow_blank=True, help_text="Of a measure taken per limb; else empty."
    )
    collected_on = serializers.DateField()
    by = serializers.ChoiceField(choices=OutcomeScore.By.choices)
    score = serializers.FloatField(allow_null=True)
    shown = serializers.CharField(help_text="The score rounded as the instrument is shown.")
    status = serializers.ChoiceField(choices=OutcomeScore.Status.choices)
    answered = serializers.IntegerField()
    answers = serializers.DictField()
    labels = serializers.DictField(child=serializers.CharField())
    change = serializers.FloatField(allow_null=True)
    band = serializers.ChoiceField(
        choices=["worse", "within_error", "important", "important_and_real"], allow_null=True
    )
    baseline = serializers.FloatField(allow_null=True)


def _number(score: Score | None) -> int | float | None:
    """A kept score as a JSON number; only here, on the way out, may it become a float."""
    if score is None:
        return None
    return int(score) if score == int(score) else float(score)


def outcome_as_json(score: OutcomeScore, series: Sequence[OutcomeScore], *, rules: RuleHistory) -> dict[str, Any]:
    """One score as part of its series, of one measure and leg: change and band against the first up to this one."""
    until = [one for one in series if (one.collected_on, one.pk) <= (score.collected_on, score.pk)]
    told = story_of(instrument=score.instrument, side=score.side, scores=until, rules=rules)
    return {
        "id": score.uuid,
        "episode": score.episode.uuid,
        "instrument": score.instrument,
        "version": score.version,
        "side": score.side,
        "collected_on": score.collected_on.isoformat(),
        "by": score.by,
        "score": _number(score.score),
        "shown": told.instrument.shown(score.score) if score.score is not None else "",
        "status": score.status,
        "answered": score.answered,
        "answers": score.answers,
        "labels": score.labels,
        "change": _number(told.change.difference) if told.change and score.score is not None else None,
        "band": told.band if score.score is not None else None,
        "baseline": _number(told.baseline.score) if told.baseline else None,
    }


class AddendumSerializer(serializers.ModelSerializer[Addendum]):
    author = serializers.CharField(source="author.name", read_only=True)

    class Meta:
        model = Addendum
        fields = ["text", "reason", "author", "at"]
        read_only_fields = ["at"]
        extra_kwargs = {"text": {"max_length": LONGEST_ADDENDUM}}


class ExaminationSerializer(serializers.ModelSerializer[Examination]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    episode = serializers.UUIDField(source="episode.uuid", read_only=True)
    author = serializers.CharField(source="author.name", read_only=True)
    addenda = AddendumSerializer(many=True, read_only=True)

    class Meta:
        model = Examination
        fields = [
            "id",
            "episode",
            "kind",
            "catalogue_version",
            "findings",
            "plan",
            "version",
            "contact_at",
            "entered_at",
            "author",
            "signed_at",
            "signed_as",
            "addenda",
        ]
        read_only_fields = fields


class NewExaminationSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Examination.Kind.choices, default=Examination.Kind.FIRST)
    findings = serializers.DictField(required=False)
    plan = serializers.CharField(max_length=LONGEST_PLAN, required=False, allow_blank=True)


class ExaminationChangeSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=0)
    findings = serializers.DictField(required=False)
    plan = serializers.CharField(max_length=LONGEST_PLAN, required=False, allow_blank=True)


class SignSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=0, required=False)
