"""Pages on which admins tend users and tokens, and read the audit log."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from backend.accounts.audit import record_action
from backend.accounts.models import ApiToken, AuditEntry
from backend.accounts.roles import role_of
from backend.accounts.tokens import revoke_token

# The roles are what they are: there is nothing to edit in a group.
admin.site.unregister(Group)
admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # generic for the type checker only
    """Users: their role decides what they may do."""

    list_display = ("username", "first_name", "last_name", "role", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Access", {"fields": ("is_active", "groups")}),
        ("Since", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    @admin.display(description="role")
    def role(self, user: User) -> str:
        """The highest role that the user has."""
        return role_of(user) or "none"

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Call the groups what they are."""
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field is not None and db_field.name == "groups":
            field.label, field.help_text = "Role", "Each role may also do what the ones before it may."
            field.widget = forms.CheckboxSelectMultiple(choices=field.widget.choices)
        return field

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Write it down in the audit log as well."""
        record_action(actor=request.user, action="user.create", target=str(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Write it down in the audit log as well."""
        record_action(actor=request.user, action="user.change", target=str(obj), detail=_state(obj, message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Write them down in the audit log as well."""
        for user in queryset:
            record_action(actor=request.user, action="user.delete", target=str(user))
        return super().log_deletions(request, queryset)


class _ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ApiToken)
class TokenAdmin(_ReadOnly):
    """Everybody's tokens; an admin may withdraw them."""

    list_display = ("hint", "user", "name", "role", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("hint", "name", "user__username")
    exclude = ("digest",)
    date_hierarchy = "created_at"
    actions = ("withdraw",)

    @admin.action(description="Withdraw the chosen tokens for good", permissions=["view"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        """Withdraw tokens."""
        for token in chosen:
            revoke_token(actor=request.user, token=token)
        self.message_user(request, f"Withdrawn: {chosen.count()}.")


@admin.register(AuditEntry)
class AuditLogAdmin(_ReadOnly):
    """Who changed what."""

    list_display = ("at", "actor", "action", "target", "detail")
    list_filter = ("action",)
    search_fields = ("actor", "action", "target")
    date_hierarchy = "at"


def _state(user: Any, message: Any) -> dict[str, Any]:
    return {"changed": message, "role": role_of(user), "is_active": user.is_active}
