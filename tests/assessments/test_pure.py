"""The clinical core stands on its own: no database, no web, no clock."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = (
    "assessments.instruments",
    "assessments.collection",
    "assessments.progress",
    "assessments.redflags",
    "assessments.redflags.findings",
    "assessments.examination",
    "assessments.classification",
)


def test_clinical_rules_load_without_the_web_framework() -> None:
    script = f"import sys, {', '.join(MODULES)}; assessments.instruments.keys(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_clinical_rules_are_told_the_day_and_never_read_the_clock() -> None:
    folders = ["instruments", "redflags", "examination"]
    pages = [page for folder in folders for page in (ROOT / "assessments" / folder).glob("*.py")]
    for name in (
        "collection",
        "progress",
        "progress_words",
        "diagnosis",
        "subgroups",
        "classification",
        "notes",
        "prognosis",
    ):
        pages.append(ROOT / "assessments" / f"{name}.py")
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert ".today()" not in text, page
        assert ".now()" not in text, page
