"""A red flag's life: raised by a draft, followed save by save, taken back or cleared, never twice open."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connections
from pytest_django import DjangoAssertNumQueries as AtMost

from assessments import redflags
from assessments.models import Examination, RedFlag
from assessments.models.redflag import LONGEST_REASON, TAKEN_BACK
from assessments.redflags import Level
from assessments.services import follow_red_flags, open_red_flags
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import NINE, EpisodeFactory, ExaminationFactory, PhysioFactory, RedFlagFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(minutes=5)


@dataclass(frozen=True)
class Hit:
    """A rule met, at its own level unless the test says another."""

    rule: redflags.RedFlag
    level: Level
    inputs: tuple[str, ...]


def hit(rule: str, *inputs: str, level: Level | None = None) -> Hit:
    known = redflags.BY_ID[rule]
    return Hit(known, level or known.level, inputs or ("S31",))


@pytest.fixture
def note(ana: User, cal_episode: Episode) -> Examination:
    made: Examination = ExaminationFactory.create(episode=cal_episode, author=ana)
    return made


@pytest.fixture
def bens_note(ben: User, cal_episode: Episode) -> Examination:
    made: Examination = ExaminationFactory.create(episode=cal_episode, author=ben)
    return made


def save(note: Examination, *hits: Hit, by: Any = None, now: datetime = NINE) -> list[RedFlag]:
    return follow_red_flags(examination=note, hits=hits, by=by or note.author, now=now)


def sign(note: Examination) -> None:
    note.signed_at, note.signed_by, note.signed_as = NINE, note.author, "Ana Reyes, PH12345"
    note.save()


class TestFollowingADraft:
    def test_each_hit_opens_one_flag_with_the_fields_that_met_it(self, note: Examination) -> None:
        for _ in range(3):
            save(note, hit("RF10", "S15"), hit("RF25", "S21", "O02"))
        flags = {flag.rule: flag for flag in RedFlag.objects.all()}
        assert sorted(flags) == ["RF10", "RF25"]
        kept = flags["RF25"]
        assert (kept.source, kept.examination, kept.fields, kept.opened_at) == (
            "examination",
            note,
            ["S21", "O02"],
            NINE,
        )

    def test_the_answer_is_what_stands_open_the_worst_first(self, note: Examination) -> None:
        assert [flag.rule for flag in save(note, hit("RF17"), hit("RF01"), hit("RF10"))] == ["RF01", "RF10", "RF17"]

    def test_a_finding_unticked_before_signing_takes_its_flag_back_in_the_editors_name(
        self, note: Examination, ben: User
    ) -> None:
        save(note, hit("RF10"))
        save(note, by=ben, now=LATER)
        flag = RedFlag.objects.get()
        assert (flag.cleared_at, flag.cleared_by, flag.cleared_why) == (LATER, ben, TAKEN_BACK)
        assert flag.is_taken_back
        assert not RedFlag.objects.cleared().exists()

    def test_ticked_again_it_is_a_new_flag_and_the_old_one_stays_in_history(self, note: Examination) -> None:
        for found in ([hit("RF10")], [], [hit("RF10")]):
            save(note, *found)
        assert [flag.is_open for flag in RedFlag.objects.order_by("pk")] == [False, True]

    def test_nothing_is_taken_back_once_the_note_is_signed(self, note: Examination) -> None:
        save(note, hit("RF10"))
        sign(note)
        save(note)
        assert RedFlag.objects.get().is_open

    def test_a_flag_of_the_enquiry_is_not_taken_back_by_a_note(self, note: Examination, cal: Patient) -> None:
        RedFlagFactory.create(patient=cal, source="enquiry", inputs={"RF10": True})
        save(note, hit("RF10"))
        save(note)
        assert RedFlag.objects.get().is_open

    def test_a_flag_that_the_patient_named_too_outlives_the_drafts_finding(
        self, note: Examination, cal: Patient
    ) -> None:
        save(note, hit("RF10"))
        open_red_flags(patient=cal, answers={"RF10": True}, source="check_in", now=LATER)
        save(note)
        assert RedFlag.objects.get().is_open

    def test_a_flag_that_two_drafts_found_stays_until_neither_finds_it(
        self, note: Examination, bens_note: Examination
    ) -> None:
        save(note, hit("RF10"))
        save(bens_note, hit("RF10"))
        save(note)
        assert RedFlag.objects.get().is_open
        save(bens_note)
        assert RedFlag.objects.get().is_open
        save(note)
        assert RedFlag.objects.get().is_taken_back

    def test_another_patients_flags_are_left_alone(self, note: Examination, dee: Patient) -> None:
        hers = RedFlagFactory.create(patient=dee, rule="RF10")
        save(note, hit("RF10"))
        save(note)
        hers.refresh_from_db()
        assert hers.is_open

    def test_the_level_follows_upward_while_open_and_never_down(self, note: Examination) -> None:
        save(note, hit("RF21", level=Level.URGENT))
        save(note, hit("RF21", level=Level.EMERGENCY), now=LATER)
        save(note, hit("RF21", level=Level.SAME_DAY))
        flag = RedFlag.objects.get()
        assert flag.level == "emergency"
        assert flag.inputs["raised"] == [
            {"from": "urgent", "to": "emergency", "at": LATER.isoformat(), "in": str(note.uuid)}
        ]

    def test_the_fields_follow_the_draft(self, note: Examination) -> None:
        save(note, hit("RF10", "S31"))
        save(note, hit("RF10", "S15"))
        assert RedFlag.objects.get().fields == ["S15"]

    def test_the_queries_do_not_grow_with_the_flags(
        self, note: Examination, django_assert_max_num_queries: AtMost
    ) -> None:
        note = Examination.objects.select_related("episode__patient").get(pk=note.pk)
        every = [hit(rule) for rule in redflags.BY_ID]
        for found in (every[:1], every[1:], []):
            with django_assert_max_num_queries(9):
                save(note, *found)
        assert RedFlag.objects.count() == len(every)


class TestAfterAClinicianCleared:
    def test_the_same_finding_of_the_same_note_stays_cleared(self, note: Examination, ana: User) -> None:
        save(note, hit("RF10", "S15"))
        RedFlag.objects.get().clear(by=ana, why="Straightens fully.", at=LATER)
        assert save(note, hit("RF10", "S15")) == []
        sign(note)
        assert save(note, hit("RF10", "S15")) == []

    def test_so_does_one_that_the_enquiry_had_raised_before(self, note: Examination, ana: User, cal: Patient) -> None:
        RedFlagFactory.create(patient=cal, source="enquiry", inputs={"RF10": True})
        save(note, hit("RF10", "S15"))
        RedFlag.objects.get().clear(by=ana, why="Straightens fully.", at=LATER)
        assert save(note, hit("RF10", "S15")) == []

    def test_a_finding_made_after_the_clearing_opens_it_anew(self, note: Examination, ana: User, cal: Patient) -> None:
        RedFlagFactory.create(patient=cal, source="enquiry").clear(by=ana, why="Straightens fully.", at=NINE)
        assert [flag.rule for flag in save(note, hit("RF10", "S15"))] == ["RF10"]

    @pytest.mark.parametrize("news", [hit("RF25", "S21", "O02", "S03"), hit("RF25", "S21", level=Level.EMERGENCY)])
    def test_more_findings_or_a_worse_level_are_news(self, note: Examination, ana: User, news: Hit) -> None:
        save(note, hit("RF25", "S21", "O02"))
        RedFlag.objects.get().clear(by=ana, why="No bleed, seen by the GP.", at=LATER)
        assert [flag.rule for flag in save(note, news)] == ["RF25"]

    def test_a_new_note_may_open_it_anew(self, note: Examination, bens_note: Examination, ana: User) -> None:
        save(note, hit("RF10"))
        RedFlag.objects.get().clear(by=ana, why="Straightens fully.", at=LATER)
        assert [flag.examination for flag in save(bens_note, hit("RF10"))] == [bens_note]


class TestClearing:
    @pytest.mark.parametrize("role", ["desk", "patient"])
    def test_only_a_clinician_clears(self, cal: Patient, role: str) -> None:
        flag = RedFlagFactory.create(patient=cal)
        with pytest.raises(ValidationError, match="Only a registered physio"):
            flag.clear(by=UserFactory.create(role=role), why="Looks fine.", at=NINE)
        assert RedFlag.objects.open().get() == flag

    def test_a_student_does_not_clear(self, cal: Patient, ana: User) -> None:
        flag = RedFlagFactory.create(patient=cal)
        with pytest.raises(ValidationError, match="Only a registered physio"):
            flag.clear(by=UserFactory.create(role="physio", supervisor=ana), why="Looks fine.", at=NINE)

    @pytest.mark.parametrize("why", ["", "  \n ", "w" * (LONGEST_REASON + 1)])
    def test_a_reason_is_given_and_fits(self, cal: Patient, ana: User, why: str) -> None:
        flag = RedFlagFactory.create(patient=cal)
        with pytest.raises(ValidationError) as refused:
            flag.clear(by=ana, why=why, at=NINE)
        assert list(refused.value.message_dict) == ["cleared_why"]
        assert RedFlag.objects.open().exists()

    def test_the_first_ones_name_and_reason_stay(self, cal: Patient, ana: User, ben: User) -> None:
        flag = RedFlagFactory.create(patient=cal)
        in_bens_tab = RedFlag.objects.get(pk=flag.pk)
        flag.clear(by=ana, why="Straightens fully.", at=NINE)
        with pytest.raises(ValidationError, match="cleared already"):
            in_bens_tab.clear(by=ben, why="Mine.", at=LATER)
        flag.refresh_from_db()
        assert (flag.cleared_by, flag.cleared_why, flag.cleared_at) == (ana, "Straightens fully.", NINE)


@pytest.mark.django_db(transaction=True, available_apps=[app.name for app in apps.get_app_configs()])
def test_two_saves_at_once_open_one_flag() -> None:
    episode = EpisodeFactory.create(lead=PhysioFactory.create())
    notes = [ExaminationFactory.create(episode=episode) for _ in range(6)]
    start = Barrier(len(notes))

    def press(note: Examination) -> int:
        try:
            start.wait(timeout=30)
            return len(save(note, hit("RF10")))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(notes)) as pool:
        assert list(pool.map(press, notes)) == [1] * len(notes)
    assert RedFlag.objects.count() == 1
