"""Of which episode: asked the same way at each of these doors."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from patients.models import Episode

EPISODE = OpenApiParameter("episode", str, required=False, description="Only of this episode (uuid).")


def episode_or_404(request: Request, uuid: object) -> Episode:
    return get_object_or_404(Episode.objects.visible_to(request.user), uuid=uuid)
