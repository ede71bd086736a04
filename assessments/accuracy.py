"""How far each test for patellofemoral pain can be trusted: the printed figures, to stand beside the test.

A likelihood ratio says how far a result moves the odds; a blank was not printed.
"""

from dataclasses import dataclass

from assessments.rulebook.definition import Tag, tag_of

NUNES = "Nunes 2013, Phys Ther Sport 14:54–59"
NUNES_SUMMARY = "Summary of Nunes 2013, sportsmedres.org"
COOK = "Cook 2010, PMC2841549"
STEP_STUDY = "162 patients, doi 10.1080/09593985.2022.2158053"
TRAINING = "La Trobe University, diagnosis page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """One printed line: the test, the fields that it stands beside, and its figures with their intervals, in words."""

    test: str
    fields: tuple[str, ...]
    sensitivity: str = ""
    specificity: str = ""
    lr_positive: str = ""
    lr_negative: str = ""
    remark: str = ""
    source: str

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


TABLE: tuple[Accuracy, ...] = (
    Accuracy(
        test="Pain on squatting",
        fields=("O12", "S07"),
        sensitivity="91 %",
        specificity="50 %",
        lr_positive="1.8",
        lr_negative="0.2",
        remark=f"About 80 % of people with a positive test have it: a predictive value ({TRAINING}).",
        source=f"{NUNES}; sensitivity from its summary, specificity [memory]",
    ),
    Accuracy(test="Pain on kneeling", fields=("S07",), sensitivity="84 %", source=NUNES_SUMMARY),
    Accuracy(test="Compression", fields=("O10",), sensitivity="83 %", source=NUNES_SUMMARY),
    Accuracy(test="Patellar tilt", fields=("O07",), lr_positive="5.4", lr_negative="0.6", source=NUNES),
    Accuracy(
        test="Pain on resisted quadriceps contraction",
        fields=("O22",),
        lr_positive="2.2 (0.99–5.2)",
        remark="Positive predictive value 82 %.",
        source=COOK,
    ),
    Accuracy(
        test="2 of 3: pain on quadriceps contraction, on squatting, on palpation",
        fields=("O22", "O12", "O06"),
        lr_positive="4.0 (1.8–10.3)",
        remark="Positive predictive value 89 %.",
        source=COOK,
    ),
    Accuracy(test="Eccentric step test", fields=("O15",), sensitivity="82 %", source=STEP_STUDY),
    Accuracy(test="Palpation", fields=("O06",), sensitivity="81 %", source=STEP_STUDY),
    Accuracy(test="Prolonged sitting", fields=("S07",), sensitivity="73 %", source=STEP_STUDY),
    Accuracy(
        test="Pain 3–10 going down stairs and 6–10 on sitting",
        fields=("S07",),
        lr_positive="19.5 (6.4–59.7)",
        remark="Post-test probability 95 %.",
        source=STEP_STUDY,
    ),
)


def beside(field: str) -> tuple[Accuracy, ...]:
    """The lines that stand beside a field of the examination."""
    return tuple(line for line in TABLE if field in line.fields)
