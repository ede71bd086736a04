"""The clinical core stands on its own: no database, no web, no clock."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = (
    "assessments.rulebook",
    "programmes.rulebook",
    "assessments.instruments",
    "assessments.collection",
    "assessments.progress",
    "assessments.redflags",
    "assessments.redflags.findings",
    "assessments.examination",
    "assessments.classification",
    "assessments.accuracy",
    "assessments.differential.reading",
    "assessments.disagreements",
    "assessments.reading_words",
)
OPENED_FIRST = (
    "assessments.subgroups",
    "assessments.diagnosis",
    "assessments.differential",
    "assessments.rulebook.diagnosis",
    "assessments.rulebook.red_flags",
    "assessments.rulebook.subgroups",
    "assessments.examination.seen",
    "assessments.redflags.knee_rules",
)
PAGES = (
    "progress",
    "progress_words",
    "diagnosis",
    "accuracy",
    "subgroups",
    "classification",
    "disagreements",
    "reading_words",
    "notes",
    "prognosis",
)


def test_clinical_rules_load_without_the_web_framework() -> None:
    read = "assessments.instruments.keys(); assessments.rulebook.parts(); programmes.rulebook.parts()"
    script = f"import sys, {', '.join(MODULES)}; {read}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_each_clinical_module_can_be_opened_first() -> None:
    script = (
        f"import importlib, sys\nfor name in {(*MODULES, *OPENED_FIRST)}:\n"
        "    [sys.modules.pop(each) for each in list(sys.modules) if each.startswith('assessments')]\n"
        "    importlib.import_module(name)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_clinical_rules_are_told_the_day_and_never_read_the_clock() -> None:
    folders = ["instruments", "redflags", "examination", "differential", "rulebook"]
    pages = [page for folder in folders for page in (ROOT / "assessments" / folder).glob("*.py")]
    for name in PAGES:
        pages.append(ROOT / "assessments" / f"{name}.py")
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert ".today()" not in text, page
        assert ".now()" not in text, page
