"""A person talking to the library itself, with no server between."""

from __future__ import annotations

import json

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.conversation import respond
from ahp_careers.guidance.question import Preference
from ahp_careers.guidance.reply import Reply
from ahp_careers.memory import Memory
from ahp_careers.message import Message
from ahp_careers.quiz.state import QuizState

NUMBER_OF_QUESTIONS = 10
AT_EACH_QUESTION = pytest.mark.parametrize("number", range(NUMBER_OF_QUESTIONS))
COMMANDS = ["quiz_back", "quiz_skip", "quiz_why", "quiz_stop", "quiz_results", "quiz_restart", "quiz_start"]
#: "I like kids and art but hate blood"
LIKES = tuple(
    Preference(about, status)
    for about, status in (("groups:children", "likes"), ("trait:creativity", "likes"), ("trait:blood", "dislikes"))
)


class Chat:
    """A talk with the library. The memory goes through JSON after each turn, as it does between server and tracker."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.memory = Memory()
        self.replies: tuple[Reply, ...] = ()

    def say(self, topic: str, **understood: object) -> str:
        if not understood.get("rest"):
            # Else a message without text would count as a bare name.
            understood["rest"] = understood.get("text") or f"/{topic}"
        outcome = respond(Message(topic, **understood), self.memory, self.knowledge)
        self.memory = Memory.from_dict(json.loads(json.dumps(outcome.memory.to_dict())))
        assert self.memory == outcome.memory
        self.replies = outcome.replies
        return "\n\n".join(reply.text for reply in outcome.replies)

    def press(self, title: str) -> str:
        button = next(button for reply in self.replies for button in reply.buttons if button.title == title)
        role = (button.values["role"],) if "role" in button.values else ()
        return self.say(button.topic, roles=role, quiz_answer=button.values.get("quiz_answer"))

    def press_first(self) -> str:
        return self.press(self.replies[-1].buttons[0].title)

    @property
    def quiz(self) -> QuizState:
        return self.memory.quiz

    def open_question(self) -> str:
        return self.knowledge.quiz_questions[str(self.quiz.at)].ask

    def to_question(self, number: int) -> Chat:
        """Start the quiz and answer ``number`` questions with their first option."""
        self.say("quiz_start")
        for _ in range(number):
            self.press_first()
        return self
