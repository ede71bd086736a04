"""`make run`: bring everything up to date, start web, worker and beat, say where they are, stop all on Ctrl-C."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.process import Process

ROOT = Path(__file__).resolve().parents[2]
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
LOGS = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "log"
AT_THE_END = ("sign in:", "mail:")
PATIENCE_S = 60
BEFORE_AGAIN_S = 1
ASKED_FOR = {130, 143}  # what honcho answers after SIGINT and SIGTERM


def main() -> int:
    environment = {**os.environ, "HOST": HOST, "PORT": PORT, "PYTHONUNBUFFERED": "1"}
    closing_lines = prepare(environment)
    LOGS.mkdir(parents=True, exist_ok=True)
    processes = Processes(Logs())
    for name, command in parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes.items():
        processes.add_process(name, command, env=environment, cwd=str(ROOT))
    # A closed terminal is a Ctrl-C too.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    say("Starting web, worker and beat")
    threading.Thread(target=announce, args=(processes, closing_lines), daemon=True).start()
    processes.loop()
    return processes.farewell()


def prepare(environment: dict[str, str]) -> list[str]:
    """Run `manage.py prepare`, showing what it does; the lines for the end are kept for the end."""
    kept = []
    command = [sys.executable, "manage.py", "prepare"]
    # In a session of its own, so that a Ctrl-C reaches this process alone, which then stops that one.
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as preparing:
        signal.signal(signal.SIGINT, lambda *_: _stop_preparing(preparing))
        signal.signal(signal.SIGTERM, lambda *_: _stop_preparing(preparing))
        for line in preparing.stdout or ():
            if line.startswith(AT_THE_END):
                kept.append(line.rstrip())
            else:
                say(line.rstrip())
    if preparing.returncode:
        sys.exit(preparing.returncode)
    return kept


class Logs:
    """Where honcho's lines go: one file per process under `var/log/`, made new at each start."""

    width = 0

    def __init__(self) -> None:
        self.stopped: dict[str, str] = {}

    def write(self, message: Any) -> None:
        text = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        name = message.name or "system"
        path = LOGS / f"{name}.log"
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{message.time:%H:%M:%S} {text.rstrip()}\n")


class KeptProcess(Process):  # type: ignore[misc] # honcho has no types
    """One that stops by itself is started again once the site has been `up`; before that it is a broken start."""

    def __init__(self, cmd: str, *, up: Any, ending: Any, **more: Any) -> None:
        super().__init__(cmd, **more)
        self._up, self._ending, self._again = up, ending, True

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        while self._again:
            self._again = False
            # honcho ignores both once the child runs; a second child must not be born deaf.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            super().run(events, ignore_signals)

    def _send_message(self, data: Any, type: str = "line") -> None:
        """Word to the manager, who does not hear of a stop that is made good again."""
        if type == "stop" and self._up.is_set() and not self._ending.is_set():
            with suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)  # what it has left behind
            time.sleep(BEFORE_AGAIN_S)
            self._again = not self._ending.is_set()
        if type == "stop" and self._again:
            data, type = b"It stopped by itself and is started again.\n", "line"
        super()._send_message(data, type=type)


class Processes(Manager):  # type: ignore[misc] # honcho has no types
    """honcho's manager, with a Ctrl-C that also works while the processes are still being started."""

    def __init__(self, logs: Logs) -> None:
        for old in LOGS.glob("*.log"):
            old.unlink()
        self._asked_early = False
        super().__init__(logs)
        self.up, self.ending_all = multiprocessing.Event(), multiprocessing.Event()
        self._process_ctor = partial(KeptProcess, up=self.up, ending=self.ending_all)

    def terminate(self) -> None:
        self.ending_all.set()
        if not self._terminating and self.returncode in ASKED_FOR:
            say("\nStopping, a few seconds")
        if self._all_started():
            super().terminate()
        else:
            self._asked_early = True

    def _system_print(self, data: str) -> None:
        super()._system_print(data)
        if self._asked_early and self._all_started():
            self._asked_early = False
            super().terminate()

    @property
    def ending(self) -> bool:
        return self.returncode is not None or self._asked_early

    def farewell(self) -> int:
        """What to say at the end, and the exit code: 0 for a stop that was asked for."""
        if self.returncode in ASKED_FOR:
            say("Stopped. Nothing is left running.")
            return 0
        broken = [name for name in self._processes if _last_lines(name)]
        for name in broken:
            say(f"--- the last lines of {name} ---\n{_last_lines(name)}")
        say(f"A process stopped by itself, so all were stopped. The logs are in {LOGS}")
        return 1


def announce(processes: Processes, closing_lines: list[str]) -> None:
    """Wait until the site answers, then print where it is; give up with a sentence after a minute."""
    address = f"http://{'127.0.0.1' if HOST in {'0.0.0.0', '::'} else HOST}:{PORT}"  # noqa: S104
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and not processes.ending:
        if answers(f"{address}/healthz/"):
            processes.up.set()
            say(f"\nRestride is ready: {address}/")
            for line in closing_lines:
                say(line)
            say(f"logs: {LOGS}")
            say("Ctrl-C stops everything.")
            return
        time.sleep(0.2)
    if not processes.ending:
        say(f"The site did not answer within {PATIENCE_S} seconds. Its log: {LOGS / 'web.log'}")
        os.kill(os.getpid(), signal.SIGTERM)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as reply:  # noqa: S310 - our own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _last_lines(name: str) -> str:
    path = LOGS / f"{name}.log"
    return "\n".join(path.read_text(encoding="utf-8").splitlines()[-8:]) if path.exists() else ""


def say(words: str) -> None:
    print(words, flush=True)


def _stop_preparing(preparing: subprocess.Popen[str]) -> None:
    preparing.terminate()
    preparing.wait()
    say("\nStopped. Run again to go on.")
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
