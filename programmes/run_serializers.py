"""The JSON of runs: one that is sent, one that is kept, a file and what came of it."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from programmes.load import LADDER
from programmes.models import Run
from programmes.models.run import FAR, LONG, MOST_COUNTS
from programmes.models.running_plan import QUICKEST, SLOWEST
from programmes.runs.definition import LONGEST_KM, LONGEST_MINUTES


def _amount(lowest: int, highest: Decimal, words: str) -> serializers.DecimalField:
    """A number as devices send it, with any decimals; it is rounded as it is kept."""
    return serializers.DecimalField(
        max_digits=None,
        decimal_places=None,
        min_value=lowest,
        max_value=int(highest),
        coerce_to_string=False,
        error_messages={"min_value": words, "max_value": words},
    )


def _score(words: str) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=10, required=False, allow_null=True, help_text=words)


class NewRunSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="Made by the client; sent again, it finds the first.")
    episode = serializers.UUIDField(
        required=False, allow_null=True, help_text="A patient may leave it out: then it is the open one."
    )
    on = serializers.DateField()
    distance_km = _amount(0, LONGEST_KM, FAR)
    minutes = _amount(1, LONGEST_MINUTES, LONG)
    rpe = _score("Effort, 0 to 10.")
    pain = _score("Worst knee pain during the run, 0 to 10.")
    pain_morning = _score("Knee pain next morning, 0 to 10.")
    step = serializers.IntegerField(
        min_value=1, max_value=len(LADDER), required=False, allow_null=True, help_text="Of the running plan."
    )
    cadence = serializers.ListField(
        child=serializers.IntegerField(min_value=SLOWEST, max_value=QUICKEST),
        max_length=MOST_COUNTS,
        required=False,
        help_text="Steps a minute, each time they were counted.",
    )
    surface = serializers.ChoiceField(choices=Run.Surface.choices, required=False, allow_blank=True)
    hills = serializers.BooleanField(required=False)
    fast = serializers.BooleanField(required=False, help_text="With fast parts.")
    walk_breaks = serializers.BooleanField(required=False)


class RunSerializer(serializers.ModelSerializer[Run]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    episode = serializers.UUIDField(source="episode.uuid", read_only=True)
    plan = serializers.UUIDField(source="plan.uuid", read_only=True, allow_null=True, default=None)
    cadence = serializers.ListField(child=serializers.IntegerField(), read_only=True)
    distance_km = serializers.FloatField(read_only=True)
    minutes = serializers.FloatField(read_only=True)
    surface = serializers.ChoiceField(choices=Run.Surface.choices, allow_blank=True, read_only=True)
    warning = serializers.CharField(
        read_only=True, help_text="A sentence when the pace makes a slip likely, else empty."
    )

    class Meta:
        model = Run
        fields = [
            "id",
            "episode",
            "on",
            "distance_km",
            "minutes",
            "rpe",
            "pain",
            "pain_morning",
            "step",
            "plan",
            "cadence",
            "surface",
            "hills",
            "fast",
            "walk_breaks",
            "source",
            "warning",
            "logged_at",
        ]
        read_only_fields = fields


class NewImportSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="GPX, TCX or CSV, told by what stands in it.")
    episode = serializers.UUIDField(
        required=False, allow_null=True, help_text="A patient may leave it out: then it is the open one."
    )
    dry_run = serializers.BooleanField(required=False, default=False, help_text="Only say what would come of it.")


class LineSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="Of a CSV; the number of the track in a GPX, of the activity in a TCX.")
    why = serializers.CharField()


class ImportedSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    skipped = LineSerializer(many=True)
    doubted = LineSerializer(many=True, help_text="Added all the same; the pace makes a slip likely.")
