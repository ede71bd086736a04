"""A file that was looked at, on its way back to be kept: signed inside the page, so that nothing waits on our side.

Where somebody ran stays out of it: only days, distances, times and answers travel.
"""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing

from patients.models import Episode
from programmes.runs import BadLine, FileRun, RunFile

SALT = "portal.run-file"
GOOD_FOR_SECONDS = 60 * 60


def seal(file: RunFile, episode: Episode) -> str:
    """The file for a hidden field of this episode's page."""
    runs = [
        {
            **{key: value for key, value in asdict(run).items() if value},
            "on": run.on.isoformat(),
            "distance_km": str(run.distance_km),
            "minutes": str(run.minutes),
        }
        for run in file.runs
    ]
    bad = [[each.line, each.why] for each in file.bad]
    told = {"of": str(episode.uuid), "kind": file.kind, "mark": file.mark, "runs": runs, "bad": bad}
    return signing.dumps(told, salt=SALT, compress=True)


def unseal(text: str, episode: Episode) -> RunFile:
    """What was sealed. Raises BadSignature when it is another's, was changed, or has waited too long."""
    told: dict[str, Any] = signing.loads(text, salt=SALT, max_age=GOOD_FOR_SECONDS)
    if told["of"] != str(episode.uuid):
        raise signing.BadSignature("Another episode's file")
    return RunFile(
        told["kind"],
        told["mark"],
        [_run(run) for run in told["runs"]],
        [BadLine(line, why) for line, why in told["bad"]],
    )


def _run(told: dict[str, Any]) -> FileRun:
    known = {key: told[key] for key in ("rpe", "pain", "pain_morning", "hills", "walk_breaks") if key in told}
    return FileRun(
        line=told["line"],
        on=date.fromisoformat(told["on"]),
        distance_km=Decimal(told["distance_km"]),
        minutes=Decimal(told["minutes"]),
        **known,
    )
