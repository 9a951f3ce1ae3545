"""Words that are two joined, as Swedish makes them at will: no list holds them all, and they are no names."""

from orosbot.rules.screening.lists import WordLists
from orosbot.rules.screening.vocabulary import SURNAME_ENDS


def joined(folded: str, lists: WordLists) -> bool:
    """Whether an unknown word is two words joined, `familjestödet`, and no family name, `Lindström`."""
    if folded.removesuffix("s").endswith(SURNAME_ENDS):
        return False
    for cut in range(3, len(folded) - 2):
        head, tail = folded[:cut], folded[cut:]
        if (
            len(tail) >= 4
            and lists.is_word(tail)
            and (lists.is_word(head) or (len(head) > 3 and head[-1] == "s" and lists.is_word(head[:-1])))
        ):
            return True
    return False
