"""The demo's own secret key, made once and kept in `var/`."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret kept at `path`; made on first call, readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(60)
        file.write(secret)
    return secret
