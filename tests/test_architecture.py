"""The house rules that a machine can see: what stands where, what nobody may do anywhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from lucide import IconDoesNotExist

ROOT = Path(__file__).resolve().parent.parent
APPS = ("clinic", "patients", "assessments", "programmes")
FOLDERS = {*APPS, "tests", "docs", "deploy"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "misc"}
LONGEST = 320  # near 250 look for the seam
INNER_ROOMS = {"services", "sweep", "models", "kinds", "slots", "instruments", "examination", "progression", "load"}
DOORS = {"admin", "api", "management", "views"}
CLOCK = re.compile(r"timezone\.(now|localdate|localtime)\(\)|date\.today\(\)|datetime\.now\(|datetime\.today\(")
INLINE = re.compile(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=", re.IGNORECASE)
ICON = re.compile(r'{% lucide "([a-z0-9-]+)"')
TAG = re.compile(r"{%.*?%}")
# A data block is text for a script that stands elsewhere; the browser never runs it.
DATA_BLOCK = re.compile(r'<script[^>]*type="application/(ld\+)?json"[^>]*>')


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_only_the_fixed_folders_stand_at_the_top() -> None:
    standing = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and path.name not in {"var", "htmlcov", "shots"}
    }
    assert standing <= FOLDERS | {"__pycache__"}


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        name_of(path)
        for path in modules(*APPS, "tests")
        if path.read_text(encoding="utf-8").strip()
        and not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert silent == []


def test_nothing_is_called_utils_or_its_cousins() -> None:
    vague = [name_of(path) for path in modules(*APPS, "tests") if FORBIDDEN_NAMES & {path.stem, path.parent.name}]
    assert vague == []


def test_no_module_outgrows_its_page() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*APPS)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_no_signals_between_our_apps() -> None:
    listening = [
        name_of(path)
        for path in modules(*APPS)
        if re.search(r"django\.dispatch|django\.db\.models\.signals", path.read_text(encoding="utf-8"))
    ]
    assert listening == []


def test_inner_rooms_are_told_the_time() -> None:
    reading = [
        f"{name_of(path)}:{number}"
        for path in modules(*APPS)
        if INNER_ROOMS & {path.stem, *path.relative_to(ROOT).parts[:-1]} and not DOORS & set(path.parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if CLOCK.search(line)
    ]
    assert reading == []


def test_every_icon_that_a_page_names_can_be_drawn() -> None:
    named = {
        (name, name_of(path))
        for path in sorted((ROOT / "clinic").rglob("*.html"))
        for name in ICON.findall(path.read_text(encoding="utf-8"))
    }
    missing = []
    for name, where in sorted(named):
        try:
            Template(f'{{% load lucide %}}{{% lucide "{name}" %}}').render(Context())
        except IconDoesNotExist:
            missing.append(f"{name} in {where}")
    assert missing == []


@pytest.mark.parametrize("app", APPS)
def test_templates_carry_no_inline_style_script_or_handler(app: str) -> None:
    inline = [
        f"{name_of(path)}:{number}"
        for path in sorted((ROOT / app).glob("**/templates/**/*.html"))
        if "mail" not in path.parts and "email" not in path.parts  # mail programs know nothing but inline styles
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if INLINE.search(DATA_BLOCK.sub("", TAG.sub("", line)))
    ]
    assert inline == []
