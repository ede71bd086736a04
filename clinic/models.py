"""What the house remembers of itself."""

from django.db import models


class DemoMark(models.Model):
    """This database was made by the demo, so the demo may empty it and make it again. One row, or none."""

    seed = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="demo_mark_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"demo {self.seed}"
