"""JSON values as the contract handles them: numbers as their text, and any value written for a person."""


class Number(str):
    """The text of a JSON number. A field decides what it means, so nothing is rounded on the way.

    A subclass, so that `type(value) is str` is true of JSON strings only.
    """

    __slots__ = ()


_SHOWN_CHARACTERS = 60


def shown(value: object) -> str:
    """Write a JSON value for a detail: short, on one line, and valid UTF-8 whatever it holds."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case dict():
            return "an object"
        case list():
            return "an array"
    text = str(value)
    # repr escapes line breaks, NUL and lone surrogates, and leaves accents readable.
    start = text[:_SHOWN_CHARACTERS] if type(value) is Number else repr(text[:_SHOWN_CHARACTERS])
    return start if len(text) <= _SHOWN_CHARACTERS else f"{start}… ({len(text)} characters)"
