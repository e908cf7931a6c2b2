"""Rasa's SQL tracker store with the two things a public guide needs besides: a cheap look and a real erasure."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore, TrackerStore

#: The intent of the hidden message that opens every conversation.
OPENING_INTENT = "welcome"


class GuideTrackerStore(SQLTrackerStore):
    """Name it in endpoints.yml as ``ahp_careers.channel.store.GuideTrackerStore``; all else is Rasa's own."""

    async def exists(self, conversation_id: str) -> bool:
        """Whether a conversation was opened and not erased, without loading it.

        What a turn writes after its conversation was erased has no opening, and so does not count.
        """
        with self.session_scope() as session:
            opening = session.query(self.SQLEvent.id).filter_by(sender_id=conversation_id, intent_name=OPENING_INTENT)
            return opening.first() is not None

    async def erase(self, conversation_id: str) -> None:
        """Delete every event of a conversation. Nothing of it is left in the table."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=conversation_id).delete()
            session.commit()


class StoreCannotErase(Exception):
    """The configured tracker store has no erasure."""


def guide_store(store: Any) -> GuideTrackerStore:
    """The guide's store behind the wrapper that Rasa's agent puts round every store. Raises StoreCannotErase."""
    while isinstance(store, TrackerStore) and not isinstance(store, GuideTrackerStore):
        store = getattr(store, "_tracker_store", None)
    if not isinstance(store, GuideTrackerStore):
        raise StoreCannotErase(
            "endpoints.yml must name ahp_careers.channel.store.GuideTrackerStore as the tracker store's type."
        )
    return store
