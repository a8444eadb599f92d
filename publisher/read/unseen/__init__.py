"""What a file holds beside what its program shows: comments, hidden rows, caches, earlier texts, links, authors.

Each is told as an issue that says of what kind it is and where, and never what it says, since issues are published.
Nothing is opened, run or followed. :mod:`~publisher.read.unseen.look` takes a file by its kind; ``package`` knows what
all office packages have in common, ``sheets``, ``word``, ``opendocument``, ``binary`` (old workbooks), ``pdf`` and
``page`` (HTML) know one kind each. Of workbooks the sheets that are hidden are told where they are read.
"""
