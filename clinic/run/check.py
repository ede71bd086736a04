"""`make test`: lint, templates, types, import contracts, unused packages, migrations, and every test.

All parts run even when one fails, the tests last; the exit code is 0 only when all are well. Arguments for
pytest come from PYTEST_ARGS.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from clinic.run.polish import FOLDERS, templates

ROOT = Path(__file__).resolve().parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    os.environ["BROWSER_MISSING"] = ensure_chromium()
    failed = [name for name, command in steps() if not passes(name, command)]
    say("— tests")
    tests = ["-m", "pytest", "-n", "2", "--ignore=tests/drills", *shlex.split(os.environ.get("PYTEST_ARGS", ""))]
    code = subprocess.run([sys.executable, *tests], cwd=ROOT, check=False).returncode
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}")
    return code or bool(failed)


def steps() -> list[tuple[str, list[str]]]:
    python = [sys.executable]
    return [
        ("lint", ["ruff", "check", "--quiet", *FOLDERS]),
        ("format", ["ruff", "format", "--check", "--quiet", *FOLDERS]),
        ("templates", ["djade", "--check", "--target-version", "5.2", *templates()]),
        ("import contracts", ["lint-imports"]),
        ("packages", ["deptry", "."]),
        ("system checks", [*python, "manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", [*python, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("types", [*python, "-m", "mypy"]),
    ]


def passes(name: str, command: list[str]) -> bool:
    """Run one part; its output is shown only when it fails."""
    say(f"— {name}", end=" ")
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    say(f"{'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)")
    if done.returncode:
        say(done.stdout.rstrip())
    return done.returncode == 0


def ensure_chromium() -> str:
    """Why there is no browser to test with; empty when there is one. Root gets Debian's package."""
    if any(map(shutil.which, CHROMIUMS)):
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "no Chromium here, and only root can install it (apt-get install chromium)"
    say("Installing Chromium for the browser tests (a minute or so)")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, check=False, capture_output=True)
    found = any(map(shutil.which, CHROMIUMS))
    return "" if found else "apt-get could not install chromium"


def say(words: str, *, end: str = "\n") -> None:
    print(words, end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main())
