"""The examination for patellofemoral pain: its fields as data, its checks and its arithmetic as pure functions."""

from assessments.examination.catalogue import BY_ID, CATALOGUE_VERSION, FIELDS, carried, is_shown, sections
from assessments.examination.fields import Box, Choice, Field, Section
from assessments.examination.validation import missing_to_sign, validate

__all__ = [
    "BY_ID",
    "CATALOGUE_VERSION",
    "FIELDS",
    "Box",
    "Choice",
    "Field",
    "Section",
    "carried",
    "is_shown",
    "missing_to_sign",
    "sections",
    "validate",
]
