"""The programme on paper: everything that is done at home, whose it is on each page, nothing personal in the code."""

import contextlib
import html
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.portal import checks, pdf
from clinic.portal import sheet as sheets
from clinic.portal.exercise import STOP_IF
from clinic.portal.qr import qr_svg
from clinic.portal.sheet import days_words
from patients.models import Patient
from programmes.models import Exercise, Programme, Row
from programmes.services import load_library
from tests.factories import ExerciseFactory, RedFlagFactory, RowFactory

SignIn = Callable[[User | Patient], Client]
SHEET, SHEET_PDF = reverse("portal:sheet"), reverse("portal:sheet-pdf")


def text(page: Any) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def unpacked(whole: bytes) -> bytes:
    """A PDF with its packed parts opened."""
    parts = [whole]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", whole, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(packed))
    return b"\n".join(parts)


@pytest.fixture
def told(programme: Programme) -> Programme:
    """Cal's programme with the library's own words in it."""
    Row.objects.all().delete()
    Exercise.objects.all().delete()
    load_library()
    phase = programme.phases.get()

    for slug, days in (("bridge", [0, 2, 4]), ("wall-sit", [0, 1, 2, 3, 4, 5, 6])):
        RowFactory.create(phase=phase, exercise=Exercise.objects.get(slug=slug), days=days, load="green band")
    return programme


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0, 2, 4], "Monday, Wednesday and Friday"),
        ([5], "Saturday"),
        ([6, 1], "Tuesday and Sunday"),
        (list(range(7)), "every day"),
        ([], ""),
        ([9], ""),
    ],
)
def test_days_are_told_as_people_say_them(days: list[int], words: str) -> None:
    assert days_words(days) == words


def test_the_sheet_says_what_to_do_when_why_and_when_to_stop(told: Programme, cal: Patient, signed_in: SignIn) -> None:
    page = signed_in(cal).get(SHEET)
    words = text(page)
    row = told.current_rows()[0]
    for step in row.exercise.content["steps"]:
        assert step in words
    for said in (
        row.dose,
        "Monday, Wednesday and Friday",
        "every day",
        "green band",
        row.exercise.content["why"],
        "Keep the pain at 3 or less.",
        STOP_IF,
        "Call NHS 111",
        "Ring us on 0161 496 0000",
        "Week 4",
        "Cal Morgan, born",
        "by Cal Morgan",
    ):
        assert said in words
    assert page.content.decode().count("side-by-side") == 2
    assert re.findall(r"<h1[ >]", page.content.decode()) == ["<h1>"]


def test_the_code_leads_to_the_portal_and_names_nobody(told: Programme, settings: Any) -> None:
    settings.SITE_URL = "https://clinic.example/"
    made = sheets.sheet_of(Programme.objects.whole().get())
    assert made.address == "https://clinic.example/portal/"
    assert made.qr == qr_svg(made.address, ident="qr", title="Code for your phone’s camera: it opens your portal")


def test_a_code_is_square_with_a_quiet_margin_and_three_eyes() -> None:
    drawn = qr_svg("https://clinic.example/portal/", ident="qr", title="A code")
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', drawn)[1])  # type: ignore[index]
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1", drawn)}
    assert all(4 <= x < size - 4 and 4 <= y < size - 4 for x, y in dark)
    for left, top in ((4, 4), (size - 11, 4), (4, size - 11)):
        assert all((left + step, top) in dark and (left, top + step) in dark for step in range(7))
        assert (left + 1, top + 1) not in dark


def test_retired_rows_and_other_phases_stay_off_the_paper(told: Programme, cal: Patient, signed_in: SignIn) -> None:
    RowFactory.create(phase=told.phases.get(), exercise=ExerciseFactory.create(name="Gone by now"), retired_in=2)
    assert "Gone by now" not in text(signed_in(cal).get(SHEET))


def test_an_open_red_flag_stands_first_on_the_patients_sheet(told: Programme, cal: Patient, signed_in: SignIn) -> None:
    assert "Pain is your guide" in text(signed_in(cal).get(SHEET))
    RedFlagFactory.create(patient=cal)
    page = signed_in(cal).get(SHEET)
    words = text(page)
    safety = page.wsgi_request.safety  # type: ignore[attr-defined]
    assert words.index(safety.title) < words.index("Pain is your guide")


def test_nobody_else_prints_it(told: Programme, dee: Patient, bea: User, cal: Patient, signed_in: SignIn) -> None:
    staff = [reverse(f"staff:programme-sheet{kind}", args=[told.uuid]) for kind in ("", "-pdf")]
    for person, addresses in ((dee, [SHEET, SHEET_PDF, *staff]), (bea, [SHEET, *staff]), (cal, staff)):
        for address in addresses:
            assert signed_in(person).get(address).status_code == 404, address
    for address in (SHEET, SHEET_PDF, *staff):
        assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_the_physio_prints_it_from_the_chart(told: Programme, ana: User, signed_in: SignIn) -> None:
    address = reverse("staff:programme-sheet", args=[told.uuid])
    chart = signed_in(ana).get(reverse("staff:chart", args=[told.episode.patient.uuid]))
    assert address in chart.content.decode()
    assert "Printed 24 November 2026 by Ana Reyes" in text(signed_in(ana).get(address))


def test_an_ended_programme_is_no_sheet_of_the_portal(told: Programme, cal: Patient, signed_in: SignIn) -> None:
    told.state = Programme.State.ENDED
    told.save()
    assert signed_in(cal).get(SHEET).status_code == 404


def test_without_pango_the_button_is_hidden_and_the_check_says_why(
    told: Programme, cal: Patient, ana: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "Pango is not installed."
    monkeypatch.setattr(pdf, "pdf_missing", lambda: why)
    monkeypatch.setattr(checks, "pdf_missing", lambda: why)
    assert SHEET_PDF not in signed_in(cal).get(SHEET).content.decode()
    assert signed_in(cal).get(SHEET_PDF).status_code == 404
    assert signed_in(ana).get(reverse("staff:programme-sheet-pdf", args=[told.uuid])).status_code == 404
    (hint,) = checks.sheet_as_pdf()
    assert why in hint.msg
    with pytest.raises(RuntimeError, match="Pango"):
        pdf.pdf_of("<p>Hello</p>", files={})
    call_command("check", fail_level="WARNING")


def test_the_pdf_is_tagged_and_its_pictures_are_named(told: Programme, cal: Patient, signed_in: SignIn) -> None:
    """Where PDF can't be made on this machine, its address is not there."""
    answer = signed_in(cal).get(SHEET_PDF)
    if not pdf.pdf_ready():
        assert answer.status_code == 404
        return
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="programme-2026-11-10.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-1.7")
    inside = unpacked(answer.content)
    assert b"pdfuaid:part" in inside
    assert b"/StructTreeRoot" in inside
    for named in ("Bridge", "Wall sit"):
        assert re.search(rb"/Alt \(" + named.encode(), inside), named
    assert SHEET_PDF in signed_in(cal).get(SHEET).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "https://elsewhere.example/a.css",
        f"{pdf.NOWHERE}/static/../settings.py",
        f"{pdf.NOWHERE}/static/css/none.css",
        f"{pdf.NOWHERE}/portal/me/data.json",
    ],
)
def test_a_pdf_fetches_nothing_but_the_files_of_the_house(address: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        pdf._Shelf({})(address)


def test_a_pdf_finds_style_sheets_among_the_static_files() -> None:
    assert pdf._static_file("/static/css/sheet.css") == Path("clinic/static/css/sheet.css").resolve()
