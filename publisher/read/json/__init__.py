"""JSON and JSON Lines to tables, every digit and every name kept.

The stages, in order: ``text`` makes the document values, ``shape`` says where in it tables are, ``objects`` makes the
objects rows and writes them.
"""
