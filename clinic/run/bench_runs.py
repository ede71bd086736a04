"""The run log's part of `make bench`: a file of ten thousand runs brought in whole, and brought in again."""

import resource
import time
import tracemalloc
from io import BytesIO

RUNS = 10_000
KIB = 1024


def measure_import() -> dict[str, float]:
    """Rows a second the first and the second time, and the memory that reading and keeping took at most, in MB."""
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.utils import timezone

    from patients.models import Episode
    from programmes.services import import_runs

    user = get_user_model().objects.get(email="cal@demo.example")
    episode = Episode.objects.visible_to(user).open().get()
    now = timezone.now()
    days = max((timezone.localdate(now) - episode.opened_on).days, 1)
    lines = ["date;km;minutes;pain"]
    for number in range(RUNS):
        on = episode.opened_on + timedelta(days=number % days)
        lines.append(f"{on.isoformat()};{2 + number // days / 100:.2f};{20 + number % 40};{number % 4}")
    file = "\n".join(lines).encode()
    took = []
    with transaction.atomic():
        for _ in range(2):
            began = time.perf_counter()
            told = import_runs(episode=episode, file=BytesIO(file), by=user, now=now)
            took.append(time.perf_counter() - began)
            print(f"runs from a file: {len(told.added):,} added, {len(told.skipped):,} known, {took[-1]:.2f} s")
        transaction.set_rollback(True)
    tracemalloc.start()
    import_runs(episode=episode, file=BytesIO(file), by=user, now=now, dry_run=True)
    peak = tracemalloc.get_traced_memory()[1] / KIB / KIB
    tracemalloc.stop()
    report = {
        "runs": RUNS,
        "rows_a_second": round(RUNS / took[0]),
        "rows_a_second_again": round(RUNS / took[1]),
        "peak_mb": round(peak, 1),
        "process_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB, 1),
    }
    print(
        f"runs from a file: {report['rows_a_second']:,} rows a second, the same file again "
        f"{report['rows_a_second_again']:,}; {report['peak_mb']} MB at most while reading"
    )
    return report
