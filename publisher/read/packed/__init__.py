"""Files in which others are packed, each checked before anything in it is opened.

``archive`` checks any zip container, workbooks and Word documents among them, and reads a member piece by piece.
``members`` makes each file of an archive one to read; ``gzipped`` unpacks a file that is compressed alone.
"""
