"""`make demo`: the demo clinic made anew, with the library it needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEPS = (["migrate", "--verbosity", "0"], ["load_library"], ["demo"], ["demo", "--sign-ins"])


def main() -> int:
    for step in STEPS:
        done = subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
