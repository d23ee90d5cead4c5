"""An e-mail, through whichever of Django's backends is set."""

import smtplib

from django.core.mail import EmailMessage

from backend.alerts.delivery.webhook import NotTaken
from backend.alerts.models import Delivery
from hub.settings import get_settings


def mail(delivery: Delivery) -> None:
    """Send it. Raises NotTaken."""
    alert = delivery.body["alert"]
    lines = [
        f"{alert['message']} ({alert['platform']})",
        "",
        f"State: {alert['state']}" + (f", {alert['resolution']}" if alert["resolution"] else ""),
        f"Value: {alert['value']}, threshold: {alert['threshold']}",
        f"Event: {alert['event_id']} at {alert['timestamp']}",
        f"Rule: {alert['rule_id']} version {alert['rule_version']}",
        f"Alert: {alert['alert_id']}",
    ]
    message = EmailMessage(
        subject=f"[{alert['state']}] {alert['message']}".replace("\n", " "),
        body="\n".join(lines),
        from_email=get_settings().email_from,
        to=delivery.channel.recipients,
        # A repeat has the same id, so that mail programs show it once.
        headers={"Message-ID": f"<{delivery.key.replace(':', '.')}@realtime-analytics-hub>"},
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"The mail server did not take it: {error}.") from error
