"""Words of questionnaires that belong to somebody else, read from the clinic's own files and laid over the items.

They never stand in this repository. Only words change: items, scoring, thresholds and version stay as they are.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assessments.instruments.answers import Item, Option
from assessments.instruments.definition import Instrument

KNOWN = frozenset({"permission", "instruction", "items", "answers", "ask_where_optional"})
KNOWN_OF_AN_ITEM = frozenset({"label", "answers"})


class TextsError(ValueError):
    """The clinic's files cannot be used. `errors` are sentences that name the file and the place in it."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(self.errors))


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one measure: item key → label, item key → (answer as text → words)."""

    permission: str
    instruction: str
    labels: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    ask_where_optional: bool


def read_texts(path: Path, shelf: Iterable[Instrument]) -> dict[str, Texts]:
    """The texts of a TOML file, or of every .toml file of a folder, by measure. Raises `TextsError` with all faults."""
    by_key = {one.key: one for one in shelf}
    errors: list[str] = []
    found: dict[str, Texts] = {}
    told_in: dict[str, str] = {}
    for page in _pages(path):
        for key, table in _table(page).items():
            where = f"{page.name}: {key}"
            if key not in by_key:
                errors.append(f"{where}: there is no measure of that name.")
            elif key in told_in:
                errors.append(f"{where}: its words stand in {told_in[key]} already.")
            elif faults := list(_faults(table, by_key[key])):
                errors += [f"{where}: {fault}" for fault in faults]
            else:
                found[key] = _texts(table, by_key[key])
            told_in.setdefault(key, page.name)
    if errors:
        raise TextsError(errors)
    return found


def laid_over(one: Instrument, texts: Texts) -> Instrument:
    """The measure in the clinic's permitted words, so that patients may be asked."""
    collected = one.collected
    if texts.ask_where_optional:
        collected = dict.fromkeys(collected, "required")
    return replace(
        one,
        instruction=texts.instruction,
        licence=f"Words used by the clinic's permission: {texts.permission}",
        items=tuple(_worded(item, texts.labels[item.key], texts.answers.get(item.key, {})) for item in one.items),
        text_withheld=False,
        collected=collected,
    )


def _pages(path: Path) -> list[Path]:
    """The files to read. Raises `TextsError`."""
    if path.is_dir():
        pages = sorted(path.glob("*.toml"))
        if not pages:
            raise TextsError([f"{path}: this folder holds no .toml file."])
        return pages
    if not path.is_file():
        raise TextsError([f"{path}: there is no such file or folder."])
    return [path]


def _table(page: Path) -> dict[str, Any]:
    """What a file says, by measure. Raises `TextsError`."""
    try:
        return tomllib.loads(page.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TextsError([f"{page.name}: not readable as TOML in UTF-8: {error}."]) from error


def _faults(table: object, one: Instrument) -> Iterator[str]:
    """Everything that is wrong with the words of one measure."""
    if not isinstance(table, Mapping):
        yield "write its words under a heading of its own, as in [koos_pf]."
        return
    for name in table:
        if name not in KNOWN:
            yield f"{name}: this name is not known; known are {', '.join(sorted(KNOWN))}."
    for name in ("permission", "instruction"):
        if not _is_text(table.get(name)):
            yield f"{name}: say it in words."
    if not isinstance(table.get("ask_where_optional", False), bool):
        yield "ask_where_optional: write true or false."
    items = table.get("items", {})
    if not isinstance(items, Mapping):
        yield "items: give each item its words, as in pf01 = “…”."
        return
    keys = [item.key for item in one.items]
    yield from (f"items.{key}: this measure has no such item." for key in items if key not in keys)
    yield from (f"items.{key}: the words of this item are missing." for key in keys if key not in items)
    for item in one.items:
        yield from _faults_of_answers("answers", table.get("answers", {}), item)
        yield from _faults_of_item(items.get(item.key, "…"), item)


def _faults_of_item(given: object, item: Item) -> Iterator[str]:
    where = f"items.{item.key}"
    if isinstance(given, Mapping):
        yield from (f"{where}.{name}: this name is not known." for name in given if name not in KNOWN_OF_AN_ITEM)
        if not _is_text(given.get("label")):
            yield f"{where}.label: say it in words."
        yield from _faults_of_answers(f"{where}.answers", given.get("answers", {}), item)
    elif not _is_text(given):
        yield f"{where}: say it in words."


def _faults_of_answers(where: str, given: object, item: Item) -> Iterator[str]:
    """Words may stand for any of the answers that the item takes, and for nothing else."""
    if not isinstance(given, Mapping):
        yield f"{where}: write answer = “words” pairs."
        return
    if given and item.kind == "yes_no":
        yield f"{where}: {item.key} is answered by yes and no, which need no words."
        return
    possible = {str(answer) for answer in item.possible_answers()}
    for answer, words in given.items():
        if answer not in possible:
            yield f"{where}.{answer}: {item.key} has no such answer."
        elif not _is_text(words):
            yield f"{where}.{answer}: say it in words."


def _is_text(given: object) -> bool:
    return isinstance(given, str) and bool(given.strip())


def _texts(table: Mapping[str, Any], one: Instrument) -> Texts:
    """The words of one measure whose table has no fault. An item's own answers win over those for all items."""
    items = {key: given if isinstance(given, Mapping) else {"label": given} for key, given in table["items"].items()}
    return Texts(
        permission=table["permission"].strip(),
        instruction=table["instruction"].strip(),
        labels={key: given["label"].strip() for key, given in items.items()},
        answers={item.key: {**table.get("answers", {}), **items[item.key].get("answers", {})} for item in one.items},
        ask_where_optional=table.get("ask_where_optional", False),
    )


def _worded(item: Item, label: str, answers: Mapping[str, str]) -> Item:
    options = tuple(Option(each.key, answers.get(each.key, each.label), each.points) for each in item.options)
    anchors = {int(answer): words for answer, words in answers.items()} if answers and not options else item.anchors
    return replace(item, label=label, options=options, anchors=anchors)
