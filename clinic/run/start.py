"""The first step of every make target: a Python that is new enough, `.venv` with what the lock names.

Runs on the machine's own Python, which may be too old for the rest, so it must at least compile there.
"""

import errno
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ROOM_NEEDED_MB = {"run": 400, "dev": 1200}
# What each make target runs, and whether it needs the developers' tools.
TARGETS = {
    "serve": ("run", ["clinic/run/serve.py"]),
    "check": ("dev", ["-m", "clinic.run.check"]),
    "polish": ("dev", ["clinic/run/polish.py"]),
    "lock": ("dev", ["clinic/run/lock.py"]),
    "bench": ("dev", ["clinic/run/bench.py"]),
    "drill": ("dev", ["-m", "pytest", "tests/drills"]),
    "demo": ("run", ["clinic/run/demo.py"]),
}

if sys.version_info < OLDEST:
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "Restride needs Python 3.11 or newer; this is {}.{}. Install one and run again, or name it: "
        "make run PYTHON=/path/to/python3.11".format(*sys.version_info)
    )


def main() -> None:
    """Make the environment ready for one target and become that target."""
    kind, arguments = TARGETS[sys.argv[1]]
    os.chdir(ROOT)
    if kind == "run" and sys.argv[1] == "serve":
        refuse_taken_port()
    try:
        ensure(kind)
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run again to go on.")
    except OSError as trouble:
        if trouble.errno != errno.ENOSPC:
            raise
        sys.exit(disk_full(kind))
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.execv(PYTHON, [str(PYTHON), *arguments])


def ensure(kind: str) -> None:
    """Install what the lock of this kind names, unless the stamp says that this very lock is installed."""
    locks = {"run": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
    stamps = {name: VENV / f".locked-{name}" for name in locks}
    marks = {name: digest(lock) for name, lock in locks.items()}
    if PYTHON.exists() and stamps[kind].is_file() and stamps[kind].read_text() == marks[kind]:
        return
    if shutil.disk_usage(ROOT).free < ROOM_NEEDED_MB[kind] * 1024 * 1024:
        sys.exit(disk_full(kind))
    make_venv()
    install(locks[kind])
    stamps[kind].write_text(marks[kind])
    if kind == "dev":  # the tools' lock holds everything that running needs
        stamps["run"].write_text(marks["run"])


def make_venv() -> None:
    works = [str(PYTHON), "-m", "pip", "--version"]
    if PYTHON.exists() and subprocess.run(works, capture_output=True, check=False).returncode == 0:
        return
    say("Making .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        if "No space left" in made.stdout + made.stderr:
            sys.exit(disk_full("run"))
        sys.exit(
            "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv, "
            "then run again."
        )


def install(lock: Path) -> None:
    """pip, with a line for every tenth package, so that the first start is not silent."""
    wanted = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"Installing {wanted} packages from {lock.name} (a minute or so the first time)")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--require-hashes", "--requirement", str(lock)]
    told, seen = [], 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            told.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already satisfied")):
                seen += 1
                if seen % 10 == 0:
                    say(f"  {seen} of {wanted}: {line.split()[1 if line.startswith('C') else 3]}")
            elif line.startswith("Installing collected"):
                say("  unpacking")
    if pip.returncode:
        if any("No space left on device" in line for line in told):
            sys.exit(disk_full("dev" if "dev" in lock.name else "run"))
        reason = next((line for line in reversed(told) if line.startswith("ERROR")), told[-1] if told else "")
        sys.exit(f"pip could not install {lock.name}: {reason} Check the network and run again.")


def refuse_taken_port() -> None:
    """Say so before the long part, not after it."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is not a port. Choose a number from 1 to 65535: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("HOST") or "127.0.0.1", int(port)))
        except PermissionError:
            sys.exit(f"Port {port} is for the administrator only. Choose another: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {port} is taken. Stop what uses it, or choose another: make run PORT=8001")


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + repr(sys.version_info[:2]).encode()).hexdigest()


def disk_full(kind: str) -> str:
    return f"The disk is full: free about {ROOM_NEEDED_MB[kind]} MB and run again."


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
