"""The main job: every dataset and document made anew where something changed, one site built aside, one rename.

    lock -> load specs -> renew each dataset and collection -> catalogue -> edition aside -> check -> live

A dataset that fails keeps its last good release, marked with the reason; the rest goes live. Whatever stops a run,
``public`` still leads to a whole edition: it is a symbolic link, replaced by one rename at the very end. The next
plain run heals what an interrupted one left behind.
"""

from publisher.publish.outcome import DatasetOutcome, Outcome, Request
from publisher.publish.run import publish

__all__ = ["DatasetOutcome", "Outcome", "Request", "publish"]
