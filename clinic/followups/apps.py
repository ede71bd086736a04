"""The post room: what is due to whom, sent once, or not, with the reason."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "clinic.followups"
    label = "followups"
