"""Common words that look like names or like words of wait-time questions, but are spelled right.

Called by `words`, `forms` and `naming`: a word that stands here is never taken for a
misspelled one.  Found by trying 20 000 frequent English words on the names of Alberta's feed.
"""

from __future__ import annotations

COMMON_WORDS = frozenset(
    """
    light rock foot alexander corporation laughed chin demon rocky surgeon surgeons surgery peters royals
    alejandro alexandre petra shelton devin pieter stalker rudder royale alexa coloration door bear
    settled settler western westward shield sheltered university children devote devout deviate leaders
    writing wanting norman witch trent closet charm correctly averaged unusually tiles tires emergence grape
    current currents awaiting chant wasting buster averages norma timed tides compares charms timer carts
    departmental tread trend chants travels trends hospitality hospitalized weighting writings norms
    """.split()
)
