"""Tables in a PDF, told from where its letters and lines stand; for a look, and never published.

The stages, in order: ``pages`` loads each ``page``, its ``letters`` made words and its drawn ``rules``; words stand in
``lines``. A ``ruled`` table is the ``faces`` between its rules, less those that ``collapse``, plus the rows of a
``division``; it is a ``lattice``. Of the other words, ``regions`` parts tables from running text, and an ``unruled``
table has its ``columns``, ``header`` and ``rows``. Both are a ``grid``; those that go on over pages are made one by
``join``; ``tables`` writes them down. ``hidden`` finds text that a page does not show.
"""
