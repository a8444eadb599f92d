"""The command in a checkout: ``python cli.py publish``. An installed Daylight has ``daylight`` instead."""

from publisher.commands import main

if __name__ == "__main__":
    main()
