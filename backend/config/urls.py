"""Every address: the dashboard at /, the API under /api/, log-in, and the admin pages."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic.base import RedirectView
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from backend.accounts.apis import AuditLogApi, MeApi
from backend.accounts.token_apis import TokenApi, TokensApi
from backend.accounts.views import ThrottledLoginView, login_by_link
from backend.api.errors import not_found
from backend.api.health import HealthApi
from backend.metrics.apis import MetricsApi
from backend.pages.views import airflow, dashboard

_API: list[URLPattern | URLResolver] = [
    path("health/", HealthApi.as_view(), name="health"),
    path("me/", MeApi.as_view(), name="me"),
    path("audit-log/", AuditLogApi.as_view(), name="audit-log"),
    path("tokens/", TokensApi.as_view(), name="tokens"),
    path("tokens/<int:token_id>/", TokenApi.as_view(), name="token"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("", include("backend.sales.urls")),
    path("", include("backend.inventory.urls")),
    path("", include("backend.alerts.urls")),
    path("", include("backend.publications.urls")),
    path("", include("backend.quarantine.urls")),
    path("", include("backend.operations.urls")),
    path("", include("backend.reports.urls")),
    path("", include("backend.pins.urls")),
    re_path(r"^.*$", not_found),
]

urlpatterns = [
    path("", dashboard, name="dashboard"),
    # The dashboard's own router reads the rest of the address.
    re_path(r"^(?:alerts|history|reconciliation|quarantine|health)(?:/.*)?$", dashboard),
    path("login/", ThrottledLoginView.as_view(), name="login"),
    path("login/link/<str:token>/", login_by_link, name="login-link"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("airflow/<slug:dag_id>/", airflow, name="airflow"),
    path("favicon.ico", RedirectView.as_view(url=staticfiles_storage.url("pages/icon.svg"))),
    path("metrics", MetricsApi.as_view(), name="metrics"),
    path("admin/", admin.site.urls),
    path("api/", include(_API)),
]

handler404 = "backend.pages.views.not_found"
handler500 = "backend.pages.views.internal_error"
