"""XML to tables, KML and GML among it: one table for each kind of element that repeats.

The stages, in order: ``events`` walks the document under bounds, ``shape`` says which elements are records,
``record`` makes one such element a row, ``elements`` writes the tables, and ``counting`` counts the records a second
time, by the tags in the text.
"""
