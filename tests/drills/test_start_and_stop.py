"""`make run` on a copy of the project whose path has a space: up, answering, stopped by Ctrl-C, nothing left."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the project and its `.venv`, so that only the start itself is tried."""
    place = tmp_path_factory.mktemp("a path") / "with a space"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    (place / ".venv").symlink_to((ROOT / ".venv").resolve())
    return place


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(copy: Path, port: int) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "VAR_DIR"}}
    return subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def lines_until_ready(running: subprocess.Popen[str]) -> Iterator[str]:
    for line in running.stdout or ():
        yield line.rstrip()
        if line.startswith("Ctrl-C"):
            return


def interrupt(running: subprocess.Popen[str]) -> str:
    os.killpg(running.pid, signal.SIGINT)
    rest = running.communicate(timeout=30)[0]
    return rest or ""


def left_running(copy: Path) -> list[str]:
    """Processes that still have the copy as their working directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == copy.resolve():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_it_starts_answers_and_stops_twice_and_the_second_time_in_seconds(copy: Path, port: int) -> None:
    for _ in range(2):
        began = time.monotonic()
        running = start(copy, port)
        told = list(lines_until_ready(running))
        seconds = time.monotonic() - began
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=10) as reply:
            assert reply.status == 200
        assert "Stopped. Nothing is left running." in interrupt(running)
        assert left_running(copy) == []
        assert f"Restride is ready: http://127.0.0.1:{port}/" in told
        assert [line.split()[2] for line in told if line.startswith("sign in:")] == [
            *("owner", "physio", "desk", "patient", "patient")
        ]
    assert seconds < 30, f"the second start took {seconds:.0f} s"


@pytest.mark.parametrize("after_s", [0.5, 1.5, 3.0])
def test_a_ctrl_c_half_way_leaves_nothing_either(copy: Path, port: int, after_s: float) -> None:
    running = start(copy, port)
    time.sleep(after_s)
    assert "Traceback" not in interrupt(running)
    assert left_running(copy) == []


def pids_of(copy: Path, word: str) -> set[int]:
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == copy.resolve() and word in (process / "cmdline").read_text():
                found.add(int(process.name))
        except OSError:
            continue
    return found


def test_what_is_killed_is_back_in_seconds_and_stops_like_the_rest(copy: Path, port: int) -> None:
    running = start(copy, port)
    list(lines_until_ready(running))
    for word in ("gunicorn", "worker\0--loglevel", "beat\0--loglevel"):
        before = pids_of(copy, word)
        os.kill(min(before), signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until and not pids_of(copy, word) - before:
            time.sleep(0.2)
        assert pids_of(copy, word) - before, f"{word} did not come back"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=20) as reply:
        assert reply.status == 200
    assert "Stopped. Nothing is left running." in interrupt(running)
    assert left_running(copy) == []
