"""The eleven links of a morning mail: each opens its own number, and none shows it."""

from base64 import urlsafe_b64decode
from datetime import datetime

import pytest

from clinic.followups.links import LinkGone, morning_token, morning_url, read_morning_token
from patients.models import Patient
from tests.factories import FollowUpFactory


def test_each_link_opens_its_own_number_and_hides_it(cal: Patient, now: datetime) -> None:
    followup = FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now)
    for pain in (None, *range(11)):
        url = morning_url(followup, pain)
        token = morning_token(followup, pain)
        assert read_morning_token(token, now=now).pain == pain
        assert "pain" not in url
        held = urlsafe_b64decode(token.split(":")[0].lstrip(".") + "==")
        assert b"pain" not in held


def test_a_changed_link_opens_nothing(cal: Patient, now: datetime) -> None:
    token = morning_token(FollowUpFactory.create(patient=cal, due_at=now), 3)
    with pytest.raises(LinkGone):
        read_morning_token(token[:-1] + ("A" if token[-1] != "A" else "B"), now=now)
