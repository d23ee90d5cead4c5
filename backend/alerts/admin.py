"""Rules in Django's own pages: what is saved there goes the same way as over the API."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.audit import record_action
from backend.alerts.channels.services import send_again
from backend.alerts.models import Channel, Delivery, RuleVersion
from backend.alerts.rules import services
from backend.alerts.rules.selectors import current_rules


@admin.register(RuleVersion)
class RuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker only
    """The rules that there are; saving one makes a new version of it."""

    list_display = ("name", "rule_id", "version", "metric", "comparison", "threshold", "recover", "enabled")
    list_filter = ("metric", "enabled")
    readonly_fields = ("rule_id", "version", "created_at", "created_by", "published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RuleVersion]:
        """Show the newest version of each rule."""
        return current_rules()

    def save_model(self, request: HttpRequest, obj: RuleVersion, form: Any, change: bool) -> None:
        """Make a rule or a new version of one."""
        actor, values = cast(User, request.user), {name: form.cleaned_data[name] for name in services.CONTENT}
        if change:
            made = services.change_rule(
                actor=actor, rule_id=obj.rule_id, values=values, expected_version=int(obj.version)
            )
        else:
            made = services.create_rule(actor=actor, values=values)
        # What the page says it has saved is the new row.
        obj.pk, obj.rule_id, obj.version = made.pk, made.rule_id, made.version

    def delete_model(self, request: HttpRequest, obj: RuleVersion) -> None:
        """End a rule; its history stays."""
        services.delete_rule(actor=cast(User, request.user), rule_id=obj.rule_id)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[RuleVersion]) -> None:
        """End several rules."""
        for rule in queryset:
            self.delete_model(request, rule)


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whom to tell."""

    list_display = ("name", "kind", "target", "enabled")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write down who changed a channel also where the audit log has it."""
        record_action(actor=request.user, action="channel.change", target=obj.name)
        return super().log_change(request, obj, message)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write down who made a channel also where the audit log has it."""
        record_action(actor=request.user, action="channel.create", target=obj.name)
        return super().log_addition(request, obj, message)


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was told and what was not; what is dead can be sent again."""

    list_display = ("key", "channel", "state", "tries", "due_at", "delivered_at", "problem")
    list_filter = ("state", "channel")
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Deliveries are made with the steps that they tell."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was to be told is not changed."""
        return False

    @admin.action(description="Send again what is dead", permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Give dead deliveries all their tries again."""
        revived = send_again(actor=cast(User, request.user), deliveries=queryset)
        self.message_user(request, f"{revived} deliveries wait again.")
