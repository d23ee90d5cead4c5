"""What works on alerts in the background of a server. Any number of servers may do so on one database."""

from backend.alerts.loops import Loop
from backend.alerts.rules.publisher import RulePublisher
from hub.settings import Settings

_SECONDS_BETWEEN_LOOKS_AT_RULES = 1.0


class AlertsWorker:
    """Tells the stream the rules."""

    def __init__(self, settings: Settings) -> None:
        publisher = RulePublisher(settings)
        self._loops = [Loop("rule-publisher", publisher.publish, pause=_SECONDS_BETWEEN_LOOKS_AT_RULES)]

    def start(self) -> None:
        """Begin."""
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """Finish what is being done and return when nothing more is."""
        for loop in self._loops:
            loop.stop()
