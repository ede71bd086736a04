"""Files of runs: what a file is decides what stands in it; good lines are kept, bad ones named, sly ones refused."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.runs import MOST_BYTES, MOST_RUNS, FileRefused, FileRun, FileTooLarge, RunFile, read_file, readers
from programmes.runs.gpx import MOST_POINTS

LONDON = ZoneInfo("Europe/London")
SUNDAY = date(2026, 11, 22)


def read(content: str | bytes) -> RunFile:
    return read_file(BytesIO(content.encode() if isinstance(content, str) else content), LONDON)


def csv(*lines: str, header: str = "date,distance_km,minutes") -> RunFile:
    return read("\n".join((header, *lines)))


def trackpoint(lat: str, at: str) -> str:
    return f'<trkpt lat="{lat}" lon="-2.23"><ele>40</ele><time>{at}</time></trkpt>'


def gpx(*tracks: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<gpx xmlns="http://www.topografix.com/GPX/1/1">{"".join(tracks)}</gpx>'


# 0.01 degrees of latitude on a sphere of 6,371.0088 km are 1.11195 km.
RUN = (
    f"<trk><name>Canal</name><type>running</type><trkseg>{trackpoint('53.40', '2026-11-22T08:00:00Z')}"
    f"{trackpoint('53.41', '2026-11-22T08:06:00Z')}{trackpoint('53.42', '2026-11-22T08:12:30Z')}</trkseg></trk>"
)


def lap(seconds: str, metres: str) -> str:
    inner = "<Track><Trackpoint><DistanceMeters>99999</DistanceMeters></Trackpoint></Track>"
    return (
        f'<Lap StartTime="2026-11-22T08:00:00Z"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters>{inner}</Lap>"
    )


def tcx(*laps: str, sport: str = "Running") -> str:
    return (
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Id>2026-11-22T08:00:00Z</Id>{"".join(laps)}</Activity></Activities>'
        "</TrainingCenterDatabase>"
    )


def test_three_kinds_are_found_by_themselves() -> None:
    assert sorted(reader.key for reader in readers()) == ["csv", "gpx", "tcx"]


@pytest.mark.parametrize(
    ("header", "line", "km", "minutes"),
    [
        ("date,distance_km,minutes", "2026-11-22,5.25,28.5", "5.25", "28.5"),
        ("Date;Distance (km);Duration", "22/11/2026;5,25;28:30", "5.25", "28.5"),
        ("date\tmiles\ttime", "2026-11-22 08:10:33\t3.1\t1:05:30", "4.99", "65.5"),
        ("Activity Date,Type,Distance (m),Time (s)", '22.11.2026,Trail Run,"5,250.4",1710', "5.25", "28.5"),
        ("day,min,kilometres", "22/11/2026,30,7", "7.00", "30.0"),
    ],
)
def test_a_table_is_read_however_it_is_parted_and_whatever_its_units(
    header: str, line: str, km: str, minutes: str
) -> None:
    (run,) = csv(line, header=header).runs
    assert (run.on, run.distance_km, run.minutes) == (SUNDAY, Decimal(km), Decimal(minutes))


def test_what_a_table_says_of_pain_and_effort_comes_along() -> None:
    header = "date,km,minutes,rpe,pain,pain next morning,hills,walk breaks"
    (run,) = csv("2026-11-22,5,30,4,0,,yes,no", header=header).runs
    assert (run.rpe, run.pain, run.pain_morning, run.hills, run.walk_breaks) == (4, 0, None, True, False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("11/22/2026,5,30", "“11/22/2026” isn’t a day"),
        ("yesterday,5,30", "isn’t a day"),
        ("2026-11-22,far,30", "“far” isn’t a number"),
        ("2026-11-22,,30", "The distance is missing"),
        ("2026-11-22,5", "The time is missing"),
        ("2026-11-22,5,1:75:00", "isn’t a time"),
        ("2026-11-22,0,30", "More than 0"),
        ("2026-11-22,161,30", "160 km at most"),
        ("2026-11-22,-5,30", "More than 0"),
        ("2026-11-22,5,0", "From 1 to 1440 minutes"),
        ("2026-11-22,1e999,30", "160 km at most"),
        ("2026-11-22,NaN,30", "isn’t a number"),
        ("=cmd|' /C calc'!A0,5,30", "isn’t a day"),
    ],
)
def test_a_bad_line_is_named_with_its_reason_and_the_good_ones_stay(line: str, words: str) -> None:
    found = csv("2026-11-20,4,25", line, "", "2026-11-22,5,30")
    assert [run.line for run in found.runs] == [2, 5]
    ((number, why),) = [(bad.line, bad.why) for bad in found.bad]
    assert number == 3
    assert words in why


@pytest.mark.parametrize(
    "header", ["date,distance,minutes", "date,minutes", "when,how far,how long", "hello", "date;km"]
)
def test_a_table_that_does_not_name_day_distance_with_unit_and_time_is_refused(header: str) -> None:
    with pytest.raises(FileRefused, match="first line has to name the columns"):
        csv("2026-11-22,5,30", header=header)


def test_a_ride_is_no_run() -> None:
    found = csv("2026-11-22,20,60,Ride", "2026-11-22,5,30,Run", header="date,km,minutes,type")
    assert [run.line for run in found.runs] == [3]
    assert found.bad[0].why == "This is no run: Ride."


def test_a_track_is_measured_from_point_to_point() -> None:
    (run,) = read(gpx(RUN)).runs
    assert (run.on, run.distance_km, run.minutes) == (SUNDAY, Decimal("2.22"), Decimal("12.5"))


def test_a_pause_between_two_segments_counts_for_neither_distance_nor_time() -> None:
    second = (
        f"<trkseg>{trackpoint('53.50', '2026-11-22T09:00:00Z')}{trackpoint('53.51', '2026-11-22T09:06:00Z')}</trkseg>"
    )
    (run,) = read(gpx(RUN.replace("</trk>", f"{second}</trk>"))).runs
    assert (run.distance_km, run.minutes) == (Decimal("3.34"), Decimal("18.5"))


def test_a_run_after_midnight_in_summer_is_on_the_day_of_the_clinic() -> None:
    late = RUN.replace("2026-11-22T08", "2026-07-01T23")
    assert read(gpx(late)).runs[0].on == date(2026, 7, 2)


def test_tracks_that_are_no_runs_are_named_by_their_place_in_the_file() -> None:
    planned = '<trk><trkseg><trkpt lat="53.4" lon="-2.2"/></trkseg></trk>'
    found = read(gpx(RUN.replace("running", "cycling"), planned, RUN))
    assert [run.line for run in found.runs] == [3]
    assert [(bad.line, bad.why.split(".")[0]) for bad in found.bad] == [
        (1, "This is no run: cycling"),
        (2, "This track has no times"),
    ]


def test_the_laps_of_an_activity_are_added_up() -> None:
    (run,) = read(tcx(lap("600", "2000.5"), lap("330.4", "1000"))).runs
    assert (run.on, run.distance_km, run.minutes) == (SUNDAY, Decimal("3.00"), Decimal("15.5"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (tcx(lap("600", "2000"), sport="Biking"), "This is no run: Biking."),
        (tcx(lap("600", "a lot")), "“a lot” isn’t a number."),
        (tcx(), "The day"),
    ],
)
def test_an_activity_that_is_no_run_is_named(content: str, why: str) -> None:
    found = read(content.replace("<Id>2026-11-22T08:00:00Z</Id>", "") if why == "The day" else content)
    assert found.runs == []
    assert why in found.bad[0].why


NESTED = "<!DOCTYPE gpx [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>" for inner, name in pairwise("abcdefghij")
)
LAUGHS = '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY file SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [LAUGHS, f"{NESTED}]>", OUTSIDE, '<!DOCTYPE gpx SYSTEM "http://example.org/gpx.dtd">'])
def test_a_file_with_entities_or_a_document_type_is_refused(head: str) -> None:
    with pytest.raises(FileRefused, match="document type or entities"):
        read(gpx(RUN.replace("Canal", "&b;"), head=head))


def test_a_file_nested_without_end_is_refused() -> None:
    with pytest.raises(FileRefused, match="nested too deeply"):
        read(f"<gpx>{'<a>' * 100_000}")


@pytest.mark.parametrize(
    "content",
    ["<gpx>", gpx(RUN)[:-9], "<gpx></gpy>", "<gpx>\x01</gpx>", '<?xml version="1.0" encoding="nonsense"?><gpx/>'],
)
def test_a_broken_file_is_refused_with_a_sentence(content: str) -> None:
    with pytest.raises(FileRefused, match="broken"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00" + b"\x00" * 900, b"\x7fELF\x02\x00", b"PK\x03\x04\x00\x00", b"%PDF-1.7\n\x00", b"<html></html>"],
)
def test_what_is_no_file_of_runs_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(FileRefused, match="isn’t a GPX, TCX or CSV file"):
        read(content)


@pytest.mark.parametrize("content", ["", "date,km,minutes\n", gpx(), "<TrainingCenterDatabase/>"])
def test_a_file_without_a_run_says_so(content: str) -> None:
    with pytest.raises(FileRefused, match=r"empty|no run"):
        read(content)


def test_an_open_quotation_mark_is_refused() -> None:
    with pytest.raises(FileRefused, match="quotation mark"):
        csv('2026-11-22,5,"30')


def test_a_file_over_the_limit_is_refused_before_it_is_read_to_its_end() -> None:
    endless = BytesIO(b"MZ" + b"\x00" * (30 * 1024 * 1024))
    with pytest.raises(FileTooLarge, match="larger than 5 MB"):
        read_file(endless, LONDON)
    assert endless.tell() < MOST_BYTES + 1024 * 1024


def test_a_million_points_are_refused_by_the_size_of_their_file() -> None:
    points = "".join(f'<trkpt lat="53.{n % 10}" lon="-2.2"/>' for n in range(1_000_000))
    with pytest.raises(FileTooLarge, match="larger than 5 MB"):
        read(f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>")


def test_a_small_file_of_very_many_points_is_refused_by_their_number() -> None:
    content = f"<gpx><trk><trkseg>{'<trkpt/>' * (MOST_POINTS + 1)}</trkseg></trk></gpx>"
    assert len(content) < MOST_BYTES
    with pytest.raises(FileRefused, match="more than 500,000 points"):
        read(content)


def test_more_runs_than_one_import_takes_are_refused() -> None:
    with pytest.raises(FileTooLarge, match=f"{MOST_RUNS:,}"):
        csv(*["2026-11-22,5,30"] * (MOST_RUNS + 1))


def told(content: bytes) -> tuple[list[str], list[FileRun]]:
    """Every sentence about a file, and its runs."""
    try:
        found = read(content)
    except FileRefused as refusal:
        return [str(refusal)], []
    return [bad.why for bad in found.bad], found.runs


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    for start in (b"", b"<gpx>", b"<TrainingCenterDatabase>", b"date,km,minutes\n"):
        sentences, runs = told(start + content)
        assert sentences or runs
        assert all(sentence.endswith(".") for sentence in sentences)
        assert all(0 < run.distance_km <= 160 and 1 <= run.minutes <= 1440 for run in runs)
