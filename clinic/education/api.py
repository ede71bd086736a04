"""The API of the articles: public ones for everybody."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.education.models import Article
from clinic.education.services import mark_read
from patients.access import Role, role_of
from patients.models import Patient
from patients.permissions import SignedIn
from patients.problems import problems


class ArticleSerializer(serializers.ModelSerializer[Article]):
    class Meta:
        model = Article
        fields = [
            "slug",
            "title",
            "summary",
            "topic",
            "stage",
            "minutes",
            "key_points",
            "body_html",
            "quiz",
            "sources",
            "author",
            "reviewed_on",
            "review_by",
        ]
        read_only_fields = fields


class PassedSerializer(serializers.Serializer[Any]):
    passed = serializers.BooleanField(default=False)


class ReadSerializer(serializers.Serializer[Any]):
    article = serializers.CharField()
    read_at = serializers.DateTimeField()
    passed = serializers.BooleanField()


class ArticleViewSet(viewsets.ReadOnlyModelViewSet[Article]):
    permission_classes = [AllowAny]
    serializer_class = ArticleSerializer
    lookup_field = "slug"
    queryset = Article.objects.none()

    def get_queryset(self) -> Any:
        return Article.objects.visible_to(self.request.user)

    @extend_schema(responses={200: ArticleSerializer(many=True), **problems()})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={200: ArticleSerializer, **problems(404)})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=PassedSerializer, responses={200: ReadSerializer, **problems(400, 404, 422)})
    @action(detail=True, methods=["post"], permission_classes=[SignedIn])
    def read(self, request: Request, slug: str) -> Response:
        """The signed-in patient has read it."""
        article = get_object_or_404(self.get_queryset(), slug=slug)
        if role_of(request.user) != Role.PATIENT:
            raise PermissionDenied("Only patients keep a reading list.")
        asked = PassedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        patient = get_object_or_404(Patient.objects.visible_to(request.user))
        kept = mark_read(patient=patient, article=article, passed=asked.validated_data["passed"], now=timezone.now())
        return Response({"article": article.slug, "read_at": kept.read_at, "passed": kept.passed})
