"""Name folding until the shared modules land."""

import re
from functools import lru_cache

from anyascii import anyascii


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower-case ASCII."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).lower().replace("'", "")))
