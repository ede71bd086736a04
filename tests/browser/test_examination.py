"""A whole first examination by keys alone; a lost line; a part that appears; a mark on the body."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments import examination as form
from assessments.examination import BY_ID, Section
from assessments.examination.leaves import leaves, paths_of
from assessments.models import Examination
from assessments.services import start_examination
from clinic.accounts.models import User
from clinic.bookings.models import AppointmentType
from clinic.demo.courses import Course
from clinic.demo.findings import first_findings
from clinic.demo.knee import Knee
from clinic.demo.people import Person
from patients.models import Patient
from tests.factories import EpisodeFactory

pytestmark = pytest.mark.browser

# Somebody fluent strikes three keys a second; six minutes of entry are so many strokes.
STROKES_IN_SIX_MINUTES = 6 * 60 * 3
SOON = 15_000


class Keys:
    """Hands on the keyboard: every stroke is counted, and nothing is clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.strokes += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def here(self) -> tuple[str, str, str]:
        """Name, type and value of what has the focus."""
        told = self.page.evaluate(
            "(() => { const at = document.activeElement;"
            " return [at.name ?? '', at.type ?? at.tagName, at.value ?? '']; })()"
        )
        return told[0], told[1], told[2]

    def tab_to(self, name: str) -> None:
        """On with Tab until this box has the focus; it must be reached within one round of the page."""
        for _ in range(260):
            if self.here()[0] == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")


def box_at(path: str) -> form.Box:
    field = BY_ID[path.split(".", maxsplit=1)[0]]
    boxes = {box.key: box for box in field.boxes}
    return boxes[path.rsplit(".", 1)[-1]] if field.is_compound else field.boxes[0]


def score_each(keys: Keys, path: str, pains: dict[str, int]) -> None:
    for key, pain in pains.items():
        keys.tab_to(f"{path}.{key}")
        keys.type(str(pain))


def write_lines(keys: Keys, path: str, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        for cell in box_at(path).row:
            if cell.key in row:
                way = write_day if cell.kind == "date" else write
                way(keys, f"{path}.{number}.{cell.key}", row[cell.key])


def pick_each(keys: Keys, path: str, picked: list[str]) -> None:
    keys.tab_to(path)
    for key in picked:
        while keys.here()[2] != key:
            keys.press("ArrowDown")
        keys.press("Space")


def pick_one(keys: Keys, path: str, value: str | bool) -> None:
    wanted = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    keys.tab_to(path)
    if keys.here()[1] == "select-one":
        keys.type(next(choice.label for choice in box_at(path).choices if choice.key == wanted))
        return
    keys.press("Space")
    while keys.here()[2] != wanted:
        keys.press("ArrowRight")


def write_day(keys: Keys, path: str, iso: str) -> None:
    year, month, day = iso.split("-")
    keys.tab_to(path)
    # The browser of the tests asks for the month first.
    keys.type(f"{month}{day}{year}")


def write(keys: Keys, path: str, value: Any) -> None:
    keys.tab_to(path)
    keys.type(str(value))


WAYS: dict[str, Callable[[Keys, str, Any], None]] = {
    "scores": score_each,
    "rows": write_lines,
    "multi": pick_each,
    "bool": pick_one,
    "enum": pick_one,
    "date": write_day,
}


def fill(keys: Keys, path: str, value: Any) -> None:
    WAYS.get(box_at(path).kind, write)(keys, path, value)


def in_page_order(section: Section, findings: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The boxes of a section as they stand on the page, each with what is to be typed into it."""
    told = leaves(findings)
    for field in dict(form.sections())[section]:
        paths = list(paths_of(field))
        if field.per_limb and field.is_compound:  # each part left and right, then the next part
            parts = [box.key for box in field.boxes]
            paths.sort(key=lambda path: parts.index(path.rsplit(".", 1)[-1]))
        for path in paths:
            if path in told:
                yield path, told[path]


@pytest.fixture
def draft(open_clinic: AppointmentType, ana: User, cal: Patient) -> Examination:
    now = timezone.now()
    episode = EpisodeFactory.create(patient=cal, lead=ana, opened_on=timezone.localdate(now))
    return start_examination(episode=episode, kind="first", by=ana, now=now)


def address(note: Examination, section: str) -> str:
    return f"{reverse('staff:examination', args=[note.uuid])}?section={section}"


def whole_examination(note: Examination) -> dict[str, Any]:
    """What the demo's physio finds of a runner with a sore left knee: some seventy findings."""
    course = Course(
        person=Person(full_name="Cal Morgan", date_of_birth=date(1991, 3, 27), sex="male"),
        physio="ana",
        side="left",
        cause="SG2",
        trend="better",
        runner=True,
        opened=0,
        onset_weeks=12,
        visits=(),
    )
    on = timezone.localdate(note.contact_at)
    return first_findings(course, Knee.of(course, Random(4), first=0), Random(4), on=on, day=0, age=35)


@pytest.mark.parametrize("width", [1440, 1024])
def test_a_whole_first_examination_is_written_and_signed_by_keys_alone(
    window_of: Callable[..., Page], draft: Examination, ana: User, width: int
) -> None:
    findings, _, _ = form.validate(whole_examination(draft))
    del findings["S04b"]  # the body chart has a test of its own
    page = window_of(ana, width)
    page.goto(address(draft, Section.HISTORY))
    keys = Keys(page)
    order = [section for section in Section if section is not Section.PLAN]
    for section, following in zip([*order, Section.PLAN], [*order[1:], Section.PLAN, None], strict=True):
        for path, value in in_page_order(section, findings):
            fill(keys, path, value)
        if following:
            keys.press("Control+Enter")
            page.wait_for_url(f"**section={following.value}#start", timeout=SOON)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    draft.refresh_from_db()
    assert draft.findings == findings
    assert keys.strokes <= STROKES_IN_SIX_MINUTES, f"{keys.strokes} strokes for {len(leaves(findings))} boxes"

    page.get_by_role("link", name="Review and sign").focus()
    keys.press("Enter")
    page.get_by_role("button", name="Sign and lock").focus()
    keys.press("Enter")
    expect(page.get_by_text("Signed and locked.", exact=False).first).to_be_visible(timeout=SOON)
    draft.refresh_from_db()
    assert draft.is_signed
    assert draft.reading
    assert draft.reading["diagnosis"]["outcome"] in ("probable", "possible")


def test_a_lost_line_keeps_every_word_in_the_tab_until_it_is_saved(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1024)
    page.goto(address(draft, Section.MOVEMENT))
    page.route("**/save/", lambda route: route.abort("internetdisconnected"))
    page.locator("[name='O13.left']").fill("4")
    page.locator("[name='O12.deviation']").fill("Drifts in on the third.")
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_contain_text("2 answers not saved yet.", timeout=SOON)
    expect(page.locator("[data-save-state]")).to_contain_text("Not saved, try again")

    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/save/")
    page.reload()
    expect(page.locator("[name='O12.deviation']")).to_have_value("Drifts in on the third.")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    draft.refresh_from_db()
    assert draft.findings == {"O12": {"deviation": "Drifts in on the third."}, "O13": {"left": 4}}


def test_a_refused_answer_stands_at_its_box_until_it_is_mended_and_nothing_is_signed_before(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.HISTORY))
    state, worst = page.locator("[data-save-state]"), page.locator("[name='S06.worst']")
    worst.fill("11")
    refusal = page.locator("[data-path='S06.worst'] .field__error")
    expect(refusal).to_have_text("Give a number from 0 to 10.", timeout=SOON)
    page.locator("[name='S06.usual']").fill("3")
    expect(state).to_contain_text("1 not saved, the rest saved", timeout=SOON)
    expect(refusal).to_be_visible()
    expect(worst).to_have_attribute("aria-invalid", "true")

    page.get_by_role("link", name="Movement").click()
    elsewhere = page.locator("[data-kept-elsewhere]")
    expect(elsewhere).to_contain_text("Not saved: 1 answer typed under History.")
    page.get_by_role("link", name="Review and sign").click()
    expect(elsewhere).to_contain_text("Mend or empty them, then sign.")
    elsewhere.get_by_role("link", name="History").click()
    expect(worst).to_have_value("11")
    expect(refusal).to_be_visible(timeout=SOON)
    page.get_by_role("link", name="Review and sign").click()
    expect(worst).to_be_focused()

    worst.fill("7")
    expect(state).to_contain_text("Saved ", timeout=SOON)
    expect(refusal).to_have_count(0)
    draft.refresh_from_db()
    assert draft.findings == {"S06": {"worst": 7, "usual": 3}}


def test_shares_refused_together_are_sent_together_again(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    first, second, *_ = [f"[name='N08.{box.key}']" for box in BY_ID["N08"].boxes]
    draft.episode.is_runner = True
    draft.episode.save()
    page = window_of(ana, 1440)
    page.goto(address(draft, BY_ID["N08"].section))
    page.locator(first).fill("60")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    page.locator(second).fill("50")
    field_error = page.locator("[data-field='N08'] [data-field-error]")
    expect(field_error).to_have_text("The shares must add up to 100 (now 110).", timeout=SOON)
    page.locator(first).fill("40")
    expect(field_error).to_be_hidden(timeout=SOON)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    draft.refresh_from_db()
    assert list(draft.findings["N08"].values()) == [40, 50]


def test_an_unusual_value_is_asked_about_as_long_as_it_stands(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.HISTORY))
    page.locator("[name='S23.weight']").fill("212")
    asked = page.locator("[data-path='S23.weight'] .exam__sure")
    expect(asked).to_contain_text("Are you sure?", timeout=SOON)
    page.locator("[name='S23.height']").fill("168")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    expect(asked).to_be_visible()
    page.reload()
    expect(asked).to_be_visible()


def test_a_tick_for_danger_takes_away_none_of_these_and_never_the_other_way_round(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.RED_FLAGS))
    none, danger = page.locator("[name='S31'][value='none']"), page.locator("[name='S31'][value='RF05']")
    none.check(force=True)
    danger.check(force=True)
    expect(none).not_to_be_checked()
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    none.check(force=True)
    expect(page.locator("[data-path='S31'] .field__error")).to_contain_text("can’t stand beside", timeout=SOON)
    expect(danger).to_be_checked()
    draft.refresh_from_db()
    assert draft.findings["S31"] == ["RF05"]


# What has the focus is painted where it stands: a point of it is its own, or its label's.
CUT_OFF = """[...document.querySelectorAll(".exam .segments")].flatMap((box) => {
  const { right, width } = box.getBoundingClientRect();
  return [...box.querySelectorAll("span")].filter((words) => width && words.getBoundingClientRect().right > right)
    .map((words) => words.innerText); })"""
COVERED = """() => {
  const at = document.activeElement, label = at.matches("[type=radio], [type=checkbox]") && at.closest("label");
  const seen = label || at, box = seen.getBoundingClientRect();
  if (at === document.body || !box.width) return "";
  const there = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return seen.contains(there) ? "" : `${at.name || at.textContent.trim()} under ${there?.className}`;
}"""


@pytest.mark.parametrize("size", [(1440, 700), (1024, 600), (390, 640)])
def test_nothing_that_sticks_to_the_window_covers_the_focus(
    window_of: Callable[..., Page], draft: Examination, ana: User, size: tuple[int, int]
) -> None:
    page = window_of(ana, size[0])
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address(draft, Section.MOVEMENT))
    page.route("**/save/", lambda route: route.abort("internetdisconnected"))
    page.locator("[name='O13.left']").fill("4")
    expect(page.locator("[data-trouble]")).to_contain_text("1 answer not saved yet.", timeout=SOON)
    covered = []
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 17:  # to the end of the form, and back to its first box
        page.keyboard.press(key)
        covered.append(page.evaluate(COVERED))
    assert set(covered) == {""}
    page.on("dialog", lambda dialog: dialog.accept())


@pytest.mark.parametrize("width", [1440, 1320, 1280, 980, 800, 390])
def test_no_answer_is_cut_off_at_the_end_of_its_box(
    window_of: Callable[..., Page], draft: Examination, ana: User, width: int
) -> None:
    page = window_of(ana, width)
    page.goto(address(draft, Section.HISTORY))
    assert page.locator("#f-S22 .segments label").all_inner_texts()[-1] == "Other"
    assert page.evaluate(CUT_OFF) == []


def test_what_is_asked_of_some_appears_when_it_is_needed_and_results_stand_beside(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.HISTORY))
    worse = page.locator("[data-field='S01b']")
    expect(worse).to_be_hidden()
    page.locator("[data-field='S01']").get_by_role("radio", name="Both").check(force=True)
    expect(worse).to_be_visible(timeout=SOON)
    page.locator("[name='S23.height']").fill("168")
    page.locator("[name='S23.weight']").fill("70")
    expect(page.locator("[data-field='S23'] [data-results]")).to_contain_text("BMI 24.8", timeout=SOON)
    page.locator("[name='S06.worst']").fill("11")
    expect(page.get_by_text("Give a number from 0 to 10.")).to_be_visible(timeout=SOON)
    expect(page.locator("[data-save-state]")).to_contain_text("1 not saved, the rest saved")


def test_pain_is_marked_on_the_body_by_keys_and_by_pointer(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.HISTORY))
    front = page.locator("[data-view='front']")
    front.focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "ArrowDown", "Enter"):
        front.press(key)
    expect(page.locator("[data-list] li")).to_have_count(2)
    front.press("Delete")
    expect(page.locator("[data-list] li")).to_have_count(1)
    page.locator("[data-view='back']").click(position={"x": 50, "y": 100})
    expect(page.locator("[data-list] li")).to_have_count(2)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ", timeout=SOON)
    draft.refresh_from_db()
    assert [mark["view"] for mark in draft.findings["S04b"]] == ["front", "back"]
    assert draft.findings["S04b"][0] == {"view": "front", "x": 0.341, "y": 0.483}


def test_the_physio_agrees_by_one_press_and_says_why_when_they_do_not(
    window_of: Callable[..., Page], draft: Examination, ana: User
) -> None:
    draft.findings = {
        "S01": "left",
        "S04": ["behind_kneecap"],
        "S07": {"squat": 5},
        "S31": ["none"],
        "D01": "excluded",
        "O17": {"left": 20, "right": 28},
    }
    draft.contact_at = timezone.now() - timedelta(minutes=5)
    draft.save()
    page = window_of(ana, 1440)
    page.goto(address(draft, Section.STRENGTH))
    page.get_by_role("button", name="Agree with this").click()
    page.wait_for_url("**section=plan")
    expect(page.locator("[data-findings]").get_by_text("You agree")).to_be_visible()
    page.locator("[data-field='D04']").get_by_role("radio", name="Possible patellofemoral pain").check(force=True)
    expect(page.locator("[data-findings]").get_by_text("You decided otherwise")).to_be_visible(timeout=SOON)
    draft.refresh_from_db()
    assert (draft.findings["D04"], draft.findings["D05"], draft.findings["D06"]) == ("possible_pfp", ["SG2"], "SG2")
