"""Pictures in staff templates: charts of scores and weeks, exercise thumbnails, session cells, pain marks."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from assessments import charts, sparks
from assessments.progress import Story
from clinic.portal.pain import WORDS, band_of
from programmes.charts import running_chart, sessions_chart
from programmes.drawing import figure_of
from programmes.models import Exercise, ProgrammeTemplate
from programmes.services import Weekly

register = template.Library()
BAND_CHIPS = {
    "worse": ("ok", ", worse"),
    "important": ("good", ", counts"),
    "important_and_real": ("good", ", counts"),
}
LAST_WEEKS = 12
CELL_LOOKS = {"done": " cell--done", "part": " cell--part"}
CELL_WORDS = {"done": "done", "part": "part", "skipped": "skipped", "unknown": "not logged"}


@register.simple_tag
def score_chart(story: Story) -> SafeString:
    """The drawing, and the same as a table."""
    rows = format_html_join(
        "",
        "<tr><th scope='row'>{}</th><td>{}</td></tr>",
        ((f"{step.point.on:%-d %b %Y}", story.instrument.shown(step.score)) for step in story.steps),
    )
    return format_html(
        "{}<details class='small'><summary>Show as a table</summary><table class='table'>"
        "<thead><tr><th scope='col'>Day</th><th scope='col'>Score</th></tr></thead><tbody>{}</tbody></table></details>",
        mark_safe(charts.score_chart(story)),
        rows,
    )


@register.simple_tag
def pain_weeks_chart(weekly: Weekly) -> SafeString:
    """The worst pain of each week."""
    says = f"Worst pain, by week. {weekly.figures['pain']}"
    return mark_safe(charts.pain_chart([(week.start, week.pain) for week in weekly.pain], says=says, width=420))


@register.simple_tag
def sessions_weeks_chart(weekly: Weekly) -> SafeString:
    """Sessions done of those planned, the last twelve weeks."""
    says = f"Sessions, by week. {weekly.figures['sessions']}"
    return mark_safe(sessions_chart(weekly.sessions[-LAST_WEEKS:], says=says))


@register.simple_tag
def running_weeks_chart(weekly: Weekly) -> SafeString:
    """Kilometres of each week, with its worst pain."""
    says = f"Running, by week. {weekly.figures['running']}"
    return mark_safe(running_chart(weekly.running, says=says, width=760, height=200))


@register.simple_tag
def change_chip(story: Story) -> SafeString | str:
    """The change since the start. Only one that counts looks good; a worse one says so in a word."""
    if not story.change:
        return ""
    look, meaning = BAND_CHIPS.get(story.band or "", ("quiet", ""))
    moved = story.instrument.shown(story.change.difference, signed=True)
    since = " since start" if story.instrument.needs_baseline else ""
    return format_html("<span class='chip chip--{}'>{}{}{}</span>", look, moved, since, meaning)


@register.simple_tag
def exercise_thumb(exercise: Exercise) -> SafeString | str:
    try:
        drawn = figure_of(exercise.drawing, mode="thumbnail", ident=f"t{exercise.pk}")
    except LookupError:
        return ""
    return mark_safe(drawn)


@register.simple_tag
def session_cells(cells: list[str]) -> SafeString:
    """One cell a session, oldest first; what was not logged is neither done nor missed."""
    drawn = format_html_join("", "<i class='cell{}'></i>", ((CELL_LOOKS.get(cell, ""),) for cell in cells))
    counted = ", ".join(f"{cells.count(cell)} {words}" for cell, words in CELL_WORDS.items() if cell in cells)
    return format_html(
        "<span class='cells' aria-hidden='true'>{}</span><span class='sr-only'>{}</span>", drawn, counted or "none yet"
    )


@register.simple_tag
def pain_mark(pain: int) -> SafeString:
    band = band_of(pain)
    return format_html(
        "<span class='chip chip--{}'><svg width='16' height='16' viewBox='0 0 16 16' aria-hidden='true'>{}</svg>{}"
        "<span class='sr-only'>, {}</span></span>",
        band,
        mark_safe(charts.pain_shape(8, 8, pain, 5)),
        pain,
        WORDS[band],
    )


@register.simple_tag
def pain_spark(pains: list[int | None]) -> SafeString:
    """A fortnight of pain, one entry a day, oldest first; the number has to stand beside it."""
    return mark_safe(sparks.pain_spark(pains))


@register.filter
def template_title(key: str) -> str:
    """The programme template's name; its key in words where the library does not have it."""
    template = ProgrammeTemplate.objects.filter(key=key).first()
    return template.title if template else key.replace("_", " ").capitalize()
