"""The clinic itself: its name, how to reach it, and the rules of its diary. One row, edited by the owner."""

from typing import Any

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField


class Practice(models.Model):
    name = models.CharField(max_length=80, default="Our clinic")
    strapline = models.CharField(max_length=80, blank=True)
    phone = PhoneNumberField(default="+441614960000")
    email = models.EmailField(default="hello@clinic.example")
    address = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=80, blank=True)
    notice_hours = models.PositiveSmallIntegerField("shortest notice for a booking, hours", default=2)
    horizon_days = models.PositiveSmallIntegerField("bookable this far ahead, days", default=84)
    step_minutes = models.PositiveSmallIntegerField("slots start every … minutes", default=15)
    cancel_notice_hours = models.PositiveSmallIntegerField("patients may cancel until … hours before", default=24)

    class Meta:
        verbose_name_plural = "practice"
        constraints = [models.CheckConstraint(name="practice_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "Practice":
        """The one row; unsaved defaults while the clinic has not been set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def phone_display(self) -> str:
        return str(self.phone.as_national) if self.phone else ""
