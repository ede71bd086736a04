"""Words that belong to somebody else come from the clinic's own files: laid over, never scored otherwise."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessments import instruments
from assessments.checks import take_up_texts
from assessments.instruments.texts import TextsError, read_texts
from assessments.models import OutcomeScore
from assessments.services import ask_measures
from clinic.accounts.models import User
from patients.models import Episode, Patient

SignedIn = Callable[[User | Patient], Client]
ROOT = Path(__file__).parents[2]


def koos(**changes: str) -> str:
    """A whole text of KOOS-PF in placeholder words; a changed line is given by its name."""
    lines = {
        "permission": 'permission = "Placeholder permission of 5 January 2026"',
        "instruction": 'instruction = "Placeholder instruction."',
        **{f"pf{number:02}": f'pf{number:02} = "Placeholder question {number}"' for number in range(1, 12)},
        "answers": 'answers = { 0 = "Word A", 1 = "Word B", 2 = "Word C", 3 = "Word D", 4 = "Word E" }',
        "more": "",
        **changes,
    }
    items = "\n".join(line for name, line in lines.items() if name.startswith("pf"))
    head = "\n".join(lines[name] for name in ("permission", "instruction", "answers", "more"))
    return f"[koos_pf]\n{head}\n[koos_pf.items]\n{items}\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "koos.toml"


def faults(page: Path, text: str) -> tuple[str, ...]:
    page.write_text(text, encoding="utf-8")
    with pytest.raises(TextsError) as refusal:
        read_texts(page.parent, instruments.all_instruments())
    return refusal.value.errors


@pytest.fixture
def in_their_words(page: Path, settings: Settings) -> Iterator[Path]:
    """A clinic that may ask the KOOS-PF, also where the schedule leaves it open."""
    page.write_text(koos(more="ask_where_optional = true"), encoding="utf-8")
    settings.INSTRUMENT_TEXTS = str(page)
    take_up_texts()
    yield page
    instruments.use_texts({})


def test_without_the_setting_numbered_items_stand_and_nobody_is_asked() -> None:
    assert instruments.get("koos_pf").text_withheld
    assert instruments.get("koos_pf").items[0].label == "Item 1"


@pytest.mark.usefixtures("in_their_words")
def test_only_the_words_change() -> None:
    laid = instruments.get("koos_pf")
    assert [item.label for item in laid.items] == [f"Placeholder question {number}" for number in range(1, 12)]
    assert laid.items[0].anchors[4] == "Word E"
    assert laid.instruction == "Placeholder instruction."
    assert "Placeholder permission of 5 January 2026" in laid.licence
    assert not laid.text_withheld
    for example in laid.examples:
        assert laid.score(example.answers).score == example.score
    instruments.use_texts({})
    plain = instruments.get("koos_pf")
    assert (laid.version, laid.formula, laid.important) == (plain.version, plain.formula, plain.important)
    assert [item.possible_answers() for item in laid.items] == [item.possible_answers() for item in plain.items]


def test_where_the_schedule_leaves_it_open_the_clinic_decides(page: Path) -> None:
    page.write_text(koos(), encoding="utf-8")
    try:
        instruments.use_texts(read_texts(page, instruments.all_instruments()))
        assert instruments.get("koos_pf").collected["week_6"] == "optional"
    finally:
        instruments.use_texts({})


@pytest.mark.usefixtures("in_their_words")
def test_the_patient_is_asked_one_question_a_screen(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    today = timezone.localdate()
    [form] = [one for one in ask_measures(episode=cal_episode, point="week_6", on=today) if one.instrument == "koos_pf"]
    client = signed_in(cal)
    first = client.get(reverse("portal:form-question", args=[form.uuid, 1])).text
    assert "Placeholder question 1" in first
    assert "Word C" in first
    for number in range(1, 12):
        client.post(reverse("portal:form-question", args=[form.uuid, number]), {"answer": "2", "seen": ""})
    assert client.get(reverse("portal:form-check", args=[form.uuid])).text.count("<strong>Word C</strong>") == 11
    client.post(reverse("portal:form-check", args=[form.uuid]))
    assert OutcomeScore.objects.get().score == 50


def test_an_item_may_have_words_of_its_own_for_its_answers(page: Path) -> None:
    own = koos(pf11="", more="") + '[koos_pf.items.pf11]\nlabel = "Placeholder"\nanswers = { 4 = "Word Z" }\n'
    page.write_text(own, encoding="utf-8")
    texts = read_texts(page, instruments.all_instruments())["koos_pf"]
    assert (texts.labels["pf11"], texts.answers["pf11"]["4"], texts.answers["pf10"]["4"]) == (
        "Placeholder",
        "Word Z",
        "Word E",
    )


def test_a_measure_with_letters_keeps_them(page: Path) -> None:
    akps = instruments.get("akps")
    items = "\n".join(f'{item.key} = "Placeholder {item.key}"' for item in akps.items)
    page.write_text(
        f'[akps]\npermission = "P"\ninstruction = "I"\nanswers = {{ a = "Word A" }}\n[akps.items]\n{items}\n',
        encoding="utf-8",
    )
    try:
        instruments.use_texts(read_texts(page, [akps]))
        limp = instruments.get("akps").items[0]
        assert [(o.key, o.label, o.points) for o in limp.options][:2] == [
            ("a", "Word A", 5),
            ("b", "Slight or periodic", 3),
        ]
    finally:
        instruments.use_texts({})


OWN_ANSWERS = 'pf03 = { label = "X", answers = { 5 = "X" } }'
KNOWN_NAMES = "answers, ask_where_optional, instruction, items, permission"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (koos(permission='permission = " "'), "permission: say it in words."),
        (koos(permission=""), "permission: say it in words."),
        (koos(instruction="instruction = 4"), "instruction: say it in words."),
        (koos(pf07=""), "items.pf07: the words of this item are missing."),
        (koos(pf12='pf12 = "X"'), "items.pf12: this measure has no such item."),
        (koos(pf03='pf03 = ""'), "items.pf03: say it in words."),
        (koos(pf03='pf03 = { words = "X" }'), "items.pf03.words: this name is not known."),
        (koos(pf03=OWN_ANSWERS), "items.pf03.answers.5: pf03 has no such answer."),
        (koos(answers='answers = { 1 = "" }'), "answers.1: say it in words."),
        (koos(answers='answers = "none"'), "answers: write answer = “words” pairs."),
        (koos(more="ask_where_optional = 1"), "ask_where_optional: write true or false."),
        (koos(more='version = "2"'), f"version: this name is not known; known are {KNOWN_NAMES}."),
        ('koos_pf = "words"\n', "write its words under a heading of its own, as in [koos_pf]."),
        ("[koos_pf]\nitems = 3", "items: give each item its words, as in pf01 = “…”."),
    ],
)
def test_a_fault_is_named_with_its_file_and_place(page: Path, text: str, sentence: str) -> None:
    assert f"koos.toml: koos_pf: {sentence}" in faults(page, text)


def test_a_measure_that_is_not_on_the_shelf_takes_no_words(page: Path) -> None:
    assert faults(page, '[visa_p]\npermission = "P"\n') == ("koos.toml: visa_p: there is no measure of that name.",)


def test_words_for_yes_and_no_are_refused(page: Path) -> None:
    wells = instruments.get("wells")
    items = "\n".join(f'{item.key} = "Placeholder"' for item in wells.items)
    text = f'[wells]\npermission = "P"\ninstruction = "I"\nanswers = {{ yes = "X" }}\n[wells.items]\n{items}\n'
    assert any("which need no words" in sentence for sentence in faults(page, text))


def test_a_file_that_is_no_toml_is_named_with_the_line(page: Path) -> None:
    [sentence] = faults(page, "[koos_pf\n")
    assert sentence.startswith("koos.toml: not readable as TOML")
    assert "line 1" in sentence


def test_one_measure_stands_in_one_file(page: Path) -> None:
    (page.parent / "again.toml").write_text(koos(), encoding="utf-8")
    assert faults(page, koos()) == ("koos.toml: koos_pf: its words stand in again.toml already.",)


@pytest.mark.parametrize("where", ["nowhere", "."])
def test_a_place_without_texts_is_named(tmp_path: Path, where: str) -> None:
    with pytest.raises(TextsError, match=r"no such file|holds no \.toml"):
        read_texts(tmp_path / where, instruments.all_instruments())


def test_the_system_check_says_what_is_wrong_and_nothing_is_half_taken_up(
    page: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    page.write_text(koos(pf07=""), encoding="utf-8")
    settings.INSTRUMENT_TEXTS = str(page)
    take_up_texts()
    assert instruments.get("koos_pf").text_withheld
    assert "pf07" in caplog.text
    [error] = [each for each in run_checks() if each.id == "assessments.E001"]
    assert "items.pf07" in error.msg


@pytest.mark.usefixtures("in_their_words")
def test_the_system_check_has_nothing_to_say_of_whole_texts() -> None:
    assert not [each for each in run_checks() if each.id == "assessments.E001"]


def test_a_wrong_file_stops_the_start(page: Path) -> None:
    page.write_text(koos(permission=""), encoding="utf-8")
    env = {**os.environ, "INSTRUMENT_TEXTS": str(page), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "koos.toml: koos_pf: permission: say it in words." in done.stderr
