"""People and keys, for the owner only."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone

from clinic.accounts.models import ApiKey, User
from patients.access import Role, role_of

admin.site.unregister(Group)  # roles decide here; groups would say nothing


class OwnerOnly:
    """What only the owner may open; everybody else gets a 404 from the site."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return role_of(request.user) == Role.OWNER

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request.user) == Role.OWNER

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class UserAdmin(OwnerOnly, admin.ModelAdmin[User]):
    """Accounts are switched off, not deleted: their name stands on notes."""

    list_display = ["name", "email", "role", "hcpc_number", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "role", "hcpc_number", "hcpc_expires_on", "supervisor", "speciality", "is_active"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A supervisor is somebody registered who works here."""
        if db_field.name == "supervisor":
            kwargs["queryset"] = User.objects.clinicians().exclude(hcpc_number="")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class ApiKeyForm(forms.ModelForm[ApiKey]):
    class Meta:
        model = ApiKey
        fields = ["name", "user", "scope", "expiry"]


@admin.register(ApiKey)
class ApiKeyAdmin(OwnerOnly, admin.ModelAdmin[ApiKey]):
    """A key is shown once, when it is made; only its hash is kept. Deleting it revokes it."""

    form = ApiKeyForm
    list_display = ["name", "user", "scope", "token_key", "created", "expiry"]
    list_select_related = ["user"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: forms.ModelForm[ApiKey], change: bool) -> None:
        expiry = form.cleaned_data.get("expiry")
        made, token = ApiKey.objects.create(
            user=form.cleaned_data["user"],
            name=form.cleaned_data["name"],
            scope=form.cleaned_data["scope"],
            expiry=(expiry - timezone.now()) if expiry else settings.REST_KNOX["TOKEN_TTL"],
        )
        obj.pk, obj.digest = made.pk, made.digest
        messages.success(request, f"Copy this key now, it is shown only once: {token}")
