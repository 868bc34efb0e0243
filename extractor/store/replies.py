"""The project's own replies of models: they lie with the results, so that a copied file can be checked anew."""

import json

from extractor.model.cache import StoredReply
from extractor.store.database import Database


class StoredReplies:
    """Replies by the key of the request. Writing raises EnvironmentFault: a reply that can't be kept is paid again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> StoredReply | None:
        """The reply to a request, None where there is none or none that can be read."""
        found = self._database.rows("SELECT json FROM replies WHERE key = ?", key)
        try:
            return StoredReply.from_json(json.loads(found[0][0])) if found else None
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def put(self, key: str, reply: StoredReply) -> None:
        """Store a reply, in the place of an older one."""
        row = json.dumps(reply.to_json())
        self._database.write("INSERT OR REPLACE INTO replies (key, json) VALUES (?, ?)", key, row)

    def close(self) -> None:
        """Nothing: the store closes its file."""
