"""Tables among other text, as people set them in pages: HTML, Word and OpenDocument text.

``html``, ``docx`` and ``odt`` each make a ``grid`` of every table, which is then written. A cell may span columns and
rows; it gives its text to each place it covers, and ``merged`` of the table says so.
"""
