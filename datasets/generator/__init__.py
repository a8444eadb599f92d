"""Makes the files that the departments of Lanwan, a city that does not exist, hand to their open-data desk.

``python -m datasets.generator [ROOT]`` writes them where the demonstration portal expects them. One module makes one
file (or one kind of notice), from fixed seeds and hand-written texts, so that the same program gives the same bytes;
nothing here reads the clock, the locale or the network, and archives are stored uncompressed so that no version of a
compression library shows in them.

The files are messy the way real ones are, and the generator knows each trap it set: :mod:`datasets.generator.made`
adds the traps up to the ledger each dataset must end with, which ``tests/demonstration/truth.json`` keeps. It imports
nothing of ``publisher``, so the two counts share no code.
"""
