"""The front desk."""

from django.urls import path

from clinic.bookings.views import answers, board, enquiries, lists, patients, visits

app_name = "desk"
urlpatterns = [
    path("", board.board, name="board"),
    path("week/", lists.diary_week, name="diary-week"),
    path("inbox/", lists.inbox, name="inbox"),
    path("find/", lists.find, name="find"),
    path("waiting/", lists.waiting, name="waiting"),
    path("waiting/<uuid:uuid>/close/", lists.waiting_close, name="waiting-close"),
    path("patients/<uuid:uuid>/", patients.patient, name="patient"),
    path("patients/<uuid:uuid>/edit/", patients.patient_edit, name="patient-edit"),
    path("patients/<uuid:uuid>/book/", patients.patient_book, name="patient-book"),
    path("patients/<uuid:uuid>/wait/", patients.patient_wait, name="patient-wait"),
    path("enquiries/new/", answers.enquiry_new, name="enquiry-new"),
    path("enquiries/<uuid:uuid>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<uuid:uuid>/book/", enquiries.enquiry_book, name="enquiry-book"),
    path("enquiries/<uuid:uuid>/wait/", enquiries.enquiry_wait, name="enquiry-wait"),
    path("enquiries/<uuid:uuid>/claim/", answers.enquiry_claim, name="enquiry-claim"),
    path("enquiries/<uuid:uuid>/call/", answers.enquiry_call, name="enquiry-call"),
    path("enquiries/<uuid:uuid>/snooze/", answers.enquiry_snooze, name="enquiry-snooze"),
    path("enquiries/<uuid:uuid>/close/", answers.enquiry_close, name="enquiry-close"),
    path("visits/<uuid:uuid>/", visits.visit, name="visit"),
    path("visits/<uuid:uuid>/cancel/", visits.visit_cancel, name="visit-cancel"),
    path("visits/<uuid:uuid>/move/", visits.visit_move, name="visit-move"),
    path("visits/<uuid:uuid>/<slug:action>/", visits.visit_step, name="visit-step"),
]
