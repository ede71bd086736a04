"""Pain right now, 0 to 10."""

from assessments.instruments.nprs_w import rating

INSTRUMENT = rating(
    key="nprs_c",
    title="Numeric pain rating, now",
    patient_title="Pain right now",
    recall="now",
    label="Pain right now",
    example=2,
)
