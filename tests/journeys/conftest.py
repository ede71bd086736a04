"""A client of the API, generated from the API's own schema, as another system would have it."""

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command

from tests.journeys.post_room import ring

PACKAGE = "restride_client"
__all__ = ["ring"]


class Api:
    """The generated package: its operations and shapes by their names, spoken to as one person."""

    def __init__(self, base_url: str, *, key: str = "", cookies: dict[str, str] | None = None) -> None:
        headers = {"Authorization": f"Token {key}"} if key else {}
        if cookies and "csrftoken" in cookies:
            headers["X-CSRFToken"] = cookies["csrftoken"]
        self.client = importlib.import_module(PACKAGE).Client(
            base_url=base_url, headers=headers, cookies=cookies or {}, timeout=60, raise_on_unexpected_status=True
        )

    def ask(self, operation: str, *where: Any, expect: int, shape: str = "", body: Any = None, **told: Any) -> Any:
        """Call `room.operation` and give back what it answers, as the schema's own shape."""
        room, name = operation.split(".")
        module = importlib.import_module(f"{PACKAGE}.api.{room}.{name}")
        if shape:
            told["body"] = getattr(importlib.import_module(f"{PACKAGE}.models"), shape).from_dict(body)
        answer = module.sync_detailed(*where, client=self.client, **told)
        assert answer.status_code == expect, answer.content.decode()
        return answer.parsed


@pytest.fixture(scope="session")
def generated_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Generated once, imported like any installed package. Nothing of the schema may be left out."""
    folder = tmp_path_factory.mktemp("client")
    schema, config = folder / "schema.json", folder / "config.yml"
    call_command("spectacular", "--format", "openapi-json", "--file", str(schema))
    config.write_text("content_type_overrides:\n  image/svg+xml: application/octet-stream\npost_hooks: []\n")
    generator = Path(sys.executable).with_name("openapi-python-client")
    done = subprocess.run(
        [str(generator), "generate", "--path", str(schema), "--config", str(config), "--meta", "none",
         "--output-path", str(folder / PACKAGE)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]
