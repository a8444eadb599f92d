"""Bytes to text, and delimited text (CSV, TSV and their kin) to one table.

The stages, in order. ``encoding`` says which encoding the bytes are in, of the ``families`` there are, by the letters
of ``languages``; ``controls`` and ``twice`` find letters that an earlier mistake with encodings changed. ``plain``
makes the text UTF-8 and finds how its records are parted: by ``delimiters``, also ``unusual`` or ``escaped`` ones, or
at ``fixed`` places. ``delimited`` reads them: ``stock`` with a stock parser where records are regular, ``records`` with
care where they are not; ``formulas`` are read as the texts they stand for. ``counting`` counts the records a second
time, ``odd`` keeps those that others may mend, and ``findings`` says what is to be told of the bytes.
"""
