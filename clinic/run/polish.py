"""`make format`: Python by ruff, templates by djade and djhtml."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("clinic", "patients", "assessments", "programmes", "tests", "manage.py")


def templates() -> list[str]:
    """Every Django template of ours, as paths from the root."""
    return sorted(
        str(path.relative_to(ROOT)) for folder in FOLDERS[:4] for path in (ROOT / folder).glob("**/templates/**/*.html")
    )


def main() -> int:
    steps = (
        ["ruff", "check", "--fix-only", "--quiet", *FOLDERS],
        ["ruff", "format", *FOLDERS],
        ["djhtml", "--tabwidth", "2", *templates()],
        ["djade", "--target-version", "5.2", *templates()],
    )
    for step in steps:
        print(" ".join(step[:2]), flush=True)
        # djhtml and djade answer 1 when they changed something.
        subprocess.run(step, cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
