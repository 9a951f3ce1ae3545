"""The year 2017 of a line, made up from a seed, and a count of what the bot must have said in it.

`generator.year(seed)` gives everything that staff type (`log.Typed`), `log.script` the same as a console script.
`expected.count` works out what has to come up by itself, from those commands and from the rules as they are
written down, without a line of what orosbot does: its own calendar, its own routine.
"""
