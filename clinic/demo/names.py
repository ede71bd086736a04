"""Names and streets to make people from, as they live side by side in south Manchester."""

from typing import NamedTuple


class Family(NamedTuple):
    """First names of women and of men, and the surnames that may follow them."""

    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


FAMILIES: tuple[Family, ...] = (
    Family(
        10,
        ("Holly", "Beth", "Rachel", "Lauren", "Harriet", "Megan", "Jill", "Naomi", "Rosie", "Frances", "Tess", "Gwen"),
        ("Jack", "Luke", "Simon", "Martin", "Callum", "Owen", "Rhys", "Ian", "Joel", "Adam", "Neil", "Toby"),
        (
            "Ashworth",
            "Barlow",
            "Hartley",
            "Pickles",
            "Entwistle",
            "Hughes",
            "Llewellyn",
            "Fraser",
            "Marsh",
            "Sykes",
            "Thornley",
            "Webster",
            "Rigby",
            "St John-Price",
        ),
    ),
    Family(
        3,
        ("Siobhán", "Aoife", "Niamh", "Orla"),
        ("Ciarán", "Declan", "Eoin", "Fionn"),
        ("O’Connell", "O'Brien", "Brennan", "Ní Dhomhnaill", "McGrath"),
    ),
    Family(
        4,
        ("Aisha", "Nadia", "Zara", "Sunita", "Meera", "Farah"),
        ("Imran", "Yusuf", "Arjun", "Bilal", "Sanjay", "Hamza"),
        ("Khan", "Hussain", "Patel", "Iqbal", "Chaudhry", "Iyer", "Sharma"),
    ),
    Family(
        3,
        ("Zofia", "Katarzyna", "Agnieszka"),
        ("Paweł", "Łukasz", "Marek"),
        ("Wójcik", "Nowak", "Kowalczyk", "Mazur", "Zając"),
    ),
    Family(
        3,
        ("Adaeze", "Ngozi", "Abena", "Folake"),
        ("Chidi", "Kwame", "Tunde", "Kofi"),
        ("Okonkwo", "Mensah", "Adeyemi-Cole", "Owusu", "Eze"),
    ),
    Family(2, ("Mei", "Xin Yi", "Hoi Ching"), ("Jun", "Ka Ho", "Wei"), ("Chan", "Li", "Wong", "Ng")),
    Family(2, ("Lucía", "Inês", "Paula"), ("Mateo", "João", "Iván"), ("García", "Ferreira", "Núñez", "Souza")),
    Family(2, ("Shanice", "Marcia", "Renée"), ("Delroy", "Marlon", "Jermaine"), ("Campbell", "Francis", "Bailey")),
    Family(1, ("Layla", "Shirin"), ("Karim", "Omid"), ("al-Rashid", "Haddad", "Sayegh")),
)

STREETS = (
    "Barlow Moor Road",
    "Burton Road",
    "Beech Road",
    "Fog Lane",
    "Kingsway",
    "Lapwing Lane",
    "Palatine Road",
    "Parrs Wood Road",
    "School Lane",
    "Wilmslow Road",
    "Egerton Road South",
    "Sandy Lane",
)
OUTWARD = ("M20", "M20", "M20", "M21", "M19", "M14", "M16", "SK4", "SK8")
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

GOALS = (
    "Run 5 km without stopping",
    "Parkrun on a Saturday",
    "Walk down the stairs without the rail",
    "Run the Manchester 10k",
    "Sit through a film",
    "Run a half marathon in spring",
    "Kneel to play with the children",
    "Hike in the Peak District for a day",
    "Squat at the gym again",
)
