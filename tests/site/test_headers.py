"""Every answer carries the security headers (S06)."""

import pytest
from django.test import Client

PAGES = ["/", "/customers", "/api/me", "/api/health", "/api/nothing", "/_allauth/browser/v1/config", "/assets/none.js"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_s06_every_page_has_a_strict_policy(path: str) -> None:
    answer = Client().get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/me", "/_allauth/browser/v1/config"])
def test_answers_about_a_person_are_not_cached(path: str) -> None:
    assert "no-store" in Client().get(path)["Cache-Control"]


@pytest.mark.django_db
def test_s06_cookies_are_closed_to_other_sites() -> None:
    answer = Client().get("/api/me")
    cookie = answer.cookies["csrftoken"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]


def test_only_reading_reaches_the_web_application() -> None:
    assert Client().post("/customers").status_code in {403, 405}


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/../secret.key", "/assets/%2e%2e/settings.py"])
def test_missing_assets_are_not_answered_by_the_start_page(path: str) -> None:
    assert b"<div id" not in Client().get(path).content
