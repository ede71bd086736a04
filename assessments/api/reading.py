"""The shape of a reading in the schema; `reading_words` fills it."""

from typing import Any

from rest_framework import serializers

GRADES = ["published", "derived", "memory", "design"]
LEVELS = "routine, urgent, two_week, same_day or emergency."
CAUSES = ["SG1", "SG2", "SG3", "SG4"]


def keys() -> serializers.ListField:
    """A list of field ids, rule ids or template keys."""
    return serializers.ListField(child=serializers.CharField())


class FieldNameSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class SourcedSerializer(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]
    grade = serializers.ChoiceField(choices=GRADES)
    grade_words = serializers.CharField()


class CriterionSerializer(SourcedSerializer):
    rule = serializers.CharField(help_text="PFP.A, PFP.B or PFP.C.")
    letter = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    met = serializers.BooleanField(allow_null=True, help_text="Null while it can't be told.")
    words = serializers.CharField()
    inputs = keys()
    missing = FieldNameSerializer(many=True)


class SupportSerializer(SourcedSerializer):
    label = serializers.CharField()  # type: ignore[assignment]
    present = serializers.BooleanField(allow_null=True, help_text="Null when nobody looked.")
    inputs = keys()
    missing = FieldNameSerializer(many=True)


class DiagnosisSerializer(SourcedSerializer):
    outcome = serializers.ChoiceField(choices=["probable", "possible", "not_pfp", "cannot_tell"])
    title = serializers.CharField()
    words = serializers.CharField()
    rules = keys()
    criteria = CriterionSerializer(many=True)
    supporting = SupportSerializer(many=True)
    missing = FieldNameSerializer(many=True)


class HitSerializer(SourcedSerializer):
    rule = serializers.CharField()
    level = serializers.CharField(help_text=LEVELS)
    level_words = serializers.CharField()
    level_code = serializers.CharField()
    statement = serializers.CharField()
    action = serializers.CharField()
    inputs = keys()
    cleared = serializers.BooleanField()


class UndecidedSerializer(serializers.Serializer[Any]):
    rule = serializers.CharField()
    level = serializers.CharField(help_text=LEVELS)
    level_words = serializers.CharField()
    statement = serializers.CharField()
    ticked = serializers.BooleanField(allow_null=True, help_text="The clinician's own answer in the screen.")
    inputs = keys()
    missing = FieldNameSerializer(many=True)


class FoundSerializer(SourcedSerializer):
    subgroup = serializers.ChoiceField(choices=CAUSES)
    name = serializers.CharField()
    rule_id = serializers.CharField(help_text="SG1 to SG4.")
    rule = serializers.CharField(help_text="The rule in words.")
    inputs = keys()


class RemarkSerializer(SourcedSerializer):
    words = serializers.CharField()


class UnknownSerializer(serializers.Serializer[Any]):
    subgroup = serializers.ChoiceField(choices=CAUSES)
    name = serializers.CharField()
    cause = serializers.CharField()


class SignSerializer(SourcedSerializer):
    rule = serializers.CharField()
    words = serializers.CharField()
    inputs = keys()
    limb = serializers.CharField(help_text="left, right, or empty.")
    counts = serializers.BooleanField()


class CauseSerializer(SourcedSerializer):
    subgroup = serializers.ChoiceField(choices=CAUSES)
    name = serializers.CharField()
    cause = serializers.CharField()
    strength = serializers.ChoiceField(choices=["strong", "some", "none", "not_tested"])
    strength_words = serializers.CharField()
    leads = serializers.BooleanField()
    supports = SignSerializer(many=True)
    against = SignSerializer(many=True)
    not_tested = FieldNameSerializer(many=True)
    rule_id = serializers.CharField(help_text="SG1 to SG4.")
    rule = serializers.CharField(help_text="The rule in words.")
    inputs = keys()


class PointerSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    inputs = keys()


class ConsideredSerializer(SourcedSerializer):
    rule = serializers.CharField(help_text="DD01 to DD25.")
    name = serializers.CharField()
    pointers = serializers.CharField()
    action = serializers.CharField()
    present = PointerSerializer(many=True)
    against = PointerSerializer(many=True)
    not_looked_at = PointerSerializer(many=True)
    judged = serializers.ChoiceField(choices=["ruled_out", "still_possible"], allow_blank=True)


class DifferentialCountsSerializer(serializers.Serializer[Any]):
    considered = serializers.IntegerField()
    pointed = serializers.IntegerField()
    not_looked_at = serializers.IntegerField()
    ruled_out = serializers.IntegerField()
    still_possible = serializers.IntegerField()


class NoteSerializer(SourcedSerializer):
    words = serializers.CharField()
    inputs = keys()


class PrognosisSerializer(SourcedSerializer):
    poor = serializers.BooleanField()
    both = serializers.BooleanField()
    reasons = keys()
    inputs = keys()
    staff = serializers.CharField()
    review_every_weeks = serializers.IntegerField()


class ReadingSerializer(serializers.Serializer[Any]):
    diagnosis = DiagnosisSerializer()
    red_flags = HitSerializer(many=True)
    red_flags_undecided = UndecidedSerializer(many=True)
    classification = FoundSerializer(many=True)
    classification_remarks = RemarkSerializer(many=True)
    unknown = UnknownSerializer(many=True)
    primary = serializers.CharField(allow_null=True, help_text="SG1 to SG4; null before the diagnosis is probable.")
    load_contributes = serializers.BooleanField()
    modules = keys()
    causes = CauseSerializer(many=True)
    differential = ConsideredSerializer(many=True)
    differential_counts = DifferentialCountsSerializer()
    notes = NoteSerializer(many=True)
    prognosis = PrognosisSerializer(allow_null=True)
    irritability = serializers.ChoiceField(choices=["low", "moderate", "high"], allow_null=True)
    tests_done = serializers.IntegerField()
    tests_shown = serializers.IntegerField()
    suggested_template = serializers.CharField(allow_null=True)
    missing = FieldNameSerializer(many=True)
