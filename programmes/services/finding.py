"""The library as somebody looks along it: facts of every exercise, the ones that were asked for, the ladder of one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from programmes.models import Exercise, Favourite, TemplateRow
from programmes.shelf import Choices, Facts, Wanted, choices_of


@dataclass(frozen=True, slots=True)
class Found:
    """`facts` of those that fit, in the order of the library; `total` of all."""

    facts: list[Facts]
    total: int
    choices: Choices


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps beside an exercise, and where the templates use it: (template's title, phase)."""

    easier: list[Exercise]
    harder: list[Exercise]
    used_in: list[tuple[str, int]]


def _phases() -> dict[int, set[int]]:
    """Exercise → phases of the current templates that hold it."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = TemplateRow.objects.filter(phase__template__retired=False)
    for exercise, phase in rows.values_list("exercise", "phase__number").order_by():
        found[exercise].add(phase)
    return found


def find_exercises(*, wanted: Wanted, user: Any) -> Found:
    """The current exercises that fit, starred ones of this clinician first. Three queries, however long the shelf."""
    phases = _phases()
    starred = set(Favourite.objects.visible_to(user).values_list("exercise", flat=True))
    columns = ("pk", "name", "content__name", "aim", "content__target", "kit", "level", "content__answers", "made_by")
    shelf = [
        Facts(
            ident=ident,
            name=name,
            clinical_name=clinical or "",
            aim=aim,
            targets=tuple(targets or ()),
            kit=tuple(kit),
            level=level,
            answers=tuple(answers or ()),
            phases=frozenset(phases.get(ident, ())),
            starred=ident in starred,
            own=maker is not None,
        )
        for ident, name, clinical, aim, targets, kit, level, answers, maker in Exercise.objects.current().values_list(
            *columns
        )
    ]
    fitting = [facts for facts in shelf if wanted.fits(facts)]
    return Found(sorted(fitting, key=lambda facts: not facts.starred), len(shelf), choices_of(shelf))


def ladder_of(exercise: Exercise) -> Ladder:
    """Its easier and harder steps and its places in the templates, in two queries."""
    below, above = exercise.content.get("regression", []), exercise.content.get("progression", [])
    known = {one.code: one for one in Exercise.objects.current().filter(code__in=[*below, *above])}
    rows = TemplateRow.objects.filter(exercise=exercise, phase__template__retired=False)
    places = rows.values_list("phase__template__title", "phase__number").order_by("phase__template", "phase__number")
    return Ladder(
        easier=[known[code] for code in below if code in known],
        harder=[known[code] for code in above if code in known],
        used_in=list(dict.fromkeys(places)),
    )


@transaction.atomic
def star(*, exercise: Exercise, user: Any, on: bool) -> None:
    """Give or take this clinician's star; the same twice is once."""
    if on:
        Favourite.objects.get_or_create(exercise=exercise, user=user)
    else:
        Favourite.objects.visible_to(user).filter(exercise=exercise).delete()
