"""For gunicorn, under which the real CKAN runs: write down each request before CKAN sees it. CKAN's own logging setting
switches gunicorn's access log off.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def pre_request(worker: Any, request: Any) -> None:
    """One line a request, such as ``POST /api/action/package_create``."""
    with (Path(os.environ["DAYLIGHT_CKAN_BASE"]) / "requests.log").open("a", encoding="utf-8") as log:
        log.write(f"{request.method} {request.path}\n")
