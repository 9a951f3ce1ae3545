"""How well `orosbot screen` keeps personal data out, on notes that nobody built it from.

`script/bench --screening` prints the figures; `evaluation.jsonl` holds the notes, `heldout-2.jsonl` (`--set heldout-2`)
those that were written to check the rules after they had been mended against the first. Nobody in them exists: numbers are
those set aside for tests and for fiction, mail and addresses are made up.
"""
