"""What every test may use: the folder of real test data, when it is there, and a small portal to publish."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A shared machine may stall for longer than any deadline; and a red run must be red again when it is repeated.
settings.register_profile("daylight", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("daylight")

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout; a test that needs it is skipped where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` of real test data is not beside the checkout")
    return folder
