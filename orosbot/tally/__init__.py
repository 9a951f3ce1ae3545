"""The tally: figures of a month, a quarter or a year, from the casebook to text, JSON, CSV, a page, pictures.

    edition = reading.edition_of(book, Period.read("2017-02"), zone, words, now)
    as_json.write(edition)

What each figure counts is said in `orosbot.casebook.definitions`, for people in docs/tally.md.
"""
