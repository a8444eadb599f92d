"""Tables among other text, as people set them in pages: HTML and Word.

Here a cell may span columns and rows; it gives its text to each place it covers, and ``merged`` of the table says so.
"""
