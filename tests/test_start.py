"""The first thing that a fresh machine meets: one clear sentence when it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
START = ROOT / "clinic" / "run" / "start.py"


def refusal(port: str) -> str:
    done = subprocess.run(
        [sys.executable, START, "serve"],
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr.strip()


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refusal(str(port)) == (f"Port {port} is taken. Stop what uses it, or choose another: make run PORT=8001")


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refusal(port) == f"PORT={port} is not a port. Choose a number from 1 to 65535: make run PORT=8001"


def test_an_old_python_is_told_what_to_install(tmp_path: Path) -> None:
    """The file must compile on an old Python and stop before anything that an old one lacks."""
    source = START.read_text(encoding="utf-8").replace("sys.version_info < OLDEST", "True", 1)
    source = source.replace("shutil.which(name)", "None", 1)
    copy = tmp_path / "clinic" / "run" / "start.py"
    copy.parent.mkdir(parents=True)
    copy.write_text(source, encoding="utf-8")
    done = subprocess.run([sys.executable, copy, "serve"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Restride needs Python 3.11 or newer")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_lock_names_no_index_and_hashes_every_package() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in lock
        assert "--index" not in lock
        pins = [line for line in lock.splitlines() if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(line.endswith("\\") for line in pins)
