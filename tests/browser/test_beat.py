"""The beat of a retraining session, heard and seen: one button, the right tempo, and an end of its own."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from patients.models import Episode, Patient
from tests.browser.windows import PHONE
from tests.factories import RunningPlanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WindowOf = Callable[..., Page]
# What the page gives to the loudspeaker: each loop with its length in seconds, when it begins and when it ends.
LISTEN = """
  window.heard = [];
  const {start, stop} = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (at) {
    const {duration: length} = this.buffer;
    window.heard.push({loop: this.loop, length, samples: this.buffer.getChannelData(0), from: at});
    return start.call(this, at);
  };
  AudioBufferSourceNode.prototype.stop = function (at) {
    if (at !== undefined) window.heard.at(-1).until = at;
    return stop.call(this, at);
  };
"""
CLICKS = """() => {
  const {samples, length} = window.heard.at(-1);
  const rate = samples.length / length;
  const at = [];
  samples.forEach((value, place) => {
    if (Math.abs(value) > 0.01 && (!at.length || place - at.at(-1) > rate / 10)) at.push(place);
  });
  return at.map((place) => place / rate);
}"""
# Without the transitions of the style sheet: a button that was just pressed may still be fading.
MOVING = "document.getAnimations().filter((each) => !(each instanceof CSSTransition))"
FRAMES = f"() => {MOVING}.flatMap((each) => each.effect.getKeyframes())"
FEET = f"() => {MOVING}.map((each) => each.effect.getComputedTiming())"


@pytest.fixture
def beat(cal: Patient, cal_episode: Episode, window_of: WindowOf) -> Callable[..., Page]:
    """Session 5 of somebody with 160 steps a minute of their own: 26 minutes, 16 of them with the beat."""
    RunningPlanFactory.create(episode=cal_episode, kind="cadence", step=5)

    def opened(**more: Any) -> Page:
        page = window_of(cal, PHONE, **more)
        page.add_init_script(LISTEN)
        page.clock.install()
        page.goto(reverse("portal:run-beat"))
        return page

    return opened


def test_the_beat_keeps_the_target_by_the_clock_of_the_sound_itself(beat: Callable[..., Page]) -> None:
    page = beat()
    page.get_by_role("button", name="Start").click()
    heard = page.evaluate("() => ({...window.heard.at(-1), samples: undefined})")
    assert heard["loop"]
    assert heard["length"] * 168 / 60 == pytest.approx(16, abs=0.001)
    clicks = page.evaluate(CLICKS)
    assert len(clicks) == 16
    assert all(later - earlier == pytest.approx(60 / 168, abs=0.002) for earlier, later in pairwise(clicks))
    assert heard["until"] - heard["from"] == pytest.approx(16 * 60, abs=1)


def test_it_is_seen_as_well_fades_when_the_session_says_so_and_ends_by_itself(beat: Callable[..., Page]) -> None:
    page = beat()
    page.get_by_role("button", name="Start").click()
    feet = page.evaluate(FEET)
    assert [each["duration"] for each in feet] == [pytest.approx(2 * 60_000 / 168)] * 2
    expect(page.get_by_text("One step on each beat.")).to_be_visible()
    page.clock.fast_forward("16:01")
    expect(page.get_by_text("The beat has gone. Keep the rhythm by yourself.")).to_be_visible()
    page.clock.fast_forward("10:01")
    expect(page.get_by_role("link", name="Log the run")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    assert page.evaluate(FEET) == []


def test_with_reduced_motion_nothing_moves_and_the_shade_still_tells_the_beat(beat: Callable[..., Page]) -> None:
    page = beat()
    page.get_by_role("button", name="Start").click()
    frames = page.evaluate(FRAMES)
    assert frames
    assert not any("transform" in frame for frame in frames)
    assert Axe().run(page).violations_count == 0


def test_otherwise_the_feet_take_turns(beat: Callable[..., Page]) -> None:
    page = beat()
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Start").click()
    assert any("transform" in frame for frame in page.evaluate(FRAMES))
