"""The page of the examination: flat in queries, quiet about others' drafts, honest in what it answers a script."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.examination import validate
from assessments.models import Countersignature, Examination, OutcomeScore
from assessments.services import sign_examination, start_examination
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.assessments.test_examination import RUNNER, SIGNABLE
from tests.factories import ExaminationFactory, OutcomeScoreFactory, PhysioFactory, RedFlagFactory, RuleSetFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]
Budget = Callable[[int], Any]
MOST_QUERIES = 15  # the promise for the form with previous values


@pytest.fixture
def note(ana: User, cal_episode: Episode, now: datetime) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=now)


def ready_to_sign(**more: Any) -> dict[str, Any]:
    cleaned, errors, _ = validate({**SIGNABLE, **RUNNER, "S02": {"on": "2026-08-01"}, "D01": "excluded", **more})
    assert errors == {}
    return cleaned


def years_of_care(episode: Episode, ana: User, now: datetime) -> None:
    for week in range(1, 41):
        seen = now - timedelta(weeks=week)
        ExaminationFactory.create(
            episode=episode,
            kind="review",
            author=ana,
            findings={**SIGNABLE, "O13": {"left": week % 7}},
            contact_at=seen,
            signed_at=seen,
            signed_by=ana,
            signed_as="Ana Reyes, PH12345",
        )
        OutcomeScoreFactory.create(episode=episode, instrument="akps", score=60 + week % 30, collected_on=seen.date())
        RedFlagFactory.create(
            patient=episode.patient, rule=f"RF{week % 27 + 1:02}", cleared_at=seen, cleared_by=ana, cleared_why="Fine."
        )
        RuleSetFactory.create(effective_from=seen.date(), signed_by=ana, signed_at=seen - timedelta(days=2))


def test_the_form_costs_the_same_after_years_of_care(
    ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn, django_assert_max_num_queries: Budget
) -> None:
    client = signed_in(ana)
    young = start_examination(episode=cal_episode, kind="first", by=ana, now=now)
    with django_assert_max_num_queries(MOST_QUERIES) as first:
        client.get(reverse("staff:examination", args=[young.uuid]), {"section": "strength"})
    years_of_care(cal_episode, ana, now)
    review = start_examination(episode=cal_episode, kind="review", by=ana, now=now)
    with django_assert_max_num_queries(MOST_QUERIES) as later:
        page = client.get(reverse("staff:examination", args=[review.uuid]), {"section": "movement"})
    assert "Last time" in page.content.decode()
    assert len(later) <= len(first) + 1, "One more, for the note that it is compared with."


def test_a_save_costs_the_same_after_years_of_care(
    ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn, django_assert_max_num_queries: Budget
) -> None:
    client = signed_in(ana)
    years_of_care(cal_episode, ana, now)
    note = start_examination(episode=cal_episode, kind="review", by=ana, now=now)
    sent = {"section": "strength", "version": 0, "touched": "O23.left", "O23.left": "18"}
    with django_assert_max_num_queries(30):
        answer = client.post(
            reverse("staff:examination-save", args=[note.uuid]), sent, headers={"accept": "application/json"}
        )
    assert answer.json()["saved"]


def test_a_script_hears_of_each_box_what_became_of_it(ana: User, note: Examination, signed_in: SignIn) -> None:
    client, url = signed_in(ana), reverse("staff:examination-save", args=[note.uuid])

    def send(**typed: str) -> dict[str, Any]:
        answer = client.post(url, {"section": "movement", **typed}, headers={"accept": "application/json"})
        told: dict[str, Any] = answer.json()
        return told

    first = send(version="0", touched="O13.left O13.right", **{"O13.left": "4", "O13.right": "1"})
    assert "Poor left" in first["results"]["O13"]
    assert first["errors"] == first["clashes"] == {}
    second = send(version="0", touched="O13.left O12.pain", **{"O13.left": "2", "O12.pain": "11"})
    assert second["clashes"] == {"O13.left": {"words": "Ana Reyes changed this to “4/6” meanwhile.", "value": 4}}
    assert second["errors"] == {"O12.pain": "Give a number from 0 to 10."}
    note.refresh_from_db()
    assert note.findings == {"O13": {"left": 4, "right": 1}}


def test_what_was_not_touched_is_not_sent_away(ana: User, note: Examination, signed_in: SignIn) -> None:
    client, url = signed_in(ana), reverse("staff:examination-save", args=[note.uuid])
    client.post(url, {"section": "movement", "version": "0", "O13.left": "4"})
    client.post(url, {"section": "movement", "version": "1", "touched": "O38.left", "O38.left": "30"})
    note.refresh_from_db()
    assert note.findings == {"O13": {"left": 4}, "O38": {"left": 30}}


def test_the_red_flag_of_a_draft_is_open_at_once_and_taken_back_with_its_tick(
    ana: User, note: Examination, cal: Patient, signed_in: SignIn
) -> None:
    client, url = signed_in(ana), reverse("staff:examination-save", args=[note.uuid])
    client.post(url, {"section": "red_flags", "version": "0", "touched": "S31", "S31": "RF10"})
    assert [flag.rule for flag in cal.red_flags.open()] == ["RF10"]
    client.post(url, {"section": "red_flags", "version": "1", "touched": "S31", "S31": "none"})
    assert not cal.red_flags.open().exists()
    assert cal.red_flags.get().is_taken_back


def test_agreeing_keeps_the_suggestion_as_the_physios_decision_and_never_an_old_one(
    ana: User, note: Examination, signed_in: SignIn
) -> None:
    note.findings = ready_to_sign(O17={"left": 20, "right": 28})
    note.save()
    client, url = signed_in(ana), reverse("staff:examination-agree", args=[note.uuid])
    assert client.post(url, {"version": "7"}, follow=True).status_code == 200
    note.refresh_from_db()
    assert "D04" not in note.findings, "Nobody agrees to what they have not seen."
    assert client.post(url, {"version": "0"})["Location"].endswith("?section=plan")
    note.refresh_from_db()
    assert (note.findings["D04"], note.findings["D05"], note.findings["D06"]) == ("probable_pfp", ["SG2"], "SG2")


def test_signing_asks_why_when_the_physio_decides_otherwise(
    ana: User, note: Examination, now: datetime, signed_in: SignIn
) -> None:
    note.findings = ready_to_sign(D04="not_pfp")
    note.save()
    url = reverse("staff:examination-sign", args=[note.uuid])
    blocked = signed_in(ana).post(url, {"version": note.version, "section": "plan"})
    assert blocked.status_code == 409
    assert "You decided otherwise than the suggestion: say why in a line." in blocked.content.decode()
    note.findings["D07"] = "Pain came with the new hip prosthesis."
    note.save()
    assert signed_in(ana).post(url, {"version": note.version, "section": "plan"}).status_code == 302
    note.refresh_from_db()
    assert note.is_signed


def test_a_signed_note_shows_the_reading_as_it_was_kept_whatever_the_rules_say_later(
    ana: User, note: Examination, now: datetime, signed_in: SignIn
) -> None:
    note.findings = ready_to_sign(S23={"weight": 70}, O17={"left": 20, "right": 21})
    note.save()
    signed = sign_examination(examination=note, version=note.version, by=ana, now=now)
    kept = signed.reading
    assert kept
    RuleSetFactory.create(effective_from=now.date(), values={"strength.even_from": "100"}, signed_at=now)
    page = signed_in(ana).get(reverse("staff:examination", args=[note.uuid]))
    assert page.context["told"] == kept
    assert signed_in(ana).get(f"/api/v1/assessments/{note.uuid}/reading/").json() == kept


def test_a_supervisor_reads_and_countersigns_and_another_physio_cannot_see_the_draft(
    ana: User, ben: User, cal_episode: Episode, now: datetime, signed_in: SignIn
) -> None:
    sam = PhysioFactory.create(name="Sam Lee", hcpc_number="", supervisor=ana)
    note = start_examination(episode=cal_episode, kind="review", by=sam, now=now)
    address = reverse("staff:examination", args=[note.uuid])
    assert signed_in(ana).get(address).status_code == 200
    assert signed_in(ben).get(address).status_code == 404
    note.findings = {"S31": ["none"]}
    note.save()
    sign_examination(examination=note, version=note.version, by=sam, now=now)
    assert "To countersign" in signed_in(ana).get(reverse("admin:index")).content.decode()
    url = reverse("staff:countersign", args=[note.uuid])
    assert signed_in(sam).post(url, {"remark": ""}).status_code == 409
    long = signed_in(ana).post(url, {"remark": "x" * 2001})
    assert long.status_code == 422
    assert "x" * 2001 in long.content.decode()
    assert signed_in(ana).post(url, {"remark": "Seen together."}).status_code == 302
    assert Countersignature.objects.get().by == ana
    assert "Seen together." in signed_in(ben).get(address).content.decode()


def test_a_test_scored_item_by_item_lands_in_its_box(
    ana: User, note: Examination, cal: Patient, signed_in: SignIn
) -> None:
    url = reverse("staff:measure", args=[cal.uuid])
    sent = {"instrument": "step_down", "note": str(note.uuid), "side": "left"}
    sent |= {"arm": "1", "trunk": "1", "pelvis": "0", "knee": "2", "steady": "0"}
    answer = signed_in(ana).post(url, sent)
    assert answer["Location"].endswith("?section=movement")
    note.refresh_from_db()
    assert note.findings["O13"] == {"left": 4}
    assert OutcomeScore.objects.get().side == "left"


def test_a_review_shows_what_has_changed(ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn) -> None:
    years_of_care(cal_episode, ana, now)
    review = start_examination(episode=cal_episode, kind="review", by=ana, now=now)
    client, url = signed_in(ana), reverse("staff:examination-save", args=[review.uuid])
    client.post(url, {"section": "movement", "version": "0", "touched": "O13.left", "O13.left": "0"})
    page = client.get(reverse("staff:examination", args=[review.uuid]), {"section": "movement"}).content.decode()
    assert "Step-down quality, left" in page
    assert "1/6 → 0/6" in page


def test_a_signed_note_is_printed_with_the_person_and_the_printer_on_it_and_a_draft_is_not(
    ana: User, note: Examination, now: datetime, signed_in: SignIn
) -> None:
    address = reverse("staff:note-print", args=[note.uuid])
    assert signed_in(ana).get(address).status_code == 404
    note.findings = ready_to_sign(S04b=[{"view": "front", "x": 0.68, "y": 0.467}])
    note.save()
    sign_examination(examination=note, version=note.version, by=ana, now=now)
    page = signed_in(ana).get(address).content.decode()
    for words in ("Cal Morgan, born 27 March 1991", "by Ana Reyes", "left, kneecap", f"{ana.hcpc_number}, "):
        assert words in page
