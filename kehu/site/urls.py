"""Addresses: the API, sign-in, and the web application everywhere else."""

from django.urls import include, path, re_path

from kehu.api.urls import urlpatterns as api
from kehu.site.pages import application

urlpatterns = [
    *api,
    path("_allauth/", include("allauth.headless.urls")),
    re_path(r"^(?!api/|_allauth/|assets/|static/)(.*)$", application),
]
