"""The dashboard's page, and what is answered when there is none."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from backend.api.errors import internal_error as api_internal_error
from backend.api.errors import not_found as api_not_found
from backend.operations.addresses import airflow_address


@require_safe
@never_cache
@login_required
@ensure_csrf_cookie
def dashboard(request: HttpRequest) -> HttpResponse:
    """Serve the built dashboard; its files are static, its data need the session that this page came with."""
    page: Path = settings.STATICFILES_DIRS[0] / "dashboard" / "index.html"
    try:
        return HttpResponse(page.read_bytes())
    except FileNotFoundError:
        return render(request, "pages/not_built.html", {"folder": page.parent}, status=503)


@require_safe
@login_required
def airflow(request: HttpRequest, dag_id: str) -> HttpResponse:
    """Send the browser to a DAG's page in Airflow."""
    return HttpResponseRedirect(airflow_address(request, dag_id))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that does not exist."""
    if request.path.startswith("/api/"):
        return api_not_found(request)
    return render(request, "pages/not_found.html", status=404)


def internal_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed for a fault of the server."""
    if request.path.startswith("/api/"):
        return api_internal_error(request)
    return render(request, "pages/internal_error.html", status=500)
