"""The record: patient, episode of care, consent, alerts."""

from patients.models.alert import Alert, AlertQuerySet
from patients.models.consent import Consent, ConsentQuerySet, consented, record_consent
from patients.models.episode import Episode, EpisodeQuerySet
from patients.models.patient import NameKeyField, Patient, PatientQuerySet, Side

__all__ = [
    "Alert",
    "AlertQuerySet",
    "Consent",
    "ConsentQuerySet",
    "Episode",
    "EpisodeQuerySet",
    "NameKeyField",
    "Patient",
    "PatientQuerySet",
    "Side",
    "consented",
    "record_consent",
]
