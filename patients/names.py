"""Names as people write them: accents, order, hyphens and short forms folded away. Pure."""

import re
import unicodedata
from functools import cache

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})

# Each line: names that one person may go by. A name stands in one line only.
_GOES_BY = """
alexander alexandra alex sandy xander lexi
andrew andy drew
anthony antony tony
benjamin ben benny
catherine katherine kathryn kate katie kathy cathy kat
charles charlie chaz charlotte lottie
christopher christine christina chris kit tina
daniel dan danny danielle
david dave davey
deborah debbie debs
dorothy dot dottie
edward ed eddie ted teddy ned
eleanor ellie nell nora
elizabeth elisabeth liz lizzie beth betty eliza libby
emily em emma emmie
frederick fred freddie
gabriel gabrielle gabe gabby
george georgie georgina
gregory greg
harold harry henry hal
isabella isabelle isabel izzy bella
jacob jake
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
john jack johnny
jonathan jon jonny
joseph joe joey josephine
joshua josh
kenneth ken kenny
lawrence laurence larry laurie
leonard len lenny leo
margaret maggie meg peggy
matthew matt
michael mike mick mickey
mohammed muhammad mohamed mohammad mo
nathaniel nathan nate
nicholas nick nicky nicola nicole
oliver ollie olivia liv
pamela pam
patrick patricia pat paddy trish
peter pete
philip phillip phil pip philippa
rebecca becky becca
richard rick ricky dick rich
robert rob bob bobby robbie bert
ronald ron ronnie
rosemary rosie rose
samuel samantha sam sammy
sarah sally sadie
stephen steven steve stephanie steph
susan sue susie suzanne
theodore theo
theresa teresa terri tess
thomas tom tommy
timothy tim
victoria vicky tori
vincent vince vinny
william will bill billy liam
zachary zach zak
"""
_SAME = {name: line.split()[0] for line in _GOES_BY.strip().splitlines() for name in line.split()}


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, in alphabetical order: “O’Hara, Zoë” gives ohara, zoe."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’`´.]", "", plain))
    return tuple(sorted(word for word in words if word not in _TITLES))


@cache
def known_as(word: str) -> str:
    """One name for all the short forms of it: kate, katie and catherine are one."""
    return _SAME.get(word, word)


def name_key(name: str) -> str:
    """What two spellings of one person's name share; what an index looks up."""
    return " ".join(sorted(known_as(word) for word in fold(name)))[:120]
