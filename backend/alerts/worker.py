"""What works on alerts in the background of a server. Any number of servers may do so on one database."""

from backend.alerts.candidates import Candidates
from backend.alerts.delivery.courier import Courier
from backend.alerts.life.feed import AlertFeed
from backend.alerts.loops import Loop
from backend.alerts.rules.publisher import RulePublisher
from backend.lake.service import LakeService, Moment
from backend.lake.view import View
from backend.realtime.board import Board
from backend.realtime.sections import ALERTS_SHOWN

_SECONDS_BETWEEN_LOOKS = 1.0


class AlertsWorker:
    """Tells the stream the rules, takes in what it raised, and tells the connections of `board` and the channels."""

    def __init__(self, service: LakeService, board: Board) -> None:
        feed = AlertFeed(service.settings, lambda: service.latest, board.tell_alerts, shown=ALERTS_SHOWN)
        self._feed = Loop("alert-feed", feed.step, pause=_SECONDS_BETWEEN_LOOKS)
        self._loops = [
            self._feed,
            Loop("courier", Courier().step, pause=_SECONDS_BETWEEN_LOOKS),
            Loop("rule-publisher", RulePublisher(service.settings).publish, pause=_SECONDS_BETWEEN_LOOKS),
        ]
        self._candidates = Candidates(service.settings, board.tell_candidates)
        if service.settings.fast_alerts:
            self._loops.append(Loop("candidates", self._candidates.step, pause=0))
        self._view: View | None = None
        service.listeners.append(self._on_moment)

    def start(self) -> None:
        """Begin."""
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """Finish what is being done and return when nothing more is."""
        for loop in self._loops:
            loop.stop()
        self._candidates.close()

    def _on_moment(self, moment: Moment) -> None:
        if moment.view is not self._view:
            self._view = moment.view
            self._feed.wake()
