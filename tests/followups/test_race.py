"""Two sweeps at the same moment send each message once. Without the claim they send it twice."""

from collections import Counter
from pathlib import Path

import pytest

from tests.followups.house import SEED, House, wait_for
from tests.followups.smtp_sink import Sink

PATIENTS = 12
# Waits at the line until both are there. "unclaimed" takes the condition out of the claim.
RACER = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from clinic.followups import sweep
from clinic.followups.models import FollowUp
folder, name, how = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if how == "unclaimed":
    fair = sweep.claim_one
    def grab(pk, now):
        FollowUp.objects.filter(pk=pk).update(state="planned", claimed_until=None, due_at=now)
        return fair(pk, now)
    sweep.claim_one = grab
FollowUp.objects.due(timezone.now()).count()  # so that the connection stands before the start
(folder / f"ready-{name}").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
now = timezone.now()
rows = sweep.claim(now, limit=50)
for row in rows:
    sweep.deliver(row, now)
"""


def race(house: House, folder: Path, how: str) -> None:
    house.run("-c", SEED, str(PATIENTS))
    racers = [house.start("-c", RACER, str(folder), name, how) for name in ("a", "b")]
    assert wait_for(lambda: all((folder / f"ready-{name}").exists() for name in ("a", "b"))), house.logs()
    (folder / "go").touch()
    for racer in racers:
        assert racer.wait(timeout=60) == 0, house.logs()


@pytest.mark.parametrize("how", ["claimed", "unclaimed"])
def test_two_sweeps_at_once(how: str, house: House, sink: Sink, tmp_path: Path) -> None:
    race(house, tmp_path, how)
    copies = Counter(sink.ids)
    assert len(copies) == PATIENTS
    if how == "claimed":
        assert set(copies.values()) == {1}
    else:
        assert max(copies.values()) > 1
