"""Pain as a guide: which band a number lies in, and what to do.

0 to 2 is fine, 3 to 5 is OK when it settles by the next morning, above 5 is too much (pain monitoring, Thomeé 1997).
"""

from typing import Literal

Band = Literal["fine", "ok", "ease"]

WORDS: dict[Band, str] = {"fine": "fine", "ok": "OK", "ease": "ease back"}
# What the pain scale says after a choice, by the occasion.
MORNING: dict[Band, str] = {
    "fine": "You’re good to go.",
    "ok": "Do your session. See how it is tomorrow morning.",
    "ease": "Have an easy day. Look at your flare-up plan.",
}
DURING: dict[Band, str] = {
    "fine": "Carry on.",
    "ok": "Carry on. If it passes 5, we’ll show an easier step.",
    "ease": "Stop this exercise. Ease back and do the easier step.",
}
AFTER: dict[Band, str] = {
    "fine": "That’s a good level. Carry on as planned.",
    "ok": "We’ll ask again tomorrow morning. It should settle by then.",
    "ease": "That was too much today. Ease back: have an easy day, and open your flare-up plan.",
}


def band_of(number: int) -> Band:
    """The band of a whole number from 0 to 10."""
    if number <= 2:
        return "fine"
    return "ok" if number <= 5 else "ease"


def settled(morning: int, *, last: int | None, weekday: str) -> str:
    """What this morning's number means after the last session; `last` is its pain, None when there was none."""
    band = band_of(morning)
    if last is None or band == "ease":
        return MORNING[band]
    if morning < last:
        return f"{MORNING[band]} It was {last} in {weekday}’s session, so it has settled."
    if morning > last + 1:
        return f"It was {last} in {weekday}’s session and is {morning} now. Ease back a little today."
    return MORNING[band]
