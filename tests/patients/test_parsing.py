"""JSON that could be kept but never shown again is refused at the door."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    ["[" * 200_000, '{"a":' * 100_000 + "1" + "}" * 100_000, '{"red_flags": {"\\ud800": true}}', '{"name": "\\udfff"}'],
    ids=["a list that never ends", "boxes in boxes", "half a letter as a key", "half a letter as a name"],
)
def test_a_stranger_who_sends_it_gets_a_sentence(client: Client, body: str) -> None:
    answer = client.post("/api/v1/enquiries/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("This JSON")


@pytest.mark.django_db
def test_whole_characters_pass(client: Client) -> None:
    answer = client.post("/api/v1/enquiries/", '{"name": "\\ud83c\\udfc3 O\'Hara"}', content_type="application/json")
    assert answer.status_code == 422
    assert "name" not in answer.json()["errors"]
