"""The chart's panel of running: weeks, the last runs, what the rules of load say with their sources."""

from dataclasses import dataclass
from datetime import date

from patients.models import Episode
from programmes.models import Run
from programmes.services import RunningLoad, running_load

LAST_TAKEN_OUT = 5
LAST_WEEKS = 8
LAST_RUNS = 5


@dataclass(frozen=True, slots=True)
class RunningPanel:
    """`weeks` and `runs` are the newest few. `taken_out` are runs that the patient called a slip."""

    load: RunningLoad
    taken_out: list[Run]

    @property
    def weeks(self) -> list[object]:
        return list(self.load.weeks[:LAST_WEEKS])

    @property
    def runs(self) -> list[object]:
        return list(self.load.runs[:LAST_RUNS])


def running_panel(*, episode: Episode, on: date) -> RunningPanel | None:
    """None for somebody who doesn't run and has logged none."""
    load = running_load(episode=episode, on=on)
    if not load.runs and load.plan is None and not episode.is_runner:
        return None
    out = Run.objects.filter(episode=episode, taken_out_at__isnull=False).newest_first()
    return RunningPanel(load, list(out[:LAST_TAKEN_OUT]))
