"""Log-in by link, and by name and password."""

from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from backend.accounts.services import use_login_link
from backend.api.throttles import LOGIN_ATTEMPTS, address_of


@never_cache
@require_GET
def login_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Log the link's user in and go to the dashboard; a link that is used up leads to the log-in page."""
    user = use_login_link(token=token)
    if user is None:
        return render(request, "accounts/login_link_refused.html", status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("dashboard")


class ThrottledLoginView(LoginView):
    """The log-in page; an address gets few attempts a minute."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        """Try to log in, unless this address has tried too often."""
        if not LOGIN_ATTEMPTS.allow(address_of(request)):
            response = render(request, "accounts/login_throttled.html", status=429)
            response["Retry-After"] = str(LOGIN_ATTEMPTS.seconds_left())
            return response
        return super().post(request, *args, **kwargs)
