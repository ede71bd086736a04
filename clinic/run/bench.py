"""`make bench`: what the pages of the demo clinic cost, in units of an empty view.

One client, in this process, on a demo clinic made for the purpose in a folder of its own. B is an empty view
with session and user, measured before and after, so that a noisy machine shows. Then every figure drawn anew, and
a large file of runs.
Prints a table and writes `var/bench.json`; nothing fails here for being slow.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 20
EMPTY = ("olu@demo.example", "/bench/empty/")
PAGES = (
    ("", "/"),
    ("", "/learn/"),
    ("", "/healthz/"),
    ("bea@demo.example", "/desk/"),
    ("bea@demo.example", "/desk/messages/"),
    ("bea@demo.example", "/api/v1/patients/"),
    ("bea@demo.example", "/api/v1/enquiries/"),
    ("ana@demo.example", "/admin/"),
    ("cal@demo.example", "/portal/"),
    ("cal@demo.example", "/portal/running/"),
    ("cal@demo.example", "/portal/progress/"),
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="restride-bench-") as place:
        os.environ.update(VAR_DIR=place, DJANGO_SETTINGS_MODULE="clinic.settings", LOG_LEVEL="CRITICAL", DEMO="1")
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        # Django reads its settings at the first import, so not before the folder is known.
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.ROOT_URLCONF = "clinic.run.bench_urls"
        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("prepare")
        from clinic.run.bench_figures import measure_figures
        from clinic.run.bench_runs import measure_import

        report = {**measure(), "figures": measure_figures(), "import": measure_import()}
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench.json").write_text(json.dumps(report, indent=2), encoding="utf-8")
    return 0


def measure() -> dict[str, object]:
    """Milliseconds (median), queries and status of each page, with B before and after."""
    before = one(*EMPTY)
    print(f"\nB before: {before['ms']} ms\n{'who':18} {'page':24} {'status':>6} {'queries':>7} {'ms':>7} {'× B':>6}")
    pages = []
    for who, page in (*PAGES, *of_cal()):
        found = one(who, page)
        ratio = round(found["ms"] / before["ms"], 1)
        name = who.partition("@")[0] or "anybody"
        print(
            f"{name:18} {page[:24]:24} {found['status']:>6} {found['queries']:>7} {found['ms']:>7} {ratio:>6}",
            flush=True,
        )
        pages.append({"who": name, "page": page, "ratio": ratio, **found})
    after = one(*EMPTY)
    print(f"B after: {after['ms']} ms")
    return {"rounds": ROUNDS, "b_before_ms": before["ms"], "b_after_ms": after["ms"], "pages": pages}


def of_cal() -> list[tuple[str, str]]:
    """The pages whose address only the demo clinic knows: a chart, its programme on paper, the day's exercises."""
    from django.urls import reverse

    from patients.models import Patient

    cal = Patient.objects.get(user__email="cal@demo.example")
    programme = cal.episodes.open().get().programmes.active().get()
    return [
        ("ana@demo.example", reverse("staff:chart", args=[cal.uuid])),
        ("ana@demo.example", reverse("staff:programme-sheet", args=[programme.uuid])),
        ("cal@demo.example", reverse("portal:session")),
    ]


def one(who: str, page: str) -> dict[str, float]:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    client = Client()
    if who:
        client.force_login(get_user_model().objects.get(email=who), settings_backend())
    reply = client.get(page)  # the first one fills the caches
    queries = 0

    def count(execute: Callable[..., Any], *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        client.get(page)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(page)
        times.append((time.perf_counter() - began) * 1000)
    return {"ms": round(statistics.median(times), 2), "queries": queries, "status": reply.status_code}


def settings_backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[0])


if __name__ == "__main__":
    sys.exit(main())
