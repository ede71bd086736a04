"""How the house draws a form: labels above, errors by the field, a summary on top."""

from django.forms.renderers import TemplatesSetting


class HouseFormRenderer(TemplatesSetting):
    field_template_name = "forms/field.html"
