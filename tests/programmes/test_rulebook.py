"""The programmes' rules are on the owner's page, with the numbers that the code works by."""

import re
from decimal import Decimal
from pathlib import Path

from assessments.rulebook import by_id as examined
from programmes.library.templates import load_gates
from programmes.load import LADDER, rules
from programmes.progression import ROWS, deciding
from programmes.rulebook import parts
from programmes.runs.definition import LONGEST_KM

LISTED = {rule.id: rule for part in parts() for rule in part.rules}


def test_no_rule_stands_twice() -> None:
    ids = [rule.id for part in parts() for rule in part.rules]
    assert len(ids) == len(set(ids))
    assert not examined().keys() & set(ids)
    assert len({part.key for part in parts()}) == len(parts())


def test_every_row_of_the_table_every_gate_and_every_step_is_listed() -> None:
    assert {row.id for row in ROWS} <= LISTED.keys()
    assert {f"GATE-{letter}" for letter in load_gates()} <= LISTED.keys()
    assert {f"RUN-{step.number:02}" for step in LADDER} <= LISTED.keys()
    assert {f"L{number}" for number in range(1, 10)} <= LISTED.keys()


def test_every_rule_that_a_suggestion_can_name_is_listed() -> None:
    said = set(re.findall(r"PG-[A-Z0-9-]+", Path(deciding.__file__).read_text(encoding="utf-8"))) - {"PG-"}
    told = " ".join(f"{rule.id} {rule.statement}" for rule in LISTED.values())
    together = {"PG-NO-AM": "PG-WAIT", "PG-GATE": "GATE-A"}
    assert "PG-CREDIT3" in said
    assert [rule for rule in said if together.get(rule, rule) not in told] == []


def test_the_numbers_are_those_of_the_code() -> None:
    assert LISTED["PG-CREDIT3"].value == deciding.CREDITS_TO_PROGRESS
    assert LISTED["PG-ADH"].value == deciding.ADHERENCE_ENOUGH * 100
    assert LISTED["PG-WAIT"].value == 36
    assert LISTED["SE-MINUTES"].value == 45
    assert LISTED["L3"].value == rules.SPIKE == Decimal("1.30")
    assert LISTED["LOG-KM"].value == LONGEST_KM == 160
    assert "over 30 to 100 %: 1.52 (1.16 to 2.00)" in LISTED["L7-RATES"].statement
    assert "under 2.5 or over 30 minutes a kilometre" in LISTED["LOG-PACE"].statement
    assert "pain on daily stairs 3 or less" in LISTED["GATE-A"].statement


def test_nothing_of_the_programmes_is_set_by_the_clinic() -> None:
    assert not any(rule.editable for rule in LISTED.values())
    assert all(rule.source and rule.statement for rule in LISTED.values())
