"""Our own pages in the staff site, beside Django's."""

from django.urls import path

from clinic.admin import chart, examination, measures, patients, plan

app_name = "staff"
urlpatterns = [
    path("patients/find/", patients.patients, name="patients"),
    path("chart/<uuid:uuid>/", chart.chart, name="chart"),
    path("chart/<uuid:uuid>/visit/", measures.record_measure, name="measure"),
    path("red-flags/<uuid:uuid>/clear/", chart.clear_red_flag, name="clear-red-flag"),
    path("chart/<uuid:uuid>/examine/", examination.start, name="examine"),
    path("examinations/<uuid:uuid>/", examination.page, name="examination"),
    path("examinations/<uuid:uuid>/save/", examination.save, name="examination-save"),
    path("examinations/<uuid:uuid>/sign/", examination.sign, name="examination-sign"),
    path("examinations/<uuid:uuid>/addendum/", examination.addendum, name="addendum"),
    path("chart/<uuid:uuid>/plan/", plan.choose, name="plan"),
    path("programmes/<uuid:uuid>/phase/", plan.move_phase, name="move-phase"),
    path("suggestions/decide/", plan.decide, name="decide"),
]
