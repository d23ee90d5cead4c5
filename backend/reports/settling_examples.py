"""An answer about settling, for the OpenAPI document."""

SETTLING = {
    "window_seconds": 3600,
    "level": "0.99",
    "final_after_hours": 72,
    "learned_from": "2026-09-29",
    "learned_to": "2026-11-07",
    "held_out_from": "2026-11-08",
    "held_out_to": "2026-11-20",
    "enough": True,
    "message": "",
    "results": [
        {
            "platform": "amazon",
            "currency": "BRL",
            "age_seconds": 3600,
            "windows": 960,
            "events_arrived": "0.9874",
            "revenue_arrived": "0.9881",
            "moves_at_most": "0.0462",
            "held_out_windows": 312,
            "held_out_within": 310,
            "holds": True,
        }
    ],
    "next": None,
    "receipt": "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab",
    "fresh_as_of": "2026-11-24T20:59:59.500Z",
    "settled": "1.0000",
    "status": "live",
}
