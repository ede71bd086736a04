"""The JSON of the library, programmes, sessions and suggestions."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programmes.models import Exercise, Phase, Programme, ProgrammeTemplate, Row, SessionEntry, SessionLog, Suggestion


class ExerciseSerializer(serializers.ModelSerializer[Exercise]):
    steps = serializers.ListField(child=serializers.CharField(), source="content.steps", read_only=True)
    cues = serializers.ListField(child=serializers.CharField(), source="content.cues", read_only=True)
    why = serializers.CharField(source="content.why", read_only=True)
    stop = serializers.CharField(source="content.stop", read_only=True)
    source = serializers.CharField(source="content.source", read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Exercise
        fields = [
            "code",
            "slug",
            "name",
            "aim",
            "target",
            "level",
            "kit",
            "pain_rule",
            "unilateral",
            "steps",
            "cues",
            "why",
            "stop",
            "source",
            "reviewed_on",
        ]
        read_only_fields = fields


class TemplateSerializer(serializers.ModelSerializer[ProgrammeTemplate]):
    class Meta:
        model = ProgrammeTemplate
        fields = ["key", "title", "patient_title", "summary", "weeks", "source"]
        read_only_fields = fields


class RowSerializer(serializers.ModelSerializer[Row]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    exercise = serializers.CharField(source="exercise.slug", read_only=True)
    hold_s = serializers.IntegerField(source="seconds", read_only=True, allow_null=True)

    class Meta:
        model = Row
        fields = [
            "id",
            "exercise",
            "side",
            "sets",
            "reps",
            "hold_s",
            "tempo",
            "load",
            "rest_s",
            "days",
            "note",
            "why",
            "pain_rule",
        ]
        read_only_fields = fields


class PhaseSerializer(serializers.ModelSerializer[Phase]):
    rows = serializers.SerializerMethodField()

    class Meta:
        model = Phase
        fields = ["number", "title", "week_from", "week_to", "gate", "rows"]
        read_only_fields = fields

    @extend_schema_field(RowSerializer(many=True))
    def get_rows(self, phase: Phase) -> list[dict[str, Any]]:
        return [dict(RowSerializer(row).data) for row in phase.rows.all() if not row.retired_in]


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    episode = serializers.UUIDField(source="episode.uuid", read_only=True)
    template = serializers.CharField(source="template.key", read_only=True, allow_null=True)
    phases = PhaseSerializer(many=True, read_only=True)

    class Meta:
        model = Programme
        fields = [
            "id",
            "episode",
            "template",
            "title",
            "state",
            "starts_on",
            "ends_on",
            "phase_number",
            "revision",
            "reasons",
            "phases",
        ]
        read_only_fields = fields


class NewProgrammeSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    template = serializers.SlugField(max_length=40)
    starts_on = serializers.DateField()


class PlannedSerializer(serializers.Serializer[Any]):
    """One row of today's session."""

    row = serializers.UUIDField()
    exercise = serializers.CharField()
    side = serializers.CharField()
    sets = serializers.IntegerField()
    reps = serializers.IntegerField(allow_null=True)
    hold_s = serializers.IntegerField(allow_null=True)
    load = serializers.CharField()
    rest_s = serializers.IntegerField()
    why = serializers.CharField()
    stop = serializers.CharField()


class TodaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    phase = serializers.CharField(allow_null=True)
    session = PlannedSerializer(many=True)
    check_in_due = serializers.BooleanField()
    forms_due = serializers.ListField(child=serializers.CharField())


class NewEntrySerializer(serializers.Serializer[Any]):
    row = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=SessionEntry.Outcome.choices)
    sets = serializers.IntegerField(min_value=0, max_value=50, required=False, allow_null=True)
    reps = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    pain = serializers.IntegerField(min_value=0, max_value=10, required=False, allow_null=True)
    rir = serializers.IntegerField(min_value=0, max_value=10, required=False, allow_null=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class NewSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="Made by the client; sent again, it finds the first.")
    programme = serializers.UUIDField()
    on = serializers.DateField()
    entries = NewEntrySerializer(many=True, allow_empty=False)
    pain_during = serializers.IntegerField(min_value=0, max_value=10)
    settle = serializers.ChoiceField(choices=SessionLog.Settle.choices, required=False, allow_blank=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class EntrySerializer(serializers.ModelSerializer[SessionEntry]):
    row = serializers.UUIDField(source="row.uuid", read_only=True)

    class Meta:
        model = SessionEntry
        fields = ["row", "outcome", "sets", "reps", "pain", "rir", "reason"]
        read_only_fields = fields


class SessionSerializer(serializers.ModelSerializer[SessionLog]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    programme = serializers.UUIDField(source="programme.uuid", read_only=True)
    entries = EntrySerializer(many=True, read_only=True)

    class Meta:
        model = SessionLog
        fields = ["id", "programme", "on", "revision", "entries", "pain_during", "settle", "note", "logged_at"]
        read_only_fields = fields


class NewCheckInSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    pain_morning = serializers.IntegerField(min_value=0, max_value=10)
    feeling = serializers.ChoiceField(choices=["better", "same", "worse"], required=False)
    red_flags = serializers.DictField(child=serializers.BooleanField(), required=False)


class CheckInSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    on = serializers.DateField()
    pain_morning = serializers.IntegerField()
    feeling = serializers.CharField()
    triage = serializers.DictField(allow_null=True, help_text="Level and advice, when the red-flag list was answered.")


class WordsSerializer(serializers.Serializer[Any]):
    """The same thing said to each of them."""

    physio = serializers.CharField(source="words_physio")
    patient = serializers.CharField(source="words_patient")


class SuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    row = serializers.UUIDField(source="row.uuid", read_only=True, allow_null=True)
    words = WordsSerializer(source="*", read_only=True)

    class Meta:
        model = Suggestion
        fields = ["id", "rule", "inputs", "row", "outcome", "contact", "proposes", "words", "state", "made_at"]
        read_only_fields = fields


class OverrideSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=400)
