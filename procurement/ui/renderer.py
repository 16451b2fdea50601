"""Forms render themselves in NHS markup, project-wide."""

from django.forms.renderers import TemplatesSetting


class NhsMarkup(TemplatesSetting):
    """Used by every form through the setting FORM_RENDERER."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
