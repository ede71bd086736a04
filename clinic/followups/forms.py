"""The messages screen's forms."""

from django import forms


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="Email",
        max_length=254,
        help_text="This message and all later ones go there. They sign in with it, too.",
        error_messages={
            "required": "Type the new address.",
            "invalid": "Check the address: one like name@example.org.",
        },
    )
