"""The numbers that tests and demo hand out belong to nobody, however many have been handed out before."""

import pytest

from tests.factories import EnquiryFactory, PatientFactory


@pytest.mark.parametrize("factory", [PatientFactory, EnquiryFactory])
@pytest.mark.parametrize("ordinal", [0, 99, 999, 1000, 123_456])
def test_every_made_number_is_one_that_may_be_dialled(
    factory: type[PatientFactory] | type[EnquiryFactory], ordinal: int
) -> None:
    made = factory.build(__sequence=ordinal)
    made.clean_fields(exclude=[field.name for field in made._meta.fields if field.name != "phone"])
    assert made.phone.is_valid()
