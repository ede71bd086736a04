"""The four subgroups, and the numbers of the decision between them."""

from assessments.rulebook.definition import Part, Rule, limit, tag_of
from assessments.subgroups import SOURCE, SUBGROUPS

_DESIGN = "[design] clinic default"

PART = Part(
    key="subgroups",
    title="Subgroups",
    rules=(
        *(
            Rule(
                id=code,
                statement=f"{SUBGROUPS[code].name}: {SUBGROUPS[code].rule}",
                source=SOURCE,
                tag=tag_of(SOURCE),
            )
            for code in sorted(SUBGROUPS)
        ),
        limit(
            "subgroups.early_weeks",
            "Where load contributes, it leads the programme while the pain is younger than",
            8,
            "weeks",
            _DESIGN,
            tag="design",
            between=(2, 26),
        ),
        limit(
            "subgroups.strong_signs",
            "The signs for a cause are called strong from",
            2,
            "signs",
            _DESIGN,
            tag="design",
            between=(2, 5),
        ),
    ),
)
