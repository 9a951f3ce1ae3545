"""How long a month's tally takes in a casebook of a million cases, and what the size around the month costs.

`stories` makes up the rows of a month's cases, the same ones for the same month; `loading` puts months of them into a
casebook; `__main__` measures. The same month stands in both casebooks, row for row: only what is around it differs.
"""
