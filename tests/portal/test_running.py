"""Running in the portal: a run in a press or three, the weeks, what the log says, a file looked at and then kept."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.models import User
from clinic.portal.run_files import GOOD_FOR_SECONDS
from patients.models import Episode, Patient
from programmes.models import Programme, Run
from tests.factories import EpisodeFactory, RunFactory

SignedIn = Callable[[User | Patient], Client]
RUNNING, FILE = reverse("portal:running"), reverse("portal:run-import")
TABLE = b"date;km;minutes\n20/11/2026;5,2;30\nyesterday;5;30\n22/11/2026;6;12\n"


def sent(on: date, **changes: str) -> dict[str, str]:
    """The form as a browser sends it."""
    return {"ident": str(uuid4()), "on": on.isoformat(), "distance_km": "5", "minutes": "30", "pain": "2", **changes}


def upload(client: Client, content: bytes = TABLE) -> Any:
    return client.post(FILE, {"file": SimpleUploadedFile("export.bin", content)})


def sealed(page: Any) -> str:
    found = re.search(r'name="looked_at" value="([^"]+)"', page.text)
    assert found
    return found[1]


def test_the_first_run_starts_the_table_of_weeks(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    client = signed_in(cal)
    assert "No runs yet" in client.get(RUNNING).text
    page = client.post(RUNNING, sent(on, distance_km="5,25"), follow=True)
    assert "Saved: 5.25 km on Tuesday 24 November." in page.text
    assert "Nothing here asks for a change. Carry on." in page.text
    assert re.search(r'23 Nov<span[^>]*>this week</span></th><td class="number">5\.25</td>', page.text)
    assert Run.objects.get().logged_by == cal.user


def test_the_form_is_filled_in_like_the_last_run(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    RunFactory.create(episode=cal_episode, on=on - timedelta(days=2), distance_km="4.50", minutes="27.0")
    page = signed_in(cal).get(RUNNING).text
    for name, value in (("distance_km", "4.5"), ("minutes", "27"), ("on", "2026-11-24")):
        assert re.search(rf'name="{name}" value="{value}"', page), name
    assert re.search(r'name="pain"[^>]* value=""', page)  # pain is never filled in for anybody


def test_a_run_sent_twice_is_kept_once(signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date) -> None:
    client, form = signed_in(cal), sent(on)
    assert [client.post(RUNNING, form).status_code for _ in range(2)] == [302, 302]
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"on": "2026-11-25"}, "A run can’t be logged before it’s been run."),
        ({"on": "2020-01-01"}, "That is before your care here began"),
        ({"distance_km": ""}, "How far?"),
        ({"distance_km": "far"}, "“far” isn’t a number."),
        ({"distance_km": "161"}, "160 km at most"),
        ({"minutes": "0"}, "How long?"),
        ({"pain": "11"}, "Pain is a whole number from 0 to 10."),
    ],
)
def test_a_bad_run_gets_a_sentence_and_nothing_is_lost(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date, changes: dict[str, str], words: str
) -> None:
    page = signed_in(cal).post(RUNNING, sent(on, minutes="47") | changes)
    assert page.status_code == 422
    assert words in page.text
    assert 'value="47"' in page.text or "minutes" in changes
    assert not Run.objects.exists()


def test_a_run_much_longer_than_the_month_before_leads_the_page_with_its_reason(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    RunFactory.create(episode=cal_episode, on=on - timedelta(days=9), distance_km=5)
    page = signed_in(cal).post(RUNNING, sent(on, distance_km="8", minutes="48"), follow=True).text
    assert "your longest in the 30 days before was 5 km" in page
    assert "In a study of 5,205 runners" in page
    assert "Frandsen 2025" in page
    assert "Big step from 5 km" in page
    assert page.index("In a study") < page.index("Your weeks")


def test_a_pace_that_nobody_has_is_asked_about(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    page = signed_in(cal).post(RUNNING, sent(on, minutes="5"), follow=True).text
    assert "That is faster than anybody runs so far" in page


def test_a_slip_is_taken_out(signed_in: SignedIn, cal: Patient, cal_episode: Episode, ana: User, on: date) -> None:
    run = RunFactory.create(episode=cal_episode, distance_km=50, minutes=300)
    client, address = signed_in(cal), reverse("portal:run", args=[run.uuid])
    assert "50 km, Tuesday 24 November" in client.get(address).text
    assert "No runs yet" in client.post(address, follow=True).text
    assert client.get(address).status_code == 404
    chart = signed_in(ana).get(reverse("staff:chart", args=[cal.uuid])).text
    assert "Taken out as slips: 50 km on Tue 24 Nov." in chart


def test_runs_of_somebody_else_are_not_there(signed_in: SignedIn, dee: Patient, cal_episode: Episode) -> None:
    EpisodeFactory.create(patient=dee)
    run = RunFactory.create(episode=cal_episode)
    client = signed_in(dee)
    assert client.post(reverse("portal:run", args=[run.uuid])).status_code == 404
    assert "No runs yet" in client.get(RUNNING).text
    run.refresh_from_db()
    assert run.taken_out_at is None


def test_without_an_open_episode_the_page_says_when_runs_can_be_logged(
    signed_in: SignedIn, dee: Patient, on: date
) -> None:
    client = signed_in(dee)
    assert "No run log just now" in client.get(RUNNING).text
    assert client.post(RUNNING, sent(on)).status_code == 200
    assert client.get(FILE).status_code == 404
    assert not Run.objects.exists()


def test_a_file_is_looked_at_first_and_kept_at_the_second_press(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode
) -> None:
    client = signed_in(cal)
    look = upload(client)
    assert "2 new runs" in look.text
    assert "Line 3: “yesterday” isn’t a day." in look.text
    assert "Line 4: That is faster than anybody runs so far." in look.text
    assert not Run.objects.exists()
    page = client.post(FILE, {"looked_at": sealed(look)}, follow=True)
    assert "Saved: 2 runs from your file." in page.text
    assert sorted(str(run.distance_km) for run in Run.objects.all()) == ["5.20", "6.00"]
    assert "Nothing new in this file" in upload(client).text


def test_the_same_look_pressed_twice_adds_nothing_twice(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode
) -> None:
    client = signed_in(cal)
    form = {"looked_at": sealed(upload(client))}
    for _ in range(2):
        client.post(FILE, form)
    assert Run.objects.count() == 2


def test_a_look_that_was_changed_is_anothers_or_has_waited_too_long_is_not_kept(
    signed_in: SignedIn, cal: Patient, dee: Patient, cal_episode: Episode, now: datetime
) -> None:
    EpisodeFactory.create(patient=dee)
    look = sealed(upload(signed_in(cal)))
    asked = [signed_in(cal).post(FILE, {"looked_at": look + "x"}), signed_in(dee).post(FILE, {"looked_at": look})]
    with time_machine.travel(now + timedelta(seconds=GOOD_FOR_SECONDS + 1), tick=False):
        asked.append(signed_in(cal).post(FILE, {"looked_at": look}))
    for page in asked:
        assert page.status_code == 422
        assert "Pick the file once more." in page.text
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"MZ\x90\x00" + b"\x00" * 6 * 1024 * 1024, 413, "larger than 5 MB"),
        (b"\x7fELF\x00 small", 422, "isn’t a GPX, TCX or CSV file"),
        (b'<!DOCTYPE gpx [<!ENTITY a "a">]><gpx>&a;</gpx>', 422, "document type or entities"),
        (b"", 422, "This file is empty."),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, content: bytes, status: int, words: str
) -> None:
    page = upload(signed_in(cal), content)
    assert page.status_code == status
    assert words in page.text


def test_what_a_file_says_is_shown_as_text(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    page = upload(signed_in(cal), b"date,km,minutes\n<script>alert(1)</script>,5,30\n")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_no_file_picked_is_said_by_the_field(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    page = signed_in(cal).post(FILE, {})
    assert (page.status_code, "Pick the file first." in page.text) == (422, True)


def test_today_leads_to_the_run_log_for_those_who_run(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    client = signed_in(cal)
    today, progress = reverse("portal:today"), reverse("portal:progress")
    assert f'href="{RUNNING}"' in client.get(today).text
    assert f'href="{RUNNING}"' in client.get(progress).text
    Episode.objects.update(is_runner=False)
    assert f'href="{RUNNING}"' not in client.get(today).text
    assert f'href="{RUNNING}"' not in client.get(progress).text


def test_the_page_asks_as_often_for_one_run_as_for_three_hundred(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    client = signed_in(cal)
    RunFactory.create(episode=cal_episode)
    with CaptureQueriesContext(connection) as one:
        client.get(RUNNING)
    for back in range(300):
        RunFactory.create(episode=cal_episode, on=on - timedelta(days=back % 80), pain=back % 6)
    with CaptureQueriesContext(connection) as many:
        page = client.get(RUNNING)
    assert len(one) == len(many) <= 10
    assert len(page.content) < 60 * 1024


def test_my_data_holds_my_runs(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    run = RunFactory.create(episode=cal_episode)
    kept = signed_in(cal).get(reverse("portal:me-data")).json()["runs"]
    assert [each["uuid"] for each in kept] == [str(run.uuid)]


def test_a_phone_that_sends_a_kept_run_gets_its_answer_as_data_and_twice_is_once(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    client, form = signed_in(cal), sent(on)
    answers = [client.post(RUNNING, form, headers={"accept": "application/json"}) for _ in range(2)]
    assert [answer.json()["id"] for answer in answers] == [form["ident"]] * 2
    assert Run.objects.count() == 1
    wrong = client.post(RUNNING, sent(on, minutes="0"), headers={"accept": "application/json"})
    assert (wrong.status_code, "How long?" in wrong.json()["errors"][0]) == (422, True)
