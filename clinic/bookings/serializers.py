"""The desk's shapes in the API. Reading shapes only read; writing goes through the verbs."""

from collections.abc import Sequence
from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from assessments.redflags import PATIENT_RULES, SAFETY_TEXTS, Level
from clinic.bookings.models import Appointment, AppointmentType, Enquiry, EnquiryCall
from clinic.bookings.slots import Slot
from patients.matching import Match, Person, duplicates_of_each
from patients.models import Side
from patients.phones import e164
from patients.problems import ProblemSerializer
from patients.serializers import E164Field, PersonSerializer


class RedFlagAnswersSerializer(serializers.Serializer[Any]):
    """Yes or no to every question of the safety check."""

    def get_fields(self) -> dict[str, Any]:
        return {
            rule.id: serializers.BooleanField(help_text=rule.question.label if rule.question else "")
            for rule in PATIENT_RULES
        }


class TriageSerializer(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=Enquiry.Triage.choices)
    advice = serializers.CharField()


class EnquiryAskSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    phone = PhoneNumberField(required=False, allow_blank=True, help_text="Phone or email: one is enough.")
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    knee = serializers.ChoiceField(choices=Side.choices)
    duration = serializers.ChoiceField(choices=Enquiry.Duration.choices)
    is_runner = serializers.BooleanField()
    message = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    stops = serializers.CharField(max_length=300, required=False, allow_blank=True)
    preferred = serializers.ListField(child=serializers.CharField(max_length=60), max_length=21, required=False)
    red_flags = RedFlagAnswersSerializer()
    consent_contact = serializers.BooleanField()
    marketing = serializers.BooleanField(default=False)


class EnquiryReceivedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    triage = TriageSerializer()


class DuplicateSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(source="patient.uuid")
    name = serializers.CharField(source="patient.full_name")
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=serializers.CharField())


class InboxSerializer(serializers.ListSerializer[Any]):
    """A page of enquiries; the likely duplicates of all of them come in one query."""

    def to_representation(self, data: Any) -> Any:
        enquiries = list(data)
        cast(dict[str, Any], self.context)["duplicates"] = _duplicates(enquiries)
        return super().to_representation(enquiries)


def _duplicates(enquiries: Sequence[Enquiry]) -> dict[int, list[Match]]:
    people = [Person(one.name, None, e164(one.phone), one.email) for one in enquiries]
    return {one.pk: found for one, found in zip(enquiries, duplicates_of_each(people), strict=True)}


class EnquirySerializer(serializers.ModelSerializer[Enquiry]):
    """One line of the inbox. The context brings `now`."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    phone = E164Field(read_only=True)
    email = serializers.CharField(read_only=True, help_text="Empty where not known.")
    owner = PersonSerializer(read_only=True, allow_null=True)
    patient = serializers.UUIDField(source="patient.uuid", read_only=True, allow_null=True, default=None)
    triage = serializers.SerializerMethodField()
    age_minutes = serializers.SerializerMethodField()
    duplicates = serializers.SerializerMethodField()

    class Meta:
        model = Enquiry
        fields = [
            "id", "received_at", "channel", "name", "phone", "email", "knee", "duration", "is_runner", "stops",
            "message", "preferred", "consent_contact", "marketing", "state", "owner", "snoozed_until", "closed_why",
            "answered_at", "patient", "age_minutes", "triage", "duplicates",
        ]  # fmt: skip
        read_only_fields = fields
        list_serializer_class = InboxSerializer

    @extend_schema_field(TriageSerializer)
    def get_triage(self, enquiry: Enquiry) -> dict[str, str]:
        safety = SAFETY_TEXTS[Level(enquiry.triage)]
        return {"level": enquiry.triage, "advice": f"{safety.title} {safety.text}"}

    def get_age_minutes(self, enquiry: Enquiry) -> int:
        return enquiry.age_minutes(self.context["now"])

    @extend_schema_field(DuplicateSerializer(many=True))
    def get_duplicates(self, enquiry: Enquiry) -> Any:
        found = self.context.get("duplicates") or _duplicates([enquiry])
        return DuplicateSerializer(found[enquiry.pk], many=True).data


class EnquiryCallSerializer(serializers.Serializer[Any]):
    result = serializers.ChoiceField(choices=EnquiryCall.Result.choices)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class EnquiryWorkSerializer(serializers.Serializer[Any]):
    """What the desk may do to an enquiry; several at once are done in this order."""

    name = serializers.CharField(max_length=120, required=False)
    phone = PhoneNumberField(required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    knee = serializers.ChoiceField(choices=Side.choices, required=False)
    claim = serializers.BooleanField(required=False, help_text="True: mine now.")
    call = EnquiryCallSerializer(required=False)
    snoozed_until = serializers.DateTimeField(required=False, allow_null=True)
    closed_why = serializers.CharField(max_length=200, required=False, help_text="Closes the enquiry.")


class SlotSerializer(serializers.Serializer[Any]):
    """A visit that could be booked. The context brings `physios` and `rooms` by number."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    physio = serializers.SerializerMethodField()
    type = serializers.CharField()
    room = serializers.SerializerMethodField()

    @extend_schema_field(PersonSerializer)
    def get_physio(self, slot: Slot) -> Any:
        return PersonSerializer(self.context["physios"][slot.physio]).data

    @extend_schema_field({"type": "string", "nullable": True})
    def get_room(self, slot: Slot) -> str | None:
        return str(self.context["rooms"][slot.room]) if slot.room is not None else None


class SlotQuerySerializer(serializers.Serializer[Any]):
    type = serializers.CharField(max_length=20, help_text="first, review, gait, phone or one of the clinic's own.")
    physio = serializers.UUIDField(required=False)
    part_of_day = serializers.ChoiceField(choices=["morning", "afternoon", "evening"], required=False)
    limit = serializers.IntegerField(min_value=1, max_value=5000, required=False)

    def get_fields(self) -> dict[str, Any]:
        """`from` can't be an attribute in Python."""
        days = {
            "from": serializers.DateField(required=False, help_text="First day; today without it."),
            "to": serializers.DateField(required=False, help_text="Last day, included; two weeks without it."),
        }
        return {**days, **super().get_fields()}


class SqueezeInSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class BookSerializer(serializers.Serializer[Any]):
    """`enquiry` for somebody who asked, or `patient` for somebody known; a patient books without either."""

    enquiry = serializers.UUIDField(required=False)
    patient = serializers.UUIDField(required=False)
    date_of_birth = serializers.DateField(required=False, allow_null=True, default=None)
    knee = serializers.ChoiceField(
        choices=Side.choices, required=False, help_text="Opens an episode for a patient who has none."
    )
    physio = serializers.UUIDField()
    type = serializers.SlugRelatedField(slug_field="key", queryset=AppointmentType.objects.all())
    start = serializers.DateTimeField()
    squeeze_in = SqueezeInSerializer(required=False)


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    type = serializers.CharField(source="type.key", read_only=True)
    physio = PersonSerializer(read_only=True)
    room = serializers.CharField(source="room.name", read_only=True, allow_null=True, default=None)
    patient = serializers.UUIDField(source="patient.uuid", read_only=True)
    episode = serializers.UUIDField(source="episode.uuid", read_only=True)

    class Meta:
        model = Appointment
        fields = ["id", "status", "type", "start", "end", "physio", "room", "patient", "episode"]
        read_only_fields = fields


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class MoveSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    physio = serializers.UUIDField(required=False)
    squeeze_in = SqueezeInSerializer(required=False)


class SlotProblemSerializer(ProblemSerializer):
    """The slot is taken, or the state does not allow it; where there are other times, here they are."""

    alternatives = SlotSerializer(many=True, required=False)
