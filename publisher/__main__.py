"""``python -m publisher`` is ``daylight``."""

from publisher.commands import main

if __name__ == "__main__":
    main()
