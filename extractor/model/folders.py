"""Where the program keeps what it can make again: the joined weights and the cached replies."""

import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "EXTRACTOR_CACHE_DIR"


def default_cache_dir() -> Path:
    """The user's cache directory, or what `EXTRACTOR_CACHE_DIR` names. The only place that reads that variable."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("extractor")
