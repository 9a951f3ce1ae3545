"""Texts that people and programs may send: words of the line among whatever Unicode has."""

from hypothesis import strategies as st

WORDS = (
    "!case !ärende !a ！ä new ny note ant call igen close avsluta reopen show visa list lista undo ångra help om "
    "status child barn phone tel chat relative anhörig self själv right höger religious 18-21 u18 17 30 over25 "
    "advice råd råd: : ： advice:text child-caller tolk ring: ring:ja wants:råd,kunskap wants: lang:so lang: "
    "region:skåne via:web close:agreed close: agreed report consult agree 1 2 3 2. 482-7396 4827396 482-7395 "
    'add verify change retire mailing "Mora kommun" kommun dalarna plan phone:112 note: name: helped hjälpte “ ” '
    "٤٨٢٧٣٩٦ 4827396: open mine > @room @anna:example.org https://example.org <b> & ' \" ** ` {ref} {0}"
).split()

STRANGE = (
    "\x00", "\ud800", "\udfff", "\u200b", "\u200d", "\u202e", "\u2066", "\u2069", "\ufeff", "\u0301", "\u0338",
    "\r", "\x85", "\u2028", "\x1c", "\u3000", "\U000e0041", "ﬀ", "İ", "ß", "ſ", "²", "①", "Ⅷ", "½", "𝟜", "\U0010ffff",
)  # fmt: skip

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=60)
"""Any text at all, lone surrogates included."""

MIXED = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(STRANGE), ANY_TEXT), max_size=8).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n", "  "]).map(lambda between: between.join(parts))
)
"""Words of commands in any order and strange characters between them."""

COMMANDS = MIXED.map(lambda text: "!case " + text)
"""The same behind the prefix."""
