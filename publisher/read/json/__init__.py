"""JSON and JSON Lines to tables, every digit and every name kept.

The stages, in order: ``text`` makes the document values, ``shape`` says where in it tables are, ``objects`` writes them
as the rows that ``rows`` makes of records. ``lines`` does the same for JSON Lines, a batch of records at a time.
"""
