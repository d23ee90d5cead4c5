"""Questions: requests with nothing left in them that moves, so that they can be asked again at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings as django_settings
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from backend.api.parameters import write_cursor
from hub.errors import SettingsError
from hub.settings import Settings, load_settings

if TYPE_CHECKING:
    from backend.api.data import DataApi

API_ROOT = "/api/"
_ORIGIN = "origin"


@dataclass(frozen=True, eq=False)
class Question:
    """What an answer answers.

    `path` lies under /api/; `parameters` are those of the request without defaults and with nothing relative left
    (`today` is a day); `terms` are the settings that the answer depends on; `origin` is the address of this server
    that the client used, which links begin with. `values` are the parameters, read, and `settings` those with the
    question's terms.
    """

    path: str
    parameters: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    origin: str
    values: Mapping[str, Any]
    settings: Settings

    @classmethod
    def of(
        cls, api: "type[DataApi]", *, path: str, values: Mapping[str, Any], settings: Settings, origin: str = ""
    ) -> Self:
        """Return the question that these parameters, with nothing relative left in them, ask of an address."""
        terms = tuple((name, str(getattr(settings, name))) for name in api.terms)
        return cls(path, tuple(api.query.write(values).items()), terms, origin, values, settings)

    @classmethod
    def read(cls, text: str) -> "tuple[Self, type[DataApi]]":
        """Return the question that `text` says, and what answers it. Raises ValueError or ApiError."""
        from backend.api.data import DataApi

        url = urlsplit(text)
        try:
            api = getattr(resolve(API_ROOT + url.path).func, "cls", None)
        except Resolver404 as error:
            raise ValueError(f"There is nothing at {url.path!r}.") from error
        if not (isinstance(api, type) and issubclass(api, DataApi)):
            raise ValueError(f"{url.path!r} does not answer by receipt.")
        terms = dict(parse_qsl(url.fragment, strict_parsing=bool(url.fragment)))
        origin = terms.pop(_ORIGIN, "")
        if tuple(terms) != api.terms or (origin and not _is_ours(origin)):
            raise ValueError(f"{url.fragment!r} are not the terms of {url.path!r}.")
        values = api.fixed(api.query.read(QueryDict(url.query)))
        parameters = tuple(api.query.write(values).items())
        try:
            settings = load_settings(**terms)
        except SettingsError as error:
            raise ValueError(error.message) from error
        question = cls(url.path, parameters, tuple(terms.items()), origin, values, settings)
        if question.text(with_origin=bool(origin)) != text:
            raise ValueError(f"{text!r} is not how the question is written.")
        return question, api

    @property
    def key(self) -> tuple[object, ...]:
        """What two questions with one answer have in common."""
        return self.path, self.parameters, self.terms, self.origin

    def text(self, *, with_origin: bool) -> str:
        """Write the question as an address: `sales/summary/?day=2026-11-24#business_zone=America/Sao_Paulo`."""
        terms = [*self.terms, (_ORIGIN, self.origin)] if with_origin else self.terms
        query, fragment = urlencode(self.parameters), urlencode(terms, safe="/:")
        return self.path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")

    def next_page(self, position: list[Any] | None) -> str | None:
        """Return the address of the page behind `position`, None when there is no more."""
        if position is None:
            return None
        parameters = dict(self.parameters) | {"cursor": write_cursor(position)}
        return f"{self.origin}{API_ROOT}{self.path}?{urlencode(parameters)}"


def _is_ours(origin: str) -> bool:
    # Links of an answer begin with it: a forged receipt must not send anybody to another server.
    url = urlsplit(origin)
    domain, _ = split_domain_port(url.netloc)
    return (
        url.scheme in ("http", "https")
        and origin == f"{url.scheme}://{url.netloc}"
        and validate_host(domain, django_settings.ALLOWED_HOSTS)
    )
