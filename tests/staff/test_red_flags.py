"""Ana meets a red flag: on the chart, in her day, in the timeline; she clears it, and writes the letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AtMost

from assessments.models import EscalationLetter, Examination, RedFlag
from assessments.models.redflag import TAKEN_BACK
from assessments.redflags.findings import hits
from assessments.services import draft_letter, follow_red_flags
from clinic.accounts.models import User
from clinic.timeline import timeline
from patients.models import Episode, Patient
from tests.factories import (
    NINE,
    EpisodeFactory,
    EscalationLetterFactory,
    ExaminationFactory,
    PatientFactory,
    PhysioFactory,
    RedFlagFactory,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]
SENT = {
    "send": "1",
    "addressee": "A&E, Manchester Royal Infirmary",
    "history": "Locked since this morning.",
    "findings": "Cannot straighten.",
    "scores": "",
    "phoned_at": "2026-11-24T08:40",
    "phoned_whom": "Dr Shah",
    "patient_copy_given": "True",
    "safety_net_given": "True",
}


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def desk(ana: User, signed_in: SignIn) -> Client:
    return signed_in(ana)


@pytest.fixture
def note(ana: User, cal_episode: Episode) -> Examination:
    made: Examination = ExaminationFactory.create(
        episode=cal_episode, author=ana, findings={"S15": ["true_locking"], "S31": ["none"]}
    )
    follow_red_flags(examination=made, hits=hits(made.findings, on=NINE.date()), by=ana, now=NINE)
    return made


@pytest.fixture
def flag(note: Examination) -> RedFlag:
    return RedFlag.objects.get()


@pytest.fixture
def letter(flag: RedFlag, ana: User) -> EscalationLetter:
    return draft_letter(red_flag=flag, by=ana, now=NINE)


def chart_of(client: Client, patient: Patient) -> str:
    return client.get(reverse("staff:chart", args=[patient.uuid])).content.decode()


class TestTheChart:
    def test_says_level_rule_action_what_met_it_since_when_and_from_where(
        self, desk: Client, cal: Patient, flag: RedFlag
    ) -> None:
        page = chart_of(desk, cal)
        for words in (
            "Same day: RF10",
            "Locked knee: cannot be straightened actively or passively.",
            "Acute knee or fracture clinic today.",
            "Mechanical: true locking (cannot straighten)",
            "Tue 24 Nov 2026, 09:00",
            "first examination (draft)",
            "Nothing is stepped up while it is open.",
        ):
            assert words in page
        assert page.index("Same day: RF10") < page.index("chart-head__name")

    def test_shows_a_colleagues_flag_without_a_way_into_the_draft(
        self, ben: User, signed_in: SignIn, cal: Patient, note: Examination
    ) -> None:
        page = chart_of(signed_in(ben), cal)
        assert "Same day: RF10" in page
        assert reverse("staff:examination", args=[note.uuid]) not in page

    def test_has_the_worst_flag_on_top_and_says_what_was_raised(self, desk: Client, cal: Patient) -> None:
        steps = [{"from": "same_day", "to": "emergency", "at": NINE.isoformat(), "in": "a note"}]
        RedFlagFactory.create(patient=cal, rule="RF24", level="routine", opened_at=NINE - timedelta(days=3))
        RedFlagFactory.create(patient=cal, rule="RF21", level="emergency", inputs={"raised": steps})
        page = chart_of(desk, cal)
        assert page.index("Emergency now: RF21") < page.index("Routine: RF24")
        assert "Raised from same day." in page
        assert page.count("Nothing is stepped up") == 1

    def test_costs_the_same_with_one_flag_and_with_many(
        self, desk: Client, cal_episode: Episode, flag: RedFlag, django_assert_max_num_queries: AtMost
    ) -> None:
        cal = cal_episode.patient
        chart_of(desk, cal)
        with django_assert_max_num_queries(60) as one:
            chart_of(desk, cal)
        for rule in ("RF01", "RF05", "RF17", "RF22"):
            theirs = ExaminationFactory.create(episode=cal_episode)
            made = RedFlagFactory.create(patient=cal, rule=rule, examination=theirs)
            EscalationLetterFactory.create(red_flag=made)
        with django_assert_max_num_queries(len(one)):
            chart_of(desk, cal)


class TestClearing:
    def test_a_reason_that_is_too_long_comes_back_as_typed_by_its_field(self, desk: Client, flag: RedFlag) -> None:
        why = "seen " * 100 + "<b>today</b>"
        answer = desk.post(reverse("staff:clear-red-flag", args=[flag.uuid]), {"why": why})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "seen seen" in page
        assert "&lt;b&gt;today&lt;/b&gt;</textarea>" in page
        assert "Keep the reason to 400 letters. It has 512 now." in page
        assert f'href="#clear-{flag.uuid}-why"' in page
        assert "<details" in page.split("flag__clear")[0][-20:]
        flag.refresh_from_db()
        assert flag.is_open

    def test_an_empty_reason_is_asked_for_at_this_flag_alone(self, desk: Client, cal: Patient, flag: RedFlag) -> None:
        RedFlagFactory.create(patient=cal, rule="RF01", level="emergency")
        answer = desk.post(reverse("staff:clear-red-flag", args=[flag.uuid]), {"why": " "})
        assert answer.status_code == 422
        assert answer.content.decode().count('class="field__error"') == 1

    def test_pressed_again_it_is_cleared_once(self, desk: Client, flag: RedFlag, ana: User) -> None:
        url = reverse("staff:clear-red-flag", args=[flag.uuid])
        for why in ("Straightens fully.", "Straightens fully.", "Another tab."):
            assert desk.post(url, {"why": why}).status_code == 302
        flag.refresh_from_db()
        assert (flag.cleared_by, flag.cleared_why) == (ana, "Straightens fully.")


class TestTheLetter:
    def test_is_begun_once_from_the_chart_and_listed_there(self, desk: Client, cal: Patient, flag: RedFlag) -> None:
        url = reverse("staff:begin-letter", args=[flag.uuid])
        first, again = desk.post(url), desk.post(url)
        assert first["Location"] == again["Location"]
        page = chart_of(desk, cal)
        assert "Finish the letter about RF10" in page
        assert "Draft by Ana Reyes" in page

    def test_of_a_closed_flag_is_refused_with_a_sentence(self, desk: Client, flag: RedFlag, ana: User) -> None:
        flag.clear(by=ana, why="Straightens fully.", at=NINE)
        answer = desk.post(reverse("staff:begin-letter", args=[flag.uuid]), follow=True)
        assert "no new letter is drafted" in answer.content.decode()

    def test_shows_the_draft_with_its_words_counted(self, desk: Client, letter: EscalationLetter) -> None:
        page = desk.get(reverse("staff:letter", args=[letter.uuid])).content.decode()
        count = len(letter.history.split())
        for words in ("Same day (S), RF10", "Cal Morgan", "27 Mar 1991", f"120 words at most. These are {count}."):
            assert words in page
        assert page.count("<h1") == 1

    def test_that_lacks_something_comes_back_with_every_word(self, desk: Client, letter: EscalationLetter) -> None:
        typed = {**SENT, "history": "word " * 130, "phoned_whom": "<script>alert(1)</script>", "addressee": ""}
        answer = desk.post(reverse("staff:letter", args=[letter.uuid]), typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "It has 130 now." in page
        assert "word word word" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert 'value="2026-11-24T08:40"' in page

    @pytest.mark.parametrize(
        ("part", "typed", "sentence"),
        [
            ("phoned_at", "2026-11-24T09:01", "can&#x27;t be in the future"),
            ("phoned_at", "this morning", "Give day and time of the call"),
            ("phoned_at", "", "is telephoned first"),
            ("addressee", "a" * 10_000, "Keep it to 200 letters."),
            ("patient_copy_given", "perhaps", "perhaps is not one of the available choices"),
            ("safety_net_given", "", "Say whether safety-net advice was given."),
        ],
    )
    def test_says_by_the_field_what_is_wrong(
        self, desk: Client, letter: EscalationLetter, part: str, typed: str, sentence: str
    ) -> None:
        answer = desk.post(reverse("staff:letter", args=[letter.uuid]), {**SENT, part: typed})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert page.count('class="field__error"') == 1
        assert EscalationLetter.objects.drafts().exists()

    def test_is_sent_once_however_often_it_is_pressed(
        self, desk: Client, cal: Patient, letter: EscalationLetter, ana: User
    ) -> None:
        url = reverse("staff:letter", args=[letter.uuid])
        assert [desk.post(url, SENT).status_code for _ in range(3)] == [302, 302, 302]
        sent = EscalationLetter.objects.get()
        assert (sent.sent_by, sent.phoned_at) == (ana, NINE - timedelta(minutes=20))
        page = desk.get(url).content.decode()
        assert "Kept as sent" in page
        assert "<form" not in page.split("<main")[-1].split('class="card sheet"')[-1].split("</article>")[0]
        assert "Write another letter about RF10" in chart_of(desk, cal)

    def test_sent_by_a_colleague_meanwhile_keeps_what_was_typed_on_the_page(
        self, letter: EscalationLetter, ana: User, ben: User, signed_in: SignIn
    ) -> None:
        url = reverse("staff:letter", args=[letter.uuid])
        signed_in(ana).post(url, SENT)
        answer = signed_in(ben).post(url, {**SENT, "history": "Ben’s own words."})
        assert answer.status_code == 409
        assert "Ben’s own words." in answer.content.decode()
        assert EscalationLetter.objects.get().history == "Locked since this morning."

    def test_a_student_is_told_who_sends_it_and_loses_nothing(
        self, letter: EscalationLetter, ana: User, signed_in: SignIn
    ) -> None:
        student = signed_in(PhysioFactory.create(supervisor=ana))
        url = reverse("staff:letter", args=[letter.uuid])
        assert "your supervisor sends it" in student.get(url).content.decode()
        answer = student.post(url, {**SENT, "history": "Locked, I think."})
        assert answer.status_code == 409
        assert "Locked, I think." in answer.content.decode()
        assert student.post(url, {**SENT, "send": "", "history": "Locked, I think."}).status_code == 409
        saved = {key: value for key, value in SENT.items() if key != "send"}
        assert student.post(url, {**saved, "history": "Locked, I think."}).status_code == 302
        letter.refresh_from_db()
        assert (letter.history, letter.is_sent) == ("Locked, I think.", False)

    def test_for_a_calf_is_not_sent_without_the_wells_score_or_a_reason(
        self, desk: Client, cal: Patient, ana: User
    ) -> None:
        letter = draft_letter(
            red_flag=RedFlagFactory.create(patient=cal, rule="RF05", opened_at=NINE), by=ana, now=NINE
        )
        url = reverse("staff:letter", args=[letter.uuid])
        assert "RF05 asks for the Wells score." in desk.get(url).text
        refused = desk.post(url, SENT)
        assert refused.status_code == 422
        assert 'href="#id_scores">RF05 asks for the Wells score.' in refused.text
        assert "Locked since this morning." in refused.text
        assert desk.post(url, {**SENT, "no_wells": "The ward scores it."}).status_code == 302
        letter.refresh_from_db()
        assert letter.is_sent
        for page in (desk.get(url), desk.get(reverse("staff:letter-print", args=[letter.uuid]))):
            assert "Wells score not done: The ward scores it." in page.text
        told = {event.title: event.detail for event in timeline(patient=cal, user=ana)}
        assert "Wells score not done: The ward scores it." in told[f"Letter sent: {letter}"]

    def test_a_reason_comes_back_into_its_field_with_the_draft(self, desk: Client, cal: Patient, ana: User) -> None:
        letter = draft_letter(red_flag=RedFlagFactory.create(patient=cal, rule="RF05"), by=ana, now=NINE)
        url = reverse("staff:letter", args=[letter.uuid])
        desk.post(url, {"no_wells": "The ward scores it.", "scores": "Ottawa negative."})
        form = desk.get(url).context["form"]
        assert (form["scores"].value(), form["no_wells"].value()) == ("Ottawa negative.", "The ward scores it.")

    def test_is_kept_while_the_wells_score_is_taken_and_comes_back_with_it(
        self, desk: Client, cal: Patient, cal_episode: Episode, ana: User
    ) -> None:
        letter = draft_letter(
            red_flag=RedFlagFactory.create(patient=cal, rule="RF05", opened_at=NINE), by=ana, now=NINE
        )
        url = reverse("staff:letter", args=[letter.uuid])
        typed = {
            **{key: value for key, value in SENT.items() if key != "send"},
            "history": "Calf sore, typed just now.",
        }
        to_score = desk.post(url, {**typed, "score": "1"})
        assert to_score.status_code == 302
        page = desk.get(to_score["Location"])
        assert "Back to the letter" in page.text
        assert f'name="letter" value="{letter.uuid}"' in page.text
        signs = {item.key: "no" for item in page.context["instrument"].items} | {"calf": "yes", "oedema": "yes"}
        kept = desk.post(to_score["Location"], {"instrument": "wells", "letter": str(letter.uuid), **signs})
        assert kept["Location"] == url
        letter.refresh_from_db()
        assert letter.history == "Calf sore, typed just now."
        assert letter.scores == "Wells score, left leg: 2, DVT likely (24 Nov 2026)."
        assert desk.post(url, {**SENT, "scores": letter.scores}).status_code == 302

    def test_that_cannot_be_saved_is_not_left_for_the_score(self, desk: Client, cal: Patient, ana: User) -> None:
        letter = draft_letter(red_flag=RedFlagFactory.create(patient=cal, rule="RF05"), by=ana, now=NINE)
        answer = desk.post(reverse("staff:letter", args=[letter.uuid]), {"score": "1", "history": "word " * 121})
        assert answer.status_code == 422
        assert "word word word" in answer.text

    def test_begun_before_the_note_was_signed_takes_its_findings_by_one_press(
        self, desk: Client, letter: EscalationLetter, note: Examination, ana: User
    ) -> None:
        url = reverse("staff:letter", args=[letter.uuid])
        assert "The record says more" not in desk.get(url).text
        Examination.objects.filter(pk=note.pk).update(
            findings={**note.findings, "O39": {"left": {"pulses": "absent"}}},
            signed_at=NINE,
            signed_by=ana,
            signed_as="Ana Reyes, PH12345",
        )
        assert "The record says more by now than this letter does" in desk.get(url).text
        typed = {"history": "Typed just now.", "findings": "Foot cold.", "addressee": "A&E", "renew": "1"}
        assert desk.post(url, typed).status_code == 302
        letter.refresh_from_db()
        assert letter.history == "Typed just now."
        assert letter.findings.splitlines() == [
            "First examination of 24 November 2026, signed:",
            "Pulses and sensation: left pulses absent.",
            "As it stood in this letter before:",
            "Foot cold.",
        ]
        assert "The record says more" not in desk.get(url).text

    def test_prints_the_name_and_birth_of_whom_it_is_about_and_who_printed_it(
        self, desk: Client, letter: EscalationLetter
    ) -> None:
        letter.history = "<b>Locked</b>"
        letter.save()
        page = desk.get(reverse("staff:letter-print", args=[letter.uuid])).content.decode()
        assert "<thead><tr><td>Cal Morgan, born 27 March 1991</td></tr></thead>" in page
        assert "Printed 24 November 2026, 09:00 by Ana Reyes" in page
        assert "Draft, not sent." in page
        assert "&lt;b&gt;Locked&lt;/b&gt;" in page

    @pytest.mark.parametrize("who", ["bea", "cal"])
    @pytest.mark.parametrize("page", ["letter", "letter-print"])
    def test_is_not_there_for_the_desk_or_the_patient(
        self, who: str, page: str, letter: EscalationLetter, request: pytest.FixtureRequest, signed_in: SignIn
    ) -> None:
        client = signed_in(request.getfixturevalue(who))
        assert client.get(reverse(f"staff:{page}", args=[letter.uuid])).status_code == 404
        assert client.post(reverse("staff:letter", args=[letter.uuid]), SENT).status_code == 404
        assert client.post(reverse("staff:begin-letter", args=[letter.red_flag.uuid])).status_code == 404


class TestMyDay:
    def test_has_the_worst_flag_first_and_says_how_far_the_letter_is(self, desk: Client, ana: User) -> None:
        flags = {
            rule: RedFlagFactory.create(patient=EpisodeFactory.create(lead=ana).patient, rule=rule, level=level)
            for rule, level in (("RF24", "routine"), ("RF01", "emergency"), ("RF10", "same_day"))
        }
        EscalationLetterFactory.create(red_flag=flags["RF10"])
        EscalationLetterFactory.create(
            red_flag=flags["RF01"], addressee="A&E", sent_at=NINE, sent_by=ana, signed_as="Ana Reyes, PH12345"
        )
        assert [need.why for need, _ in desk.get("/admin/").context["day"].needs[:3]] == [
            "Emergency now: RF01 from the check-in. Letter sent Tue 24 Nov.",
            "Same day: RF10 from the check-in. Letter drafted, not sent.",
            "Routine: RF24 from the check-in. No letter yet.",
        ]

    def test_has_one_row_for_a_patient_with_several(self, desk: Client, cal_episode: Episode) -> None:
        for rule, level in (("RF17", "urgent"), ("RF01", "emergency"), ("RF10", "same_day")):
            RedFlagFactory.create(patient=cal_episode.patient, rule=rule, level=level)
        EscalationLetterFactory.create(red_flag=RedFlag.objects.get(rule="RF10"))
        assert [need.why for need, _ in desk.get("/admin/").context["day"].needs] == [
            "Emergency now: RF01 from the check-in. No letter yet. Also open: RF10 (letter drafted), RF17."
        ]

    def test_of_a_physio_holds_the_own_patients_and_the_owners_everybody(
        self, desk: Client, olu: User, signed_in: SignIn
    ) -> None:
        RedFlagFactory.create(patient=EpisodeFactory.create().patient)
        RedFlagFactory.create(patient=PatientFactory.create(full_name="No Episode"))
        assert not desk.get("/admin/").context["day"].needs
        assert len(signed_in(olu).get("/admin/").context["day"].needs) == 2


class TestTheTimeline:
    def test_tells_the_life_of_a_flag_and_its_letters(self, cal: Patient, ana: User, letter: EscalationLetter) -> None:
        flag = RedFlag.objects.get()
        steps = [{"from": "urgent", "to": "same_day", "at": NINE.isoformat(), "in": "a note"}]
        RedFlag.objects.filter(pk=flag.pk).update(inputs={**flag.inputs, "raised": steps})
        flag.clear(by=ana, why="Straightens fully.", at=NINE)
        RedFlagFactory.create(patient=cal, rule="RF17", level="urgent").clear(by=ana, why=TAKEN_BACK, at=NINE)
        told = {event.title: event.detail for event in timeline(patient=cal, user=ana)}
        assert told["RF10 opened, urgent"].startswith("From the examination. Locked knee")
        assert told["RF10 cleared"] == "Ana Reyes: Straightens fully."
        assert "RF10 raised to same day" in told
        assert told["RF17 taken back"] == f"Ana Reyes: {TAKEN_BACK}"
        assert told["Letter drafted: Same day (S), RF10"] == "Ana Reyes"

    def test_of_the_patient_says_nothing_of_them(self, cal: Patient, letter: EscalationLetter) -> None:
        assert {event.kind for event in timeline(patient=cal, user=cal.user)} & {"red_flag", "letter"} == set()
