"""The public pages."""

from django.urls import path

from clinic.website import enquire, views

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path("learn/", views.learn, name="learn"),
    path("learn/<slug:slug>/", views.article, name="article"),
    path("team/", views.team, name="team"),
    path("enquire/", enquire.begin, name="enquire"),
    path("enquire/safety/", enquire.safety, name="enquire-safety"),
    path("enquire/sent/", enquire.sent, name="enquire-sent"),
    path("enquire/<slug:step>/", enquire.step, name="enquire-step"),
    path("privacy/", views.words, {"page": "privacy"}, name="privacy"),
    path("cookies/", views.words, {"page": "cookies"}, name="cookies"),
    path("accessibility/", views.words, {"page": "accessibility"}, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
