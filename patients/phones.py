"""Phone numbers: which we take, and the one form in which they are compared."""

import re
from typing import Any

import phonenumbers
from phonenumber_field.phonenumber import PhoneNumber, to_python

# The numbers that Ofcom keeps for drama and training belong to nobody, so the lists of real ranges leave them out.
# A clinic that practises on invented patients needs them (Ofcom, "Telephone numbers for use in TV and radio drama").
_DRAMA = re.compile(r"(7700900|1632960|3069990|8081570|9098790)\d{3}")


def may_be_dialled(number: Any) -> bool:
    """A number of a real range, or one that Ofcom keeps for drama."""
    if number.country_code == 44 and _DRAMA.fullmatch(str(number.national_number)):
        return True
    return bool(phonenumbers.is_valid_number(number))


def take_drama_numbers() -> None:
    """Every form, model and serializer asks the number itself whether it is valid: this is the one place to say so."""
    PhoneNumber.is_valid = may_be_dialled


def e164(phone: object) -> str:
    """A phone number as it is kept and compared (+447700900123), however it was typed; empty when it is none."""
    number = to_python(phone)
    return str(number.as_e164) if number and number.is_valid() else ""
