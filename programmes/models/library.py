"""The library as the database keeps it: loaded from the files or the clinic's own, kept while a programme uses it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, role_of

User = settings.AUTH_USER_MODEL


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def current(self) -> "ExerciseQuerySet":
        return self.filter(retired=False)

    def own(self) -> "ExerciseQuerySet":
        """The clinic's own: made here, not read from a file."""
        return self.filter(made_by__isnull=False)

    def beside(self, one: "Exercise | None") -> "ExerciseQuerySet":
        """All the others."""
        return self.exclude(pk=one.pk) if one is not None else self

    def matching(self, words: str) -> "ExerciseQuerySet":
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(name__icontains=word) | models.Q(target__icontains=word) | models.Q(aim__icontains=word)
            )
        return found


class Exercise(models.Model):
    """One exercise. Its text stands whole in `content`, from `library/exercises/<slug>.toml` or typed in by the clinic.

    `demonstration` is the photo or video that shows it now; `drawn_as` the library exercise whose figure shows it,
    where that is not its own.
    """

    code = models.CharField(max_length=4, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    aim = models.CharField(max_length=300)
    target = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    kit = models.JSONField(default=list)
    pain_rule = models.CharField(max_length=2)
    unilateral = models.BooleanField(default=False)
    content = models.JSONField()
    checksum = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)
    reviewed_on = models.DateField()
    review_by = models.DateField()
    drawn_as = models.SlugField(max_length=80, blank=True)
    demonstration = models.OneToOneField(
        "programmes.Demonstration", models.PROTECT, null=True, blank=True, related_name="shown_on"
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="exercise_level_1_to_5", condition=Q(level__gte=1, level__lte=5)),
            models.CheckConstraint(
                name="exercise_own_has_maker_and_moment",
                condition=Q(made_by__isnull=True, made_at__isnull=True)
                | Q(made_by__isnull=False, made_at__isnull=False, code__startswith="C"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        return self.made_by_id is not None

    @property
    def drawing(self) -> str:
        """The slug under which a figure of it may be drawn."""
        return self.drawn_as or self.slug


class FavouriteQuerySet(models.QuerySet["Favourite"]):
    def visible_to(self, user: Any) -> "FavouriteQuerySet":
        """Each clinician's own."""
        return self.filter(user=user) if role_of(user) in CLINICAL else self.none()


class Favourite(models.Model):
    """A star that one clinician gave to one exercise."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="favourites")

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "exercise"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.exercise}, starred by {self.user}"


class ProgrammeTemplateQuerySet(models.QuerySet["ProgrammeTemplate"]):
    def current(self) -> "ProgrammeTemplateQuerySet":
        return self.filter(retired=False)


class ProgrammeTemplate(models.Model):
    """A ready programme, loaded from `library/templates/<key>.toml`."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    patient_title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    weeks = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=400)
    checksum = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)

    objects = ProgrammeTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class TemplatePhase(models.Model):
    template = models.ForeignKey(ProgrammeTemplate, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    patient_title = models.CharField(max_length=80)
    week_from = models.PositiveSmallIntegerField()
    week_to = models.PositiveSmallIntegerField(null=True)
    gate = models.TextField(blank=True, help_text="What must be true before the next phase.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_phase_once")]

    def __str__(self) -> str:
        return self.title


class DoseFields(models.Model):
    """How much, how often: the same columns in a template's row and in the patient's own copy."""

    order = models.PositiveSmallIntegerField()
    sets = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField("hold or work, seconds", null=True, blank=True)
    tempo = models.CharField(max_length=12, blank=True)
    load = models.CharField(max_length=60, blank=True)
    rest_s = models.PositiveSmallIntegerField("rest, seconds", default=60)
    days = models.JSONField(default=list, help_text="Weekdays, Monday is 0.")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def dose(self) -> str:
        """In words: '3 sets of 10', '5 holds of 30 seconds', '15 minutes'."""
        if self.reps:
            hold = f", hold {self.seconds} seconds" if self.seconds else ""
            return f"{self.sets} {'set' if self.sets == 1 else 'sets'} of {self.reps}{hold}"
        if not self.seconds:
            return "once" if self.sets == 1 else f"{self.sets} times"
        in_minutes = self.seconds >= 120 and self.seconds % 60 == 0
        length = f"{self.seconds // 60} minutes" if in_minutes else f"{self.seconds} seconds"
        return length if self.sets == 1 else f"{self.sets} times {length}"


class TemplateRow(DoseFields):
    phase = models.ForeignKey(TemplatePhase, models.CASCADE, related_name="rows")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.exercise}: {self.dose}"
