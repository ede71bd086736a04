"""Sixty invented patients: who they are and how to reach them. Pure: the same seed makes the same people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from clinic.demo.names import FAMILIES, INWARD_LETTERS, OUTWARD, STREETS, Family
from patients.names import fold

DOMAIN = "demo.example"
# Ofcom keeps 07700 900000 to 900999 for drama; the first hundred are given by hand below.
MOBILE = "+447700900{:03d}"
FIRST_FREE = 100
GROWN_UP_BORN = (date(1956, 1, 1), date(2004, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a patient record holds. `sex` is for norms; a phone is E.164."""

    full_name: str
    sex: str
    date_of_birth: date
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    preferred_name: str = ""
    needs: str = ""


CAL = Person(
    full_name="Cal Morgan",
    sex="male",
    date_of_birth=date(1991, 3, 27),
    phone=MOBILE.format(11),
    email=f"cal@{DOMAIN}",
    address="41 Lapwing Lane",
    postcode="M20 2WS",
)
DEE = Person(
    full_name="Dee O'Hara",
    sex="female",
    date_of_birth=date(1987, 9, 14),
    phone=MOBILE.format(12),
    email=f"dee@{DOMAIN}",
    postcode="M21 9EG",
)
GARETH = Person(
    full_name="Gareth Bell",
    sex="male",
    date_of_birth=date(1988, 3, 14),
    phone=MOBILE.format(13),
    email=f"g.bell@{DOMAIN}",
    address="7 Fog Lane",
    postcode="M20 6AT",
)
KATHERINE = Person(
    full_name="Katherine Whitfield",
    sex="female",
    date_of_birth=date(1979, 11, 2),
    phone=MOBILE.format(14),
    email=f"katherine.whitfield@{DOMAIN}",
    address="112 Burton Road",
    postcode="M20 1LP",
)
# A name that fills its column, a child who comes with a parent, people who need things done in another way.
ALSO_KNOWN = (
    Person(
        full_name="Wilhelmina Alexandra Featherstonehaugh-Cholmondeley Montgomery-Massingberd",
        sex="female",
        date_of_birth=date(1969, 6, 30),
        phone=MOBILE.format(15),
        email=f"mina@{DOMAIN}",
        postcode="M20 3GB",
        preferred_name="Mina",
    ),
    Person(
        full_name="Maya Okafor",
        sex="female",
        date_of_birth=date(1992, 2, 9),
        phone=MOBILE.format(16),
        email=f"maya.okafor@{DOMAIN}",
        address="9 Beech Road",
        postcode="M21 8BQ",
    ),
    Person(
        full_name="Lucía García Núñez",
        sex="female",
        date_of_birth=date(1994, 8, 21),
        phone=MOBILE.format(17),
        email=f"lucia.garcia@{DOMAIN}",
        postcode="M19 2RD",
        needs="Spanish interpreter",
    ),
    Person(
        full_name="Ellie Hartley",
        sex="female",
        date_of_birth=date(2012, 5, 19),
        phone=MOBILE.format(18),
        email=f"hartley.family@{DOMAIN}",
        postcode="SK4 3HS",
        needs="Comes with her mother, Rachel",
    ),
    Person(
        full_name="Derek Sykes",
        sex="male",
        date_of_birth=date(1951, 1, 8),
        phone=MOBILE.format(19),
        postcode="M20 5PG",
        needs="Hearing aid: speak face to face, no calls",
    ),
)


def more_people(random: Random, count: int) -> Iterator[Person]:
    """`count` people who differ from each other and from those above in name, phone and email."""
    known = {person.full_name for person in (CAL, DEE, GARETH, KATHERINE, *ALSO_KNOWN)}
    mobiles = random.sample(range(FIRST_FREE, 1000), count)
    for mobile in mobiles:
        family = random.choices(FAMILIES, [family.weight for family in FAMILIES])[0]
        name, sex = _new_name(random, family, known)
        known.add(name)
        yield Person(
            full_name=name,
            sex=sex,
            date_of_birth=_birthday(random),
            phone=MOBILE.format(mobile),
            email=f"{'.'.join(fold(name))}@{DOMAIN}" if random.random() < 0.95 else "",
            address=f"{random.randint(2, 180)} {random.choice(STREETS)}",
            postcode=f"{random.choice(OUTWARD)} {random.randint(1, 9)}{''.join(random.choices(INWARD_LETTERS, k=2))}",
        )


def _new_name(random: Random, family: Family, known: set[str]) -> tuple[str, str]:
    while True:
        sex = "female" if random.random() < 0.58 else "male"
        first = random.choice(family.women if sex == "female" else family.men)
        name = f"{first} {random.choice(family.surnames)}"
        if name not in known:
            return name, sex


def _birthday(random: Random) -> date:
    first, last = GROWN_UP_BORN
    # The younger half of the range is likelier: runners' knees.
    days = max(random.randint(0, (last - first).days) for _ in range(2))
    return first + timedelta(days=days)
