"""Bytes to text, and delimited text (CSV, TSV and their kin) to one table.

The stages, in order. ``encoding`` says which encoding the bytes are in, by the letters of ``languages``; ``controls``
puts letters back that became control characters. ``delimiters`` finds how the text is divided, also by ``unusual``
signs; text of ``fixed`` width is made delimited first. ``delimited`` reads it: regular records by a stock parser, the
others by ``records``. ``counting`` counts the records a second time, and ``odd`` keeps those that others may mend.
"""
