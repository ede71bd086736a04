"""Usual pain in the last seven days, 0 to 10."""

from dataclasses import replace

from assessments.instruments.nprs_w import rating

INSTRUMENT = replace(
    rating(
        key="nprs_u",
        title="Numeric pain rating, usual in the last 7 days",
        patient_title="Usual pain",
        recall="last 7 days",
        label="Usual pain in the last 7 days",
        example=3,
    ),
    core=True,
)
