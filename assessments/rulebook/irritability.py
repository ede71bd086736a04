"""How irritable a knee is: by how soon its pain settles after load."""

from assessments.rulebook.definition import Part, listed

SOURCE = "[design] clinic default"

PART = Part(
    key="irritability",
    title="Irritability",
    rules=(
        listed("irritability.low", "Low: pain settles within 1 hour", SOURCE),
        listed("irritability.moderate", "Moderate: pain settles in 1 to 24 hours", SOURCE),
        listed("irritability.high", "High: pain takes over 24 hours, or never settles", SOURCE),
    ),
)
