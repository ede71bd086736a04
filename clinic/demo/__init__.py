"""A clinic to look around in: invented people, eight weeks behind them and four ahead, the same for the same seed.

Everything comes from one `random.Random(seed)` and from tables of our own; days count from the day it is made.
Nobody in it exists: the addresses end in `.example` (RFC 2606) and the mobile numbers are those that Ofcom keeps
for drama.
"""
