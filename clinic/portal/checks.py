"""Whether the programme's sheet can be made into a PDF here; printing the page works everywhere."""

from typing import Any

from django.core.checks import CheckMessage, Info, register

from clinic.portal.pdf import pdf_missing


@register()
def sheet_as_pdf(**kwargs: Any) -> list[CheckMessage]:
    """A hint, not a warning: without it the button is hidden and nothing is broken."""
    if missing := pdf_missing():
        hint = "For a PDF beside the printed page: requirements-pdf.txt and Pango; docs/operator.md says how."
        return [Info(f"The programme's sheet has no PDF. {missing}", hint=hint, id="portal.I001")]
    return []
