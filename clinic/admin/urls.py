"""Our own pages in the staff site, beside Django's."""

from django.urls import path

from clinic.admin import chart, examination, flags, letters, measures, patients, plan, rules, running_plan, signing

app_name = "staff"
urlpatterns = [
    path("patients/find/", patients.patients, name="patients"),
    path("chart/<uuid:uuid>/", chart.chart, name="chart"),
    path("chart/<uuid:uuid>/visit/", measures.record_measure, name="measure"),
    path("red-flags/<uuid:uuid>/clear/", flags.clear_red_flag, name="clear-red-flag"),
    path("red-flags/<uuid:uuid>/letter/", flags.begin_letter, name="begin-letter"),
    path("letters/<uuid:uuid>/", letters.letter, name="letter"),
    path("letters/<uuid:uuid>/print/", letters.letter_print, name="letter-print"),
    path("chart/<uuid:uuid>/examine/", examination.start, name="examine"),
    path("examinations/<uuid:uuid>/", examination.page, name="examination"),
    path("examinations/<uuid:uuid>/save/", examination.save, name="examination-save"),
    path("examinations/<uuid:uuid>/agree/", examination.agree, name="examination-agree"),
    path("examinations/<uuid:uuid>/sign/", signing.sign, name="examination-sign"),
    path("examinations/<uuid:uuid>/print/", signing.note_print, name="note-print"),
    path("examinations/<uuid:uuid>/countersign/", signing.countersign_note, name="countersign"),
    path("examinations/<uuid:uuid>/addendum/", signing.addendum, name="addendum"),
    path("chart/<uuid:uuid>/plan/", plan.choose, name="plan"),
    path("programmes/<uuid:uuid>/phase/", plan.move_phase, name="move-phase"),
    path("suggestions/decide/", plan.decide, name="decide"),
    path("chart/<uuid:uuid>/running-plan/", running_plan.begin, name="running-plan"),
    path("running-plans/<uuid:uuid>/step/", running_plan.set_step, name="running-step"),
    path("running-plans/<uuid:uuid>/end/", running_plan.end, name="running-end"),
    path("rules/", rules.book, name="rules"),
    path("rules/change/", rules.change, name="rules-change"),
]
