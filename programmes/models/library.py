"""The library as the database keeps it: loaded from the files, kept while a programme uses it."""

from django.db import models


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def current(self) -> "ExerciseQuerySet":
        return self.filter(retired=False)

    def matching(self, words: str) -> "ExerciseQuerySet":
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(name__icontains=word) | models.Q(target__icontains=word) | models.Q(aim__icontains=word)
            )
        return found


class Exercise(models.Model):
    """One exercise. Its text and figure come from `library/exercises/<slug>.toml`, whole, in `content`."""

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

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


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
