"""A measure typed in from paper: any of the shelf, its day, its leg, who answered, and what becomes of mistakes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import instruments
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.rulebook.definition import untagged
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import EpisodeFactory, ExaminationFactory, OutcomeRequestFactory, OutcomeScoreFactory

SignIn = Callable[[User | Patient], Client]
ALL = instruments.all_instruments()
LETTERS = dict(
    zip(
        "limp support walk stairs squat run jump sit pain swelling patmove atrophy flexdef".split(),
        "aabbcccccbaaa",
        strict=True,
    )
)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def episode(cal: Patient, ana: User, today: date) -> Episode:
    return EpisodeFactory.create(patient=cal, lead=ana, opened_on=today - timedelta(days=60))


def url(patient: Patient) -> str:
    return reverse("staff:measure", args=[patient.uuid])


def typed(measure: Instrument) -> dict[str, str]:
    """A full form of a measure as a page sends it: the last answer of each item."""
    sent = {item.key: str(item.possible_answers()[-1]) for item in measure.items}
    sent |= {item.key: "yes" for item in measure.items if item.kind == "yes_no"}
    names = {f"label_{item.key}": f"Activity of {item.key}" for item in measure.items} if measure.own_items else {}
    return {"instrument": measure.key, **sent, **names}


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_every_measure_of_the_shelf_is_opened_from_the_chart_and_kept(
    ana: User, episode: Episode, signed_in: SignIn, measure: Instrument
) -> None:
    client = signed_in(ana)
    assert f'<option value="{measure.key}">' in client.get(reverse("staff:chart", args=[episode.patient.uuid])).text
    form = client.get(url(episode.patient), {"instrument": measure.key})
    assert form.status_code == 200
    assert untagged(measure.missing_rule) in form.text
    told = client.post(url(episode.patient), typed(measure), follow=True)
    score = OutcomeScore.objects.get()
    assert (score.instrument, score.answered, score.status) == (measure.key, len(measure.items), "complete")
    assert score.by == measure.answered_by
    assert measure.title in told.text


def test_the_shelf_is_in_three_groups(ana: User, episode: Episode, signed_in: SignIn) -> None:
    page = signed_in(ana).get(reverse("staff:chart", args=[episode.patient.uuid])).text
    groups = [part.split('"')[0] for part in page.split('<optgroup label="')[1:]]
    assert groups == ["Asked of patients", "Typed from the clinic’s own form", "Scored by the clinician"]
    copied = page.split('<optgroup label="')[2]
    assert all(f'value="{key}"' in copied for key in ("koos_pf", "uwri", "lefs", "tsk11"))


def test_thirteen_letters_are_a_knee_score_told_at_once(
    ana: User, episode: Episode, signed_in: SignIn, today: date
) -> None:
    OutcomeScoreFactory.create(
        episode=episode, instrument="akps", answers={}, score=63, collected_on=today - timedelta(days=40)
    )
    told = signed_in(ana).post(
        url(episode.patient),
        {"instrument": "akps", **LETTERS, "collected_on": str(today - timedelta(days=2)), "answered_by": "patient"},
        follow=True,
    )
    score = OutcomeScore.objects.latest("pk")
    assert score.score == 72
    assert (score.by, score.recorded_by) == ("patient", ana)
    assert score.collected_on == today - timedelta(days=2)
    assert "Anterior Knee Pain Scale: 72. +9 since baseline (63 → 72): important (≥ 8)" in told.text


def test_a_form_with_a_gap_is_asked_about_once_and_then_kept_without_a_score(
    ana: User, episode: Episode, signed_in: SignIn
) -> None:
    client, form = signed_in(ana), {"instrument": "akps", **LETTERS, "run": ""}
    asked = client.post(url(episode.patient), form)
    assert asked.status_code == 422
    assert "1 of 13 not answered" in asked.text
    assert '<a href="#item-run">6. Running</a>' in asked.text
    assert "All 13 answers are needed; never prorated" in asked.text
    assert 'value="c" data-key="c" checked' in asked.text
    assert not OutcomeScore.objects.exists()
    told = client.post(url(episode.patient), {**form, "keep": "run"}, follow=True)
    assert "kept, 12 of 13 answered, so no score. Not answered: 6. Running. All 13 answers are needed" in told.text
    score = OutcomeScore.objects.get()
    assert (score.score, score.status) == (None, "incomplete")


def test_what_is_missing_is_answered_instead_and_a_new_gap_is_asked_about_anew(
    ana: User, episode: Episode, signed_in: SignIn
) -> None:
    client, form = signed_in(ana), {"instrument": "akps", **LETTERS}
    assert client.post(url(episode.patient), {**form, "jump": "", "keep": "run"}).status_code == 422
    assert client.post(url(episode.patient), {**form, "keep": "run"}).status_code == 302
    assert OutcomeScore.objects.get().score == 72


def test_four_of_ten_signs_that_nobody_looked_for_are_named_before_a_wells_score_is_kept(
    ana: User, episode: Episode, signed_in: SignIn
) -> None:
    signs = [item.key for item in instruments.get("wells").items]
    asked = signed_in(ana).post(url(episode.patient), {"instrument": "wells", **dict.fromkeys(signs[:6], "no")})
    assert "4 of 10 not answered" in asked.text
    assert "10. Alternative diagnosis at least as likely" in asked.text
    assert "Keep it as incomplete, without a score" in asked.text


def test_a_prorated_score_is_asked_about_too(ana: User, episode: Episode, signed_in: SignIn) -> None:
    measure, client = instruments.get("koos_pf"), signed_in(ana)
    left = [item.key for item in measure.items][:2]
    form = {**typed(measure), **dict.fromkeys(left, "")}
    asked = client.post(url(episode.patient), form)
    assert "Keep it as prorated" in asked.text
    client.post(url(episode.patient), {**form, "keep": ",".join(left)})
    assert OutcomeScore.objects.get().status == "prorated"


def test_an_empty_form_is_no_form_to_keep(ana: User, episode: Episode, signed_in: SignIn) -> None:
    page = signed_in(ana).post(url(episode.patient), {"instrument": "akps", "keep": ",".join(LETTERS)})
    assert page.status_code == 422
    assert "Answer at least one question." in page.text


def test_the_chart_says_of_unfinished_answers_what_is_known(
    ana: User, episode: Episode, signed_in: SignIn, today: date
) -> None:
    client, form = signed_in(ana), {"instrument": "akps", **LETTERS, "run": "", "keep": "run"}
    client.post(url(episode.patient), form)
    gap = f"{today:%-d %b %Y}: 12 of 13 answered, so no score. Not answered: 6. Running. All 13 answers are needed"
    chart = reverse("staff:chart", args=[episode.patient.uuid])
    assert gap in client.get(chart).text
    client.post(url(episode.patient), {"instrument": "akps", **LETTERS})
    assert gap not in client.get(chart).text.split('id="score-akps"')[1].split("</section>")[0]


def test_an_answer_that_is_none_is_named_with_its_place(ana: User, episode: Episode, signed_in: SignIn) -> None:
    page = signed_in(ana).post(url(episode.patient), {"instrument": "akps", **LETTERS, "run": "x"})
    sentence = "“x” is no answer here. Pick one of a, b, c, d or e."
    assert f'<a href="#item-run">6. Running: {sentence}</a>' in page.text
    assert page.text.count(sentence) == 2


def test_each_item_of_the_step_down_shows_its_own_options(ana: User, episode: Episode, signed_in: SignIn) -> None:
    page = signed_in(ana).get(url(episode.patient), {"instrument": "step_down"})
    assert "The scale:" not in page.text
    boxes = {line.item.key: [(box.value, box.words) for box in line.boxes] for line in page.context["paper"].lines}
    assert boxes["arm"] == [("0", "No"), ("1", "Yes")]
    assert boxes["knee"] == [("0", "No"), ("1", "Past the 2nd toe"), ("2", "Past the inner border of the foot")]


def test_a_rating_is_told_with_its_grade(ana: User, episode: Episode, signed_in: SignIn) -> None:
    client = signed_in(ana)
    poor = {"instrument": "step_down", "arm": "1", "trunk": "1", "pelvis": "1", "knee": "2", "steady": "0"}
    told = client.post(url(episode.patient), poor, follow=True)
    assert f"Lateral step-down quality, {episode.side}: 5, poor. The first of its series." in told.text
    wells = client.post(url(episode.patient), typed(instruments.get("wells")), follow=True)
    assert f"{episode.side}: 7, DVT likely." in wells.text
    groc = client.post(url(episode.patient), {"instrument": "groc", "groc": "−3"}, follow=True)
    assert "Global rating of change: −3: worse." in groc.text


@pytest.mark.parametrize(
    ("key", "rule"),
    [("akps", "the worse one counts, with fewer points"), ("koos_pf", "the more severe one counts")],
)
def test_the_rule_for_two_ticks_stands_on_the_page(
    ana: User, episode: Episode, signed_in: SignIn, key: str, rule: str
) -> None:
    assert rule in signed_in(ana).get(url(episode.patient), {"instrument": key}).text


def test_with_two_sore_knees_the_page_asks_for_the_leg(ana: User, cal: Patient, signed_in: SignIn) -> None:
    EpisodeFactory.create(patient=cal, lead=ana, side="both")
    client = signed_in(ana)
    form = {"instrument": "step_down", "arm": "1", "trunk": "1", "pelvis": "0", "knee": "2", "steady": "0"}
    refused = client.post(url(cal), form)
    assert refused.status_code == 422
    assert "Say which leg this is" in refused.text
    assert 'value="2" data-key="2" checked' in refused.text
    client.post(url(cal), {**form, "side": "right"})
    assert OutcomeScore.objects.get().side == "right"


@pytest.mark.parametrize(
    ("wrong", "sentence", "place"),
    [
        ({"collected_on": "24.11."}, "Write the day as year-month-day", "item-collected_on"),
        ({"collected_on": "2090-01-01"}, "The day can&#x27;t be in the future.", "item-collected_on"),
        ({"collected_on": "2001-01-01"}, "That is before this episode began.", "item-collected_on"),
        ({"answered_by": "neighbour"}, "Say who answered", "item-answered_by"),
        ({"activity_2": "eleven"}, "Give a whole number from 0 to 10.", "item-activity_2"),
        ({"label_activity_3": ""}, "Say what the activity is.", "item-activity_3"),
        ({"label_activity_3": "x" * 81}, "Keep the activity to 80 letters.", "item-activity_3"),
    ],
)
def test_a_mistake_is_said_at_its_place_and_nothing_typed_is_lost(
    ana: User, episode: Episode, signed_in: SignIn, wrong: dict[str, str], sentence: str, place: str
) -> None:
    form = {**typed(instruments.get("psfs")), "activity_1": "3", "label_activity_1": "run & jump", **wrong}
    page = signed_in(ana).post(url(episode.patient), form)
    assert page.status_code == 422
    assert page.text.count(sentence) == 2, "in the summary and at the field"
    assert f'href="#{place}"' in page.text
    assert f'id="{place}"' in page.text
    assert 'value="run &amp; jump"' in page.text
    assert not OutcomeScore.objects.exists()


def test_every_mistake_is_said_at_once(ana: User, episode: Episode, signed_in: SignIn) -> None:
    form = {**typed(instruments.get("psfs")), "collected_on": "soon", "activity_1": "11", "label_activity_2": ""}
    assert "3 things to fix" in signed_in(ana).post(url(episode.patient), form).text


def test_activities_that_have_a_name_are_rated_by_it(ana: User, episode: Episode, signed_in: SignIn) -> None:
    names = {"activity_1": "run 5 km", "activity_2": "kneel"}
    OutcomeScoreFactory.create(episode=episode, instrument="psfs", answers={}, labels=names, score=3)
    client = signed_in(ana)
    page = client.get(url(episode.patient), {"instrument": "psfs"}).text
    assert "run 5 km" in page
    assert 'name="label_activity_1"' not in page
    assert 'name="label_activity_3"' in page
    others = ",".join(f"activity_{number}" for number in range(2, 6))
    sent = {"instrument": "psfs", "activity_1": "6", "label_activity_1": "swim", "keep": others}
    client.post(url(episode.patient), sent)
    assert OutcomeScore.objects.latest("pk").labels == names


def test_a_closed_episode_says_why_it_takes_nothing_and_keeps_what_was_typed(
    ana: User, episode: Episode, signed_in: SignIn, today: date
) -> None:
    episode.close(outcome="discharged", on=today)
    client = signed_in(ana)
    assert "Type in a measure" in client.get(reverse("staff:chart", args=[episode.patient.uuid])).text
    page = client.post(url(episode.patient), {"instrument": "sane", "sane": "65", "episode": str(episode.uuid)})
    assert page.status_code == 409
    assert "This episode closed on" in page.text
    assert 'value="65"' in page.text
    assert not OutcomeScore.objects.exists()


def test_a_paper_form_answers_what_a_closed_episode_was_asked(
    ana: User, episode: Episode, signed_in: SignIn, today: date
) -> None:
    episode.close(outcome="discharged", on=today)
    asked = OutcomeRequestFactory.create(
        episode=episode,
        instrument="nprs_w",
        point=OutcomeRequest.Point.MONTH_6,
        opens_on=today - timedelta(days=5),
        due_on=today,
        closes_on=today + timedelta(days=5),
    )
    signed_in(ana).post(url(episode.patient), {"instrument": "nprs_w", "nprs_w": "2"})
    assert OutcomeScore.objects.get().request == asked


def test_of_two_episodes_the_chosen_one_gets_the_score(ana: User, episode: Episode, signed_in: SignIn) -> None:
    other = EpisodeFactory.create(patient=episode.patient, lead=ana, side="right" if episode.side == "left" else "left")
    client = signed_in(ana)
    page = client.get(url(episode.patient), {"instrument": "sane"}).text
    assert page.count('name="episode"') == 1
    for one in (episode, other):
        client.post(url(episode.patient), {"instrument": "sane", "sane": "65", "episode": str(one.uuid)})
    assert {score.episode for score in OutcomeScore.objects.all()} == {episode, other}


@pytest.mark.parametrize("data", [{}, {"instrument": "visa_p"}, {"instrument": "akps\x00"}])
def test_a_measure_that_is_not_there_is_not_found(
    ana: User, episode: Episode, signed_in: SignIn, data: dict[str, Any]
) -> None:
    client = signed_in(ana)
    assert client.get(url(episode.patient), data).status_code == 404
    assert client.post(url(episode.patient), data).status_code == 404


def test_somebody_without_an_episode_has_nothing_to_measure(ana: User, dee: Patient, signed_in: SignIn) -> None:
    client = signed_in(ana)
    assert client.get(url(dee), {"instrument": "akps"}).status_code == 404
    assert "There is no episode yet." in client.get(reverse("staff:chart", args=[dee.uuid])).text


def test_a_score_is_never_put_into_another_episode_than_the_one_asked_for(
    ana: User, episode: Episode, dee: Patient, signed_in: SignIn
) -> None:
    foreign, client = EpisodeFactory.create(patient=dee, lead=ana), signed_in(ana)
    for asked in (str(foreign.uuid), "\x00", "newest"):
        sent = {"instrument": "sane", "sane": "65", "episode": asked}
        assert client.get(url(episode.patient), sent).status_code == 404
        assert client.post(url(episode.patient), sent).status_code == 404
    assert not OutcomeScore.objects.exists()


def test_a_test_scored_for_a_note_belongs_to_the_episode_of_that_note(
    ana: User, episode: Episode, signed_in: SignIn
) -> None:
    newer = EpisodeFactory.create(
        patient=episode.patient, lead=ana, side="right", opened_on=episode.opened_on + timedelta(days=9)
    )
    note, client = ExaminationFactory.create(episode=episode, author=ana), signed_in(ana)
    came = {"instrument": "step_down", "note": str(note.uuid), "side": "left"}
    assert client.get(url(episode.patient), came).context["paper"].episode == episode
    scored = came | dict.fromkeys(("arm", "trunk", "pelvis", "knee", "steady"), "0")
    client.post(url(episode.patient), scored | {"episode": str(newer.uuid)})
    note.refresh_from_db()
    assert (OutcomeScore.objects.get().episode, note.findings) == (newer, {})
    client.post(url(episode.patient), scored)
    note.refresh_from_db()
    assert note.findings == {"O13": {"left": 0}}


@pytest.mark.parametrize("typed", ["1_0", "٣", "1e1", "--3"])
def test_an_answer_is_typed_in_figures(ana: User, episode: Episode, signed_in: SignIn, typed: str) -> None:
    page = signed_in(ana).post(url(episode.patient), {"instrument": "sane", "sane": typed})
    assert page.status_code == 422
    assert f'value="{typed}"' in page.text
