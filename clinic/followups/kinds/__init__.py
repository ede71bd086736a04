"""Every kind of follow-up: one file each, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from clinic.followups.definition import Kind


@cache
def all_kinds() -> dict[str, Kind]:
    """Each kind by its key, in the order of the file names. A file whose name is not its key is refused."""
    found: dict[str, Kind] = {}
    for module in iter_modules(__path__):
        kind: Kind = import_module(f"{__name__}.{module.name}").KIND
        if kind.key != module.name:
            raise ImportError(f"kinds/{module.name}.py defines {kind.key!r}: name the file as its key.")
        found[kind.key] = kind
    return found


def titles() -> dict[str, str]:
    """What staff call each kind."""
    return {key: kind.title for key, kind in all_kinds().items()}
