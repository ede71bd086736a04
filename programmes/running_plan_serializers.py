"""The JSON of running plans: one that is begun, one in a list, one with where it stands."""

from typing import Any

from rest_framework import serializers

from programmes.load import LADDER
from programmes.models import RunningMove, RunningPlan
from programmes.models.running_plan import LONGEST_REASON, QUICKEST, SLOWEST

STEPS = len(LADDER)


def _pain(words: str) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=10, required=False, allow_null=True, help_text=words)


class EntrySerializer(serializers.Serializer[Any]):
    """The checks before a walk-run step under 7; what is left out counts as not tested."""

    brisk_walk_pain = _pain("After 30 minutes.")
    heel_raises = serializers.IntegerField(min_value=0, max_value=200, required=False, allow_null=True)
    heel_raise_symmetry = serializers.DecimalField(
        max_digits=5, decimal_places=1, required=False, allow_null=True, help_text="% of the other side."
    )
    step_down_pain = _pain("10 from 15 cm.")
    hop_pain = _pain("10 on one leg, or 30 seconds on the spot.")
    effusion = serializers.BooleanField(required=False, allow_null=True)
    limp = serializers.BooleanField(required=False, allow_null=True)


class NewRunningPlanSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RunningPlan.Kind.choices)
    step = serializers.IntegerField(min_value=1, max_value=STEPS, default=1)
    starts_on = serializers.DateField()
    own_cadence = serializers.IntegerField(
        min_value=SLOWEST, max_value=QUICKEST, required=False, allow_null=True, help_text="Steps a minute."
    )
    ease_first = serializers.BooleanField(required=False, default=False, help_text="Two lighter weeks first (L1).")
    entry = EntrySerializer(required=False, allow_null=True)
    why = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class NewStepSerializer(serializers.Serializer[Any]):
    step = serializers.IntegerField(min_value=1, max_value=STEPS)
    why = serializers.CharField(max_length=LONGEST_REASON)


class RunningPlanSerializer(serializers.ModelSerializer[RunningPlan]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    episode = serializers.UUIDField(source="episode.uuid", read_only=True)

    class Meta:
        model = RunningPlan
        fields = [
            "id",
            "episode",
            "kind",
            "state",
            "starts_on",
            "ends_on",
            "step",
            "step_since",
            "not_before",
            "contact",
            "own_cadence",
            "eases_until",
        ]
        read_only_fields = fields


class MoveSerializer(serializers.ModelSerializer[RunningMove]):
    class Meta:
        model = RunningMove
        fields = ["on", "from_step", "step", "why", "reason"]
        read_only_fields = fields


class RunSessionSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    words = serializers.CharField()
    run_minutes = serializers.IntegerField(allow_null=True)
    target = serializers.IntegerField(allow_null=True, help_text="Steps a minute.")
    feedback = serializers.IntegerField(allow_null=True, help_text="Minutes with the beat.")
    source = serializers.CharField()  # type: ignore[assignment]


class PainRuleSerializer(serializers.Serializer[Any]):
    band = serializers.CharField(help_text="fine, ok or ease.")
    words = serializers.CharField()


class WholeRunningPlanSerializer(serializers.Serializer[Any]):
    plan = RunningPlanSerializer()
    session = RunSessionSerializer()
    rules = PainRuleSerializer(many=True)
    stopped = serializers.BooleanField(help_text="While a red flag is open.")
    says = serializers.CharField(allow_blank=True, help_text="For the patient.")
    moves = MoveSerializer(many=True)
