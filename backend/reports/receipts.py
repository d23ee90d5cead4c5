"""Answers by their receipt: the same bytes again."""

from typing import NamedTuple

from backend.api.answers import Answer
from backend.api.errors import ApiError
from backend.api.questions import Question
from backend.api.receipts import bad_receipt, read_receipt
from backend.api.version import API_VERSION
from backend.lake.view import View
from backend.reports.moments import unknown_receipt, vacuumed, view_of


class Served(NamedTuple):
    """An answer as it was served, the view that it was made from, and what it answers."""

    answer: Answer
    view: View
    question: Question


def served(text: str) -> Served:
    """Return the answer that carried a receipt. Raises ApiError, LakeError or OSError."""
    receipt = read_receipt(text)
    if receipt.api_version != API_VERSION:
        raise ApiError(
            "api_version_changed",
            f"Version {receipt.api_version} of this API gave this receipt; this is version {API_VERSION}, "
            "which would not give the same bytes.",
            hint="Ask the question anew, or GET /api/reports/as-known/ for what was known then.",
            data={"given_by": receipt.api_version, "version": API_VERSION},
            status=410,
        )
    try:
        question, api = Question.read(receipt.question)
    except (ValueError, ApiError) as error:
        raise bad_receipt(text, str(error)) from error
    view = view_of(receipt.moment)
    with vacuumed():
        answer = api.answer_from(view, question)
    if answer.receipt != text:
        raise unknown_receipt("The answer at that moment was another one.")
    return Served(answer, view, question)
