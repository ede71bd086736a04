"""allauth, made ours: nobody signs up by themselves, and second-step secrets are sealed."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class ClinicAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the clinic: staff by the owner, patients at their first booking."""
        return False


class SealedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second-step secrets are encrypted at rest with a key drawn from SECRET_KEY."""

    def _fernet(self) -> Fernet:
        digest = hashlib.sha256(b"mfa:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._fernet().decrypt(encrypted_text.encode()).decode()
