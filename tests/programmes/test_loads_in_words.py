"""A load stays in words, and the rules change the one thing in it that they mean."""

import pytest

from programmes.progression import read_load, write_load


@pytest.mark.parametrize(
    ("load", "says"),
    [
        ("7.5 kg, 2 left in reserve", {"load_kg": "7.5"}),
        ("green band", {"band": "green"}),
        ("15 cm step, slowly", {"height_cm": "15"}),
        ("body weight, knees to 45–60°", {"depth_degrees": "60"}),
        ("heavier band than before, 3 left in reserve", {"heavier": "heavier band than before"}),
        ("light band", {}),
        ("", {}),
    ],
)
def test_a_physio_s_words_are_read(load: str, says: dict[str, str]) -> None:
    assert read_load(load) == says


@pytest.mark.parametrize(
    ("load", "name", "value", "written"),
    [
        ("10 kg, 2 left in reserve", "load_kg", "11.0", "11 kg, 2 left in reserve"),
        ("red band", "band", "green", "green band"),
        ("15 cm step, quality first", "height_cm", "20", "20 cm step, quality first"),
        ("body weight, knees to 45–60°", "depth_degrees", "70", "body weight, knees to 70°"),
        ("", "load_kg", "0.5", "0.5 kg"),
        ("the weight of your leg", "load_kg", "0.5", "0.5 kg, the weight of your leg"),
        (
            "60–75 % of the most you can lift once, 2 left in reserve",
            "height_cm",
            "20",
            "20 cm step, 2 left in reserve",
        ),
        ("3 left in reserve", "heavier", "more weight than before", "more weight than before, 3 left in reserve"),
    ],
)
def test_one_thing_is_changed_and_the_rest_stays_as_far_as_it_fits(
    load: str, name: str, value: str, written: str
) -> None:
    assert write_load(load, name, value) == written
    assert read_load(written)[name] == str(value).removesuffix(".0")
