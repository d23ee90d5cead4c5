"""The identity of an event, (`platform`, `event_id`), as a short digest for the memory of recent arrivals."""

import hashlib

DIGEST_BYTES = 16


def identity_digest(platform: str, event_id: str) -> bytes:
    """Return the 16-byte BLAKE2b digest of an event's identity."""
    return hashlib.blake2b(f"{platform}\0{event_id}".encode(), digest_size=DIGEST_BYTES).digest()
