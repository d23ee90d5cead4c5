"""Receipts: one word that names a moment, a question and the answer's digest, enough to give the same answer again.

    S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab.R1.H5b1de0a9c2f4d711.Qc2FsZXMv….Z81c0

The moment comes first (`backend.lake.moment_name`), then `R`, the API's version, `H`, the digest of the answer without
its receipt, `Q`, the question as base64url, and `Z`, a digest of everything before it, which tells a slip of the pen.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import blake2b

from backend.api.errors import ApiError
from backend.api.version import API_VERSION
from backend.lake.moment_name import MomentName

_LONGEST = 4000
_RECEIPT = re.compile(r"(.+)\.R(\d{1,9})\.H([0-9a-f]{16})\.Q([\w-]+)\.Z([0-9a-f]{8})", re.A)


@dataclass(frozen=True)
class Receipt:
    """What a receipt says; `question` is the text of a question."""

    moment: MomentName
    digest: str
    question: str
    api_version: int = API_VERSION

    def __str__(self) -> str:
        question = base64.urlsafe_b64encode(self.question.encode()).decode().rstrip("=")
        text = f"{self.moment}.R{self.api_version}.H{self.digest}.Q{question}"
        return f"{text}.Z{_digest(text, 4)}"


def digest_of(body: bytes) -> str:
    """Return the digest of an answer, written with an empty receipt."""
    return _digest(body, 8)


def read_receipt(text: str) -> Receipt:
    """Read a receipt. Raises ApiError."""
    match = _RECEIPT.fullmatch(text[:_LONGEST])
    if match is None:
        raise bad_receipt(text, "It is not written as one, or names a moment without a question.")
    moment, version, digest, question, closing = match.groups()
    if closing != _digest(text[: match.start(5) - 2], 4):
        raise bad_receipt(text, "A part of it was changed or lost.")
    try:
        name = MomentName.parse(moment)
        told = base64.urlsafe_b64decode(question + "=" * (-len(question) % 4)).decode()
    except (binascii.Error, ValueError) as error:
        raise bad_receipt(text, str(error)) from error
    return Receipt(name, digest, told, int(version))


def bad_receipt(text: str, problem: str) -> ApiError:
    """Return the error for a word that no answer carried."""
    return ApiError(
        "bad_receipt",
        f"{text[:_LONGEST]!r} is not a receipt. {problem}",
        hint="Copy the whole `receipt` of an answer.",
        data={"receipt": text[:_LONGEST]},
    )


def _digest(text: str | bytes, size: int) -> str:
    return blake2b(text.encode() if isinstance(text, str) else text, digest_size=size).hexdigest()
