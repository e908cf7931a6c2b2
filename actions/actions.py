"""The two actions: read the tracker, ask the library, hand the reply to the dispatcher. No knowledge lives here."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.content import knowledge
from actions.turn import Turn, send
from ahp_careers.conversation import respond

logger = logging.getLogger(__name__)


class ActionReply(Action):
    """Answers a question; in mid-quiz the open question is asked again after the answer."""

    def __init__(self) -> None:
        # The server makes each action once, when it starts: broken content is found then, not at a person's question.
        self._knowledge = knowledge()

    def name(self) -> str:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        try:
            turn = Turn.of(tracker)
            outcome = respond(turn.message, turn.memory, self._knowledge)
        except Exception:
            # The last resort. rasa-sdk would log the whole conversation and leave the person without a word; the
            # memory stays as it was before this message.
            logger.exception("A message could not be answered.")
            dispatcher.utter_message(text=self._knowledge.talk.lines["error"])
            return []
        send(dispatcher, outcome.replies)
        return turn.changes(outcome.memory)


class ActionQuiz(ActionReply):
    """Starts, moves and ends the quiz: one name more in rules and stories, the same way through the library."""

    def name(self) -> str:
        return "action_quiz"
