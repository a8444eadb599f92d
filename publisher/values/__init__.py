"""What a text means: the parsers of dates, numbers, money, booleans and codes that inspecting and cleaning share.

One module a noun. A parser takes an Arrow array of texts, best the distinct values of a column, and a
:class:`~publisher.values.rule.Rule`; it gives a typed array of the same length, null where the text is not a value
under the rule. It never raises on a text, never guesses, and each text's value depends on that text and the rule
alone, so that no order, batch or neighbour changes it.

    rule.py         what is declared of a value: type, formats, decimal and group character, currency
    parse.py        ``parse(texts, rule)``: tidy and read, for any type
    text.py         outer space, width variants, invisible characters
    numbers.py      integer, number, money, percent          coordinates.py  latitude, longitude
    dates.py        date, datetime                           periods.py      years, months, quarters, spans
    booleans.py     yes and no in several languages          addresses.py    url, email
    currencies.py   the signs of each currency               nothing.py      texts that mean "no value"
    detect.py       ``candidates(values)``: which rules would read a column
"""
