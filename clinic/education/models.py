"""Articles and who has read them."""

from typing import Any

from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, Role, role_of
from patients.models import Patient


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: Any) -> "ArticleQuerySet":
        """Published ones: the public ones to everybody, all to whoever has signed in; drafts to clinicians."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role is not None:
            return self.published()
        return self.published().filter(public=True)

    def published(self) -> "ArticleQuerySet":
        return self.filter(state=Article.State.PUBLISHED)

    def matching(self, words: str) -> "ArticleQuerySet":
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word))
        return found


class Article(models.Model):
    """One short read. Files in `articles/` own their rows; staff may write others in the admin."""

    class Topic(models.TextChoices):
        LOAD = "load", "Load"
        STRENGTH = "strength", "Strength"
        TECHNIQUE = "technique", "Technique"
        ALIGNMENT = "alignment", "Alignment"
        EVERYDAY = "everyday", "Everyday"
        SAFETY = "safety", "Safety"

    class Stage(models.TextChoices):
        START = "start", "Starting out"
        BUILD = "build", "Building up"
        RETURN = "return", "Running again"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=8, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    topic = models.CharField(max_length=10, choices=Topic)
    stage = models.CharField(max_length=6, choices=Stage)
    body = models.TextField(help_text="Markdown.")
    body_html = models.TextField(editable=False)
    key_points = models.JSONField(default=list)
    quiz = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list)
    findings = models.JSONField(default=list, blank=True)
    illustration = models.CharField(max_length=80, blank=True)
    author = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    public = models.BooleanField(default=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    from_file = models.CharField(max_length=64, blank=True, editable=False, help_text="Checksum of its file.")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                name="article_published_with_sources",
                condition=Q(state="draft")
                | (Q(reviewed_on__isnull=False) & Q(review_by__isnull=False) & ~Q(sources=[])),
                violation_error_message="Name the sources and the review dates before publishing.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: Any) -> "ReadingQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()


class Reading(models.Model):
    """Read and, perhaps, passed. No marks are kept."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="readings")
    article = models.ForeignKey(Article, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()
    passed = models.BooleanField(default=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "article"], name="reading_once")]

    def __str__(self) -> str:
        return f"read {self.article_id}"
