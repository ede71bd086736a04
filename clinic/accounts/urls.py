"""The sign-in pages that are ours; the rest of /accounts/ is allauth's."""

from django.urls import path

from clinic.accounts import views

app_name = "accounts"
urlpatterns = [
    # Before allauth's own page at this address, where people add addresses that nobody has checked.
    path("email/", views.address, name="address"),
    path("arrive/", views.arrive, name="arrive"),
    path("link/", views.ask_link, name="ask-link"),
    path("link/<str:token>/", views.open_link, name="open-link"),
]
