"""Headings inside the long sections of the examination: each stands above the field that it names.

They only help to find one's place; what is asked and in which order is the catalogue's.
"""

from collections.abc import Mapping

# Only fields that everybody is asked, so that no heading stands over nothing.
HEADINGS: Mapping[str, str] = {
    "S01": "The pain",
    "S07": "What sets it off",
    "S17": "Before this",
    "S20": "Health",
    "S24": "Daily life",
    "S10": "What the patient tells",
    "S31": "Red-flag screen",
    "R01": "What you find",
    "O02": "Joint and movement",
    "O06": "Tender places",
    "O07": "Kneecap and ligaments",
    "O26": "Foot",
    "O29": "Length",
    "D08": "Other causes",
    "D04": "What you decide",
    "S30": "Goals and consent",
}
