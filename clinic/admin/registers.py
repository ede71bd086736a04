"""What Django's admin itself looks after: contacts, library, the diary's rules. Nothing clinical is deleted here."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from clinic.accounts.models import User
from clinic.bookings.models import Absence, AppointmentType, Closure, Practice, Room, WorkingHours
from clinic.education.files import render_markdown
from clinic.education.models import Article
from patients.access import CLINICAL, Role, role_of
from patients.models import Alert, Episode, Patient
from programmes.models import Exercise, ProgrammeTemplate


class ByRole:
    """Permissions from the role: who may look, who may change. Deleting is nobody's."""

    may_view: frozenset[Role] = CLINICAL
    may_change: frozenset[Role] = CLINICAL

    def has_module_permission(self, request: HttpRequest) -> bool:
        return role_of(request.user) in self.may_view

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request.user) in self.may_view

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request.user) in self.may_change

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request.user) in self.may_change

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Where somebody is picked, it is a physio who works here."""
        if db_field.related_model is User:
            kwargs["queryset"] = User.objects.filter(role__in=CLINICAL, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class OwnersRule(ByRole):
    may_view = may_change = frozenset({Role.OWNER})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request.user) in self.may_change


class FromFiles(ByRole):
    """Loaded from files: read here, changed there."""

    may_change = frozenset()


class AlertInline(ByRole, admin.StackedInline[Alert, Patient]):
    model = Alert
    extra = 0


class EpisodeInline(ByRole, admin.StackedInline[Episode, Patient]):
    model = Episode
    extra = 0
    fields = ["problem", "side", "onset_on", "is_runner", "lead", "opened_on", "closed_on", "outcome"]


@admin.register(Patient)
class PatientAdmin(ByRole, admin.ModelAdmin[Patient]):
    """The list opens charts, the form edits contacts. Searching is staff:patients: its words stay out of addresses."""

    list_display = ["full_name", "date_of_birth", "phone", "email", "chart"]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        "full_name",
        "preferred_name",
        "date_of_birth",
        "sex",
        "phone",
        "email",
        "address",
        "postcode",
        "needs",
    ]
    inlines = [AlertInline, EpisodeInline]

    @admin.display(description="Chart")
    def chart(self, patient: Patient) -> str:
        return format_html(
            '<a href="{}">Open<span class="sr-only"> the chart of {}</span></a>',
            reverse("staff:chart", args=[patient.uuid]),
            patient.full_name,
        )


@admin.register(Exercise)
class ExerciseAdmin(FromFiles, admin.ModelAdmin[Exercise]):
    list_display = ["code", "name", "target", "level", "pain_rule", "reviewed_on", "review_by"]
    list_filter = ["level", "pain_rule", "unilateral"]
    search_fields = ["name", "target", "aim"]


@admin.register(ProgrammeTemplate)
class ProgrammeTemplateAdmin(FromFiles, admin.ModelAdmin[ProgrammeTemplate]):
    list_display = ["title", "patient_title", "weeks", "source"]


@admin.register(Article)
class ArticleAdmin(ByRole, admin.ModelAdmin[Article]):
    list_display = ["title", "topic", "stage", "state", "reviewed_on", "review_by"]
    list_filter = ["topic", "stage", "state"]
    search_fields = ["title", "summary"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool) -> None:
        obj.body_html = render_markdown(obj.body)
        super().save_model(request, obj, form, change)


@admin.register(Practice)
class PracticeAdmin(OwnersRule, admin.ModelAdmin[Practice]):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not Practice.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(WorkingHours)
class WorkingHoursAdmin(OwnersRule, admin.ModelAdmin[WorkingHours]):
    list_display = ["physio", "weekday", "opens", "closes", "room"]
    list_filter = ["physio", "weekday"]
    list_select_related = ["physio", "room"]


@admin.register(Absence)
class AbsenceAdmin(OwnersRule, admin.ModelAdmin[Absence]):
    list_display = ["physio", "start", "end", "reason"]
    list_select_related = ["physio"]


@admin.register(AppointmentType, Room, Closure)
class DiaryRuleAdmin(OwnersRule, admin.ModelAdmin[Any]):
    """Types of visit, rooms, days the clinic is closed."""
