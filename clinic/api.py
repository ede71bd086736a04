"""The API's one router: each app registers what it offers, here and nowhere else."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from assessments.api import AssessmentViewSet, InstrumentViewSet, OutcomeViewSet
from clinic.bookings.api import AppointmentViewSet, EnquiryViewSet, SlotsView
from clinic.education.api import ArticleViewSet
from clinic.followups.api import FollowUpViewSet
from clinic.timeline_api import TimelineView
from patients.api import EpisodeViewSet, MeView, PatientViewSet
from programmes.api import (
    CheckInViewSet,
    ExerciseViewSet,
    ProgrammeViewSet,
    RunningPlanViewSet,
    RunViewSet,
    SessionViewSet,
    SuggestionViewSet,
    TemplateViewSet,
)

router = SimpleRouter()
router.register("enquiries", EnquiryViewSet, "enquiry")
router.register("appointments", AppointmentViewSet, "appointment")
router.register("patients", PatientViewSet, "patient")
router.register("episodes", EpisodeViewSet, "episode")
router.register("instruments", InstrumentViewSet, "instrument")
router.register("outcomes", OutcomeViewSet, "outcome")
router.register("assessments", AssessmentViewSet, "assessment")
router.register("exercises", ExerciseViewSet, "exercise")
router.register("programme-templates", TemplateViewSet, "programme-template")
router.register("programmes", ProgrammeViewSet, "programme")
router.register("sessions", SessionViewSet, "session")
router.register("check-ins", CheckInViewSet, "check-in")
router.register("runs", RunViewSet, "run")
router.register("running-plans", RunningPlanViewSet, "running-plan")
router.register("suggestions", SuggestionViewSet, "suggestion")
router.register("articles", ArticleViewSet, "article")
router.register("followups", FollowUpViewSet, "followup")

pages: list[URLPattern | URLResolver] = [
    path("me/", MeView.as_view(), name="me"),
    path("patients/<uuid:id>/timeline/", TimelineView.as_view(), name="patient-timeline"),
    path("slots/", SlotsView.as_view(), name="slots"),
]

urls: list[URLPattern | URLResolver] = [
    path("v1/", include(([*router.urls, *pages], "api"))),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
