"""The patient's pages."""

from django.urls import path

from clinic.portal.views import (
    inbox,
    install,
    learn,
    me,
    morning,
    progress,
    questions,
    run_files,
    running,
    session,
    signs,
    today,
    visits,
)

app_name = "portal"
urlpatterns = [
    path("", today.today, name="today"),
    path("check-in/", today.morning, name="check-in"),
    path("signs/", signs.signs, name="signs"),
    path("flare-up/", today.flare, name="flare"),
    path("session/", session.session, name="session"),
    path("session/log/", session.log, name="session-log"),
    path("session/done/<uuid:log>/", session.done, name="session-done"),
    path("session/<uuid:row>/", session.exercise, name="session-exercise"),
    path("forms/<uuid:form>/", questions.start, name="form"),
    path("forms/<uuid:form>/<int:number>/", questions.question, name="form-question"),
    path("forms/<uuid:form>/check/", questions.check, name="form-check"),
    path("forms/<uuid:form>/sent/", questions.sent, name="form-sent"),
    path("progress/", progress.progress, name="progress"),
    path("running/", running.running, name="running"),
    path("running/import/", run_files.import_file, name="run-import"),
    path("running/<uuid:run>/", running.run, name="run"),
    path("learn/", learn.learn, name="learn"),
    path("learn/<slug:slug>/", learn.article, name="learn-article"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:visit>/calendar.ics", visits.calendar, name="visit-calendar"),
    path("visits/<uuid:visit>/cancel/", visits.give_up, name="visit-cancel"),
    path("visits/<uuid:visit>/move/", visits.another_time, name="visit-move"),
    path("messages/", inbox.inbox, name="messages"),
    path("messages/<uuid:message>/", inbox.message, name="message"),
    path("me/", me.me, name="me"),
    path("me/wishes/", me.wishes, name="me-wishes"),
    path("me/data.json", me.data, name="me-data"),
    path("morning/<str:token>/", morning.morning, name="morning"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("worker.js", install.worker, name="worker"),
    path("offline/", install.offline, name="offline"),
]
