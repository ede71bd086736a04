"""The record's shapes in the API. Reading shapes only read; writing goes through the verbs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from patients.models import Episode, Patient, Side
from patients.phones import e164


class PersonSerializer(serializers.Serializer[Any]):
    """Somebody of the clinic, by id and name."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    name = serializers.CharField(read_only=True)


@extend_schema_field({"type": "string", "description": "E.164, empty where not known", "example": "+447700900123"})
class E164Field(serializers.Field[Any, Any, str, Any]):
    """A phone number in its one form."""

    def to_representation(self, value: Any) -> str:
        return e164(value)


class EpisodeSerializer(serializers.ModelSerializer[Episode]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    patient = serializers.UUIDField(source="patient.uuid", read_only=True)
    onset = serializers.DateField(source="onset_on", read_only=True, allow_null=True)
    outcome = serializers.CharField(read_only=True, help_text="Empty while the episode is open.")
    lead = PersonSerializer(read_only=True)

    class Meta:
        model = Episode
        fields = [
            "id",
            "patient",
            "problem",
            "side",
            "onset",
            "is_runner",
            "lead",
            "opened_on",
            "closed_on",
            "outcome",
        ]
        read_only_fields = fields


class PatientSerializer(serializers.ModelSerializer[Patient]):
    """Contacts, and the episodes that the reader may see: none for the front desk."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    phone = E164Field(read_only=True)
    email = serializers.CharField(read_only=True, help_text="Empty where not known.")
    episodes = EpisodeSerializer(source="shown_episodes", many=True, read_only=True)

    class Meta:
        model = Patient
        fields = [
            "id",
            "full_name",
            "preferred_name",
            "date_of_birth",
            "phone",
            "email",
            "address",
            "postcode",
            "episodes",
        ]
        read_only_fields = fields


class PatientWriteSerializer(serializers.Serializer[Any]):
    full_name = serializers.CharField(max_length=120)
    preferred_name = serializers.CharField(max_length=60, required=False, allow_blank=True)
    date_of_birth = serializers.DateField(required=False, allow_null=True)
    phone = PhoneNumberField(required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    address = serializers.CharField(max_length=200, required=False, allow_blank=True)
    postcode = serializers.CharField(max_length=10, required=False, allow_blank=True)


class EpisodeOpenSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    side = serializers.ChoiceField(choices=Side.choices)
    problem = serializers.ChoiceField(choices=Episode.Problem.choices, default=Episode.Problem.PFPS)
    onset = serializers.DateField(required=False, allow_null=True, default=None)
    is_runner = serializers.BooleanField(default=True)
    lead = serializers.UUIDField(required=False, help_text="A physio; without it, you.")


class EpisodeCloseSerializer(serializers.Serializer[Any]):
    closed_on = serializers.DateField()
    outcome = serializers.ChoiceField(choices=Episode.Outcome.choices)
