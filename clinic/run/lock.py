"""`make lock`: pin every package with its hashes, for all platforms, naming no index."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMON = (
    *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
    *("--python-version", "3.11", "--quiet"),
)
LOCKS = (
    ("requirements.txt", ()),
    ("requirements-pdf.txt", ("--extra", "pdf")),
    ("requirements-dev.txt", ("--group", "dev", "--extra", "pdf")),
)


def main() -> int:
    for name, more in LOCKS:
        print(f"Locking {name}", flush=True)
        command = ["uv", "pip", "compile", *COMMON, *more, "--output-file", name, "pyproject.toml", *sys.argv[1:]]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
