"""The owner's page of rules: everything on it, found by words, set, checked and signed without a script."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.models import RuleSet
from assessments.rulebook import by_id
from assessments.rulebook import parts as examined
from assessments.services import set_rules
from clinic.accounts.models import User
from patients.models import Patient
from programmes.rulebook import parts as treated
from tests.factories import NINE, TUESDAY, RuleSetFactory

SignIn = Callable[[User | Patient], Client]
TOMORROW = TUESDAY + timedelta(days=1)
BOOK, CHANGE = reverse("staff:rules"), reverse("staff:rules-change")
EVEN = "strength.even_from"


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def desk(olu: User, signed_in: SignIn) -> Client:
    """Olu at her desk."""
    return signed_in(olu)


def text(page: Any) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def typed(page: Any, **other: str) -> dict[str, str]:
    """The form as it stands on the page, with some of it typed over."""
    form = page.context["form"]
    return {name: f"{form[name].value()}" for name in form.fields if form[name].value() is not None} | other


def test_every_rule_is_on_the_page_with_its_source(desk: Client) -> None:
    page = desk.get(BOOK)
    words = text(page)
    for part in (*examined(), *treated()):
        assert part.title in words
        for rule in part.rules:
            assert rule.id in words
            assert " ".join(rule.source.split()) in words
            assert rule.value is None or rule.in_words(rule.value) in words


def test_a_physio_reads_the_rules_and_is_offered_no_form(ana: User, signed_in: SignIn) -> None:
    page = signed_in(ana).get(BOOK)
    assert page.status_code == 200
    assert CHANGE not in page.content.decode()
    assert signed_in(ana).get(CHANGE).status_code == 404


def test_desk_and_patients_find_no_rules(bea: User, cal: Patient, signed_in: SignIn) -> None:
    for somebody in (bea, cal):
        assert signed_in(somebody).get(BOOK).status_code == 404
        assert signed_in(somebody).post(CHANGE, {"step": "sign"}).status_code == 404


def test_words_and_basis_narrow_the_page(desk: Client) -> None:
    words = text(desk.get(BOOK, {"q": "HIP women", "tag": "design"}))
    assert "strength.hip_abduction.female" in words
    assert "strength.hip_abduction.male" not in words
    assert "prognosis.long_days" not in words
    assert "No rule has these words" in text(desk.get(BOOK, {"q": "xylophone"}))


@pytest.mark.parametrize("odd", [{"tag": "nonsense"}, {"q": "\x00"}, {"q": "<script>alert(1)</script>"}])
def test_an_odd_address_is_an_ordinary_page(desk: Client, odd: dict[str, str]) -> None:
    page = desk.get(BOOK, odd)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_an_overdue_review_is_flagged(desk: Client, olu: User) -> None:
    assert "overdue" not in text(desk.get(BOOK))
    RuleSetFactory.create(
        effective_from=TUESDAY - timedelta(days=200),
        reviewed_on=TUESDAY - timedelta(days=201),
        review_by=TUESDAY - timedelta(days=1),
        signed_by=olu,
        values={},
    )
    words = text(desk.get(BOOK))
    assert "The review is overdue. It was due by 23 November 2026." in words
    assert "Overdue since 23 Nov 2026" in words


def test_the_page_says_what_will_change_and_what_was_shipped(desk: Client, olu: User, signed_in: SignIn) -> None:
    set_rules(
        values={EVEN: "85"},
        effective_from=TOMORROW,
        why="New dynamometer.",
        review_by=TUESDAY + timedelta(days=300),
        by=olu,
        now=NINE,
    )
    words = text(desk.get(BOOK))
    assert "What changes from 25 November 2026" in words
    assert "Signed by Olu Adeyemi on 24 November 2026 New dynamometer." in words
    assert "Shipped: 90 %" not in words
    with time_machine.travel(NINE + timedelta(days=1), tick=False):
        words = text(signed_in(olu).get(BOOK))
    assert "What changes" not in words
    assert "85 % Shipped: 90 %" in words
    assert "From 25 November 2026 In force" in words


def test_olu_types_checks_and_signs(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), **{EVEN: "85", "why": "New dynamometer."})
    check = desk.post(CHANGE, {**answers, "step": "check"})
    assert check.status_code == 200
    assert "90 % 85 %" in text(check)
    assert "Sign as Olu Adeyemi" in text(check)
    assert not RuleSet.objects.exists()
    signed = desk.post(CHANGE, {**typed(check), "step": "sign"}, follow=True)
    assert signed.redirect_chain == [(BOOK, 302)]
    kept = RuleSet.objects.get()
    assert (kept.values, kept.why, kept.effective_from) == ({EVEN: "85"}, "New dynamometer.", TOMORROW)
    assert "Signed. The values hold from 25 November 2026." in text(signed)


def test_a_double_press_signs_once(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), **{EVEN: "85", "why": "New dynamometer.", "step": "sign"})
    for _ in range(3):
        assert desk.post(CHANGE, answers).status_code == 302
    assert RuleSet.objects.count() == 1


def test_what_is_wrong_stands_by_its_field_and_nothing_typed_is_lost(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), **{EVEN: "ninety", "movement.step_down": "3", "review_by": "soon"})
    page = desk.post(CHANGE, {**answers, "step": "check"})
    assert page.status_code == 422
    form = page.context["form"]
    assert set(form.errors) == {EVEN, "why", "review_by"}
    assert form.errors["review_by"] == ["Enter a valid date."]
    for said in ("ninety", "soon"):
        assert f'value="{said}"' in page.content.decode()
    assert form["movement.step_down"].value() == "3"
    assert f'href="#id_{EVEN}"' in page.content.decode()
    assert not RuleSet.objects.exists()


def test_a_bad_value_is_not_signed_either(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), **{EVEN: "20", "why": "Typed past the check.", "step": "sign"})
    assert desk.post(CHANGE, answers).status_code == 422
    assert not RuleSet.objects.exists()


def test_from_the_check_there_is_a_way_back_with_everything_typed(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), **{EVEN: "85", "why": "New dynamometer."})
    check = desk.post(CHANGE, {**answers, "step": "check"})
    back = desk.post(CHANGE, {**typed(check), "step": "back"})
    assert back.status_code == 200
    assert back.context["form"][EVEN].value() == "85"
    assert back.context["form"]["why"].value() == "New dynamometer."


def test_the_yearly_review_is_signed_without_a_change(desk: Client) -> None:
    answers = typed(desk.get(CHANGE), why="Looked through with the clinical lead.")
    check = desk.post(CHANGE, {**answers, "step": "check"})
    assert "No value changes: the review is signed." in text(check)
    desk.post(CHANGE, {**typed(check), "step": "sign"})
    assert RuleSet.objects.get().values == {}
    assert "No value changed: the review was signed." in text(desk.get(BOOK))


def test_a_set_signed_in_another_tab_is_not_written_over(desk: Client) -> None:
    old_tab = typed(desk.get(CHANGE), **{EVEN: "80", "why": "From the old tab."})
    newer = typed(desk.get(CHANGE), **{EVEN: "85", "why": "From the new tab."})
    desk.post(CHANGE, {**newer, "step": "sign"})
    old_tab["effective_from"] = f"{TOMORROW + timedelta(days=1)}"
    page = desk.post(CHANGE, {**old_tab, "step": "sign"})
    assert page.status_code == 422
    assert "Somebody signed another set" in text(page)
    assert RuleSet.objects.count() == 1


def test_a_waiting_set_is_filled_in_and_the_check_says_when_it_is_replaced(desk: Client, olu: User) -> None:
    begins = TUESDAY + timedelta(days=30)
    RuleSetFactory.create(
        values={EVEN: "70"}, effective_from=begins, signed_by=olu, signed_at=NINE - timedelta(hours=1)
    )
    form = desk.get(CHANGE)
    assert form.context["form"][EVEN].value() == "70"
    assert "A set waits to begin on 24 December 2026." in text(form)
    check = desk.post(CHANGE, {**typed(form, **{EVEN: "85", "why": "70 was a mistake."}), "step": "check"})
    assert "The set that waits for 24 December 2026 will not begin" in text(check)
    desk.post(CHANGE, {**typed(check), "step": "sign"})
    assert "Replaced before it began" in text(desk.get(BOOK))


def test_the_form_holds_the_settable_values_and_no_other(desk: Client) -> None:
    named = {name for name in desk.get(CHANGE).context["form"].fields if "." in name}
    assert named == {rule.id for rule in by_id().values() if rule.editable}
