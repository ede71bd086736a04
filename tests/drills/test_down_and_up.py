"""Every table taken down and built again, as an operator who goes back a release would."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_whole_house_can_be_taken_down_and_built_again(tmp_path: Path) -> None:
    def manage(*arguments: str) -> None:
        environment = {**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "clinic.settings"}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments, "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    manage("migrate")
    manage("migrate", "patients", "zero")
    manage("migrate")
