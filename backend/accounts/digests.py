"""Digests of secrets that the database can be searched for and that give nothing away."""

import hashlib


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret with so much randomness that it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
