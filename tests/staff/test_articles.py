"""Articles that staff write themselves."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User

pytestmark = pytest.mark.django_db
SignIn = Callable[[object], Client]


def test_an_article_written_by_staff_is_read_with_its_text_and_without_what_is_not_allowed(
    ana: User, client: Client, signed_in: SignIn
) -> None:
    written = {
        "slug": "own-words",
        "order": "200",
        "title": "Own words",
        "summary": "A short one.",
        "topic": "load",
        "stage": "start",
        "body": "Some **bold** words. <script>no</script>",
        "key_points": '["One"]',
        "quiz": "[]",
        "sources": '[{"text": "Clinic default", "year": 2026, "ref": "[design] clinic default"}]',
        "findings": "[]",
        "author": "Ana Reyes",
        "minutes": "1",
        "public": "on",
        "state": "published",
        "reviewed_on": "2026-11-01",
        "review_by": "2027-11-01",
    }
    answer = signed_in(ana).post(reverse("admin:education_article_add"), written)
    assert answer.status_code == 302
    page = client.get(reverse("website:article", args=["own-words"])).content.decode()
    assert "Some <strong>bold</strong> words." in page
    assert "<script>no" not in page
