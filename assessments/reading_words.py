"""The one full shape of a reading: plain JSON, as the API answers it, as a page shows it, as a signed note keeps it.

Rules, fields and sources stand beside every line, so that it can still be understood when the rules have changed.
"""

from collections.abc import Iterable
from typing import Any

from assessments.classification import CausePanel, Missing, Reading
from assessments.diagnosis import Diagnosis
from assessments.differential.reading import Considered, Looked
from assessments.examination.catalogue import BY_ID
from assessments.examination.seen import AGE
from assessments.examination.signs import Sign
from assessments.prognosis import Prognosis
from assessments.redflags.findings import Hit, State
from assessments.rulebook.definition import TAG_WORDS, tag_of
from assessments.subgroups import REMARKS, SUBGROUPS, Found

Json = dict[str, Any]
STRENGTH_WORDS = {"strong": "Strong", "some": "Some", "none": "Nothing found", "not_tested": "Not tested"}
LABELS = {AGE: "Date of birth"}


def reading_as_json(found: Reading) -> Json:
    """The whole reading."""
    classified = found.classified
    return {
        "diagnosis": _diagnosis(found.diagnosis),
        "red_flags": [_hit(hit, found) for hit in found.red_flags],
        "red_flags_undecided": [_undecided(state) for state in found.undecided_flags],
        "classification": [_found(one) for one in found.classification],
        "classification_remarks": [{"words": one.words, **_sourced(one.source)} for one in REMARKS],
        "unknown": [
            {"subgroup": code, "name": SUBGROUPS[code].name, "cause": SUBGROUPS[code].cause}
            for code in classified.unknown
        ],
        "primary": found.primary,
        "load_contributes": classified.load_contributes,
        "modules": list(classified.modules),
        "causes": [_cause(cause) for cause in found.causes],
        "differential": [considered_as_json(one) for one in found.differential if one.pointed],
        "differential_counts": _counts(found.differential),
        "notes": [{"words": one.words, "inputs": list(one.inputs), **_sourced(one.source)} for one in found.notes],
        "prognosis": _prognosis(found.prognosis),
        "irritability": found.irritability,
        "tests_done": found.tests_done,
        "tests_shown": found.tests_shown,
        "suggested_template": found.suggested_template,
        "missing": [_missing(one) for one in found.missing],
    }


def fields_as_json(fields: Iterable[str]) -> list[Json]:
    """Fields with their labels; the age stands among them as the date of birth."""
    return [{"field": field, "label": LABELS.get(field) or BY_ID[field].label} for field in fields]


def _sourced(source: str) -> Json:
    """A source with its grade: published, memory, design or derived."""
    grade = tag_of(source)
    return {"source": source, "grade": grade, "grade_words": TAG_WORDS[grade]}


def _diagnosis(told: Diagnosis) -> Json:
    return {
        "outcome": told.outcome,
        "title": told.title,
        "words": told.words,
        "rules": [one.rule for one in told.criteria],
        "criteria": [
            {
                "rule": one.rule,
                "letter": one.letter,
                "label": one.label,
                "met": one.met,
                "words": one.words,
                "inputs": list(one.inputs),
                "missing": fields_as_json(one.missing),
                **_sourced(one.source),
            }
            for one in told.criteria
        ],
        "supporting": [
            {
                "label": one.label,
                "present": one.present,
                "inputs": list(one.inputs),
                "missing": fields_as_json(one.missing),
                **_sourced(one.source),
            }
            for one in told.supporting
        ],
        "missing": fields_as_json(told.missing),
        **_sourced(told.source),
    }


def _hit(hit: Hit, found: Reading) -> Json:
    return {
        "rule": hit.rule.id,
        "level": hit.level.value,
        "level_words": hit.level.words,
        "level_code": hit.level.code,
        "statement": hit.rule.statement,
        "action": hit.rule.action,
        "inputs": list(hit.inputs),
        "cleared": hit.rule.id in found.cleared,
        **_sourced(hit.rule.source),
    }


def _undecided(state: State) -> Json:
    return {
        "rule": state.rule.id,
        "level": state.level.value,
        "level_words": state.level.words,
        "statement": state.rule.statement,
        "ticked": state.ticked,
        "inputs": list(state.inputs),
        "missing": fields_as_json(state.missing),
    }


def _found(one: Found) -> Json:
    return {
        "subgroup": one.subgroup,
        "name": SUBGROUPS[one.subgroup].name,
        "rule_id": one.subgroup,
        "rule": one.rule,
        "inputs": list(one.inputs),
        **_sourced(one.source),
    }


def _cause(cause: CausePanel) -> Json:
    return {
        "subgroup": cause.subgroup.code,
        "name": cause.subgroup.name,
        "cause": cause.subgroup.cause,
        "strength": cause.strength,
        "strength_words": STRENGTH_WORDS[cause.strength],
        "leads": cause.leads,
        "supports": [_sign(sign) for sign in cause.supports],
        "against": [_sign(sign) for sign in cause.against],
        "not_tested": [_missing(one) for one in cause.not_tested],
        "rule_id": cause.subgroup.code,
        "rule": cause.subgroup.rule,
        "inputs": list(cause.inputs),
        **_sourced(cause.source),
    }


def _sign(sign: Sign) -> Json:
    return {
        "rule": sign.rule,
        "words": sign.words,
        "inputs": list(sign.fields),
        "limb": sign.limb,
        "counts": sign.counts,
        **_sourced(sign.source),
    }


def considered_as_json(one: Considered) -> Json:
    """One other cause with what points to it, what speaks against it and what nobody looked at."""
    condition = one.condition
    return {
        "rule": condition.id,
        "name": condition.name,
        "pointers": condition.pointers,
        "action": condition.action,
        "present": [_looked(pointer) for pointer in one.present],
        "against": [_looked(pointer) for pointer in one.against],
        "not_looked_at": [_looked(pointer) for pointer in one.not_looked],
        "judged": one.judged,
        **_sourced(condition.source),
    }


def _looked(pointer: Looked) -> Json:
    return {"words": pointer.words, "inputs": list(pointer.fields)}


def _counts(considered: Iterable[Considered]) -> Json:
    """How many causes were considered, pointed to, spoken against only, and not looked at at all."""
    told = list(considered)
    return {
        "considered": len(told),
        "pointed": sum(one.pointed for one in told),
        "not_looked_at": sum(not one.present and not one.against for one in told),
        "ruled_out": sum(one.judged == "ruled_out" for one in told),
        "still_possible": sum(one.judged == "still_possible" for one in told),
    }


def _prognosis(told: Prognosis | None) -> Json | None:
    """What staff read; the patient's words are told in the portal."""
    if told is None:
        return None
    return {
        "poor": told.poor,
        "both": told.both,
        "reasons": list(told.reasons),
        "inputs": list(told.inputs),
        "staff": told.staff,
        "review_every_weeks": told.review_every_weeks,
        **_sourced(told.source),
    }


def _missing(one: Missing) -> Json:
    return {"field": one.field, "label": one.label}
