"""Who may see what: the roles, and the one question that every `visible_to(user)` asks.

The user model lives above; from here it is known only by what it answers.
"""

from typing import Any

from django.db import models


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    PHYSIO = "physio", "Physio"
    DESK = "desk", "Front desk"
    PATIENT = "patient", "Patient"


STAFF = frozenset({Role.OWNER, Role.PHYSIO, Role.DESK})
CLINICAL = frozenset({Role.OWNER, Role.PHYSIO})


def role_of(user: Any) -> Role | None:
    """The role of somebody signed in and active; None for everybody else, who then sees nothing."""
    if user is None or not getattr(user, "is_authenticated", False) or not getattr(user, "is_active", False):
        return None
    role = getattr(user, "role", "")
    return Role(role) if role in Role.values else None
