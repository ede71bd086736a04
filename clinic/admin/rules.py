"""The rules on one page for clinicians to read, and the form by which the owner sets other values from a day on."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments.rulebook import Part, Rule, Values, by_id, parts
from assessments.rulebook.definition import TAG_WORDS, plain
from assessments.services.rule_history import RuleHistory, changes, rule_history
from assessments.services.rules import LONGEST_REASON, RulesRefused, plan_rules, set_rules
from clinic.admin.doors import clinician_page, owner_page, staff_page
from clinic.admin.rule_pages import all_parts, chapters, sections
from patients.access import Role, role_of

LONGEST_SEARCH = 80


class RulesForm(forms.Form):
    """Every value that the clinic may set, then from when, why, and when they are looked at again.

    What may stand is for `plan_rules` to say; here it is only read.
    """

    effective_from = forms.DateField(
        label="First day",
        required=False,
        help_text="Tomorrow at the earliest.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    review_by = forms.DateField(
        label="Next review by",
        required=False,
        help_text="Within two years.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    why = forms.CharField(
        label="Reason",
        required=False,
        help_text=f"What was agreed, by whom, on what evidence. Up to {LONGEST_REASON} letters.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sets_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in by_id().values():
            if rule.editable:
                self.fields[rule.id] = forms.CharField(
                    label=rule.statement,
                    required=False,
                    help_text=_hint(rule),
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 12}),
                )

    def said(self) -> dict[str, Any]:
        """The words for `plan_rules`, as far as they could be read."""
        cleaned = self.cleaned_data
        values = {rule.id: cleaned.get(rule.id, "") for rule in by_id().values() if rule.editable}
        dates = {name: cleaned.get(name) for name in ("effective_from", "review_by")}
        return {"values": values, "why": cleaned.get("why", ""), **dates}

    def refuse(self, refusal: RulesRefused) -> None:
        """Each sentence by its field; a field that could not be read at all has its own already."""
        for name, sentence in refusal.errors.items():
            if name not in self.errors:
                self.add_error(name or None, sentence)

    def in_order(self) -> Iterator[BoundField]:
        """The fields as they stand on the page."""
        yield from (field for _, fields in self.rows() for _, field in fields)
        yield from (self[name] for name in ("effective_from", "why", "review_by"))

    def rows(self) -> Iterator[tuple[Part, list[tuple[Rule, BoundField]]]]:
        """The values by part, as the page groups them."""
        for part in parts():
            fields = [(rule, self[rule.id]) for rule in part.rules if rule.editable]
            if fields:
                yield part, fields


def _hint(rule: Rule) -> str:
    shipped = f" Shipped: {rule.in_words(rule.value)}." if rule.value is not None else ""
    return f"{rule.range_words}.{shipped} {rule.source}"


@clinician_page
@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Every rule with its value in force; what waits; what was signed. Words and tag narrow it, in the address."""
    on, history = timezone.localdate(), rule_history()
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    tag = request.GET.get("tag", "")
    tag = tag if tag in TAG_WORDS else ""
    values, waiting = history.on(on), history.waiting(on)
    shown = sections(values, words=words, tag=tag)
    reviewed_on, review_by = history.reviewed_on(on)
    return staff_page(
        request,
        "staff/rules.html",
        {
            "title": "Rules",
            "sections": shown,
            "found": sum(len(section.lines) for section in shown),
            "count": sum(len(part.rules) for part in all_parts()),
            "q": words,
            "tag": tag,
            "tags": TAG_WORDS,
            "reviewed_on": reviewed_on,
            "review_by": review_by,
            "overdue": review_by < on,
            "waiting": waiting,
            "coming": changes(values, history.on(waiting.effective_from)) if waiting else (),
            "chapters": chapters(history, on),
            "may_change": role_of(request.user) == Role.OWNER,
        },
    )


@owner_page
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Type, check, sign: the check page shows old and new and sends the same words again."""
    history, on = rule_history(), timezone.localdate()
    if request.method == "GET":
        return _form_page(request, RulesForm(initial=_initial(history, on)))
    step = request.POST.get("step", "check")
    if step == "back":
        return _form_page(request, RulesForm(initial=_typed(request.POST)))
    form = RulesForm(request.POST)
    form.full_clean()
    said, now = form.said(), timezone.now()
    try:
        if step == "sign" and not form.errors:
            kept = set_rules(**said, by=request.user, now=now, sets_seen=form.cleaned_data.get("sets_seen"))
            messages.success(request, f"Signed. The values hold from {kept.effective_from:%-d %B %Y}.")
            return redirect("staff:rules")
        plan = plan_rules(**said, by=request.user, now=now)
    except RulesRefused as refusal:
        form.refuse(refusal)
    if form.errors:
        return _form_page(request, form, status=422)
    return staff_page(request, "staff/rules_check.html", {"title": "Check the rules", "form": form, "plan": plan})


def _form_page(request: HttpRequest, form: RulesForm, status: int = 200) -> HttpResponse:
    return staff_page(
        request,
        "staff/rules_change.html",
        {"title": "Set the rules", "form": form, "waiting": rule_history().waiting(timezone.localdate())},
        status=status,
    )


def _typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to go on with it."""
    return {name: sent[name] for name in sent}


def _initial(history: RuleHistory, on: date) -> dict[str, Any]:
    """The values of the set that was signed last, also where it still waits: the new set takes its place."""
    waiting = history.waiting(on)
    values: Values = history.on(waiting.effective_from if waiting else on)
    return {
        **{key: plain(value) for key, value in values.items()},
        "effective_from": on + timedelta(days=1),
        "review_by": on + timedelta(days=365),
        "sets_seen": len(history.told),
    }
