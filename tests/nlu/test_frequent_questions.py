"""How often a question that is asked in someone's own words gets the answer that content has for it.

Measured on the sentences of ``test_faqs_*.yml``, written by people who saw the list of questions but none of the
phrasings the guide learns from. A sentence counts as answered if the guide's first reply is the right answer, and as
offered if it is one press of a button away. The floors stand a little below what was measured (see README.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.turn import Turn
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.conversation import respond
from tests.nlu.conftest import Read
from tests.nlu.test_understanding import TRAINING, plain
from tests.parsed import JustSaid

SENTENCES: list[dict[str, Any]] = [
    sentence
    for path in sorted(Path(__file__).parent.glob("test_faqs_*.yml"))
    for sentence in YAML(typ="safe").load(path)
]
#: Shares of all sentences.
ANSWERED, ANSWERED_OR_OFFERED, ANSWERED_WRONGLY = 0.53, 0.72, 0.05


def wanted(sentence: dict[str, Any]) -> set[str]:
    return {sentence["faq"], *sentence.get("or", ())}


def test_the_test_sentences_are_about_questions_that_content_has(knowledge: Knowledge) -> None:
    named = {name for sentence in SENTENCES for name in wanted(sentence)}
    assert named <= set(knowledge.faqs), named - set(knowledge.faqs)


def test_every_question_has_test_sentences(knowledge: Knowledge) -> None:
    assert set(knowledge.faqs) == {sentence["faq"] for sentence in SENTENCES}


def test_no_test_sentence_is_trained_on(knowledge: Knowledge) -> None:
    trained = {plain(example.get("text")) for example in TRAINING}
    trained |= {plain(text) for faq in knowledge.faqs.values() for text in (*faq.phrasings, faq.ask)}
    assert [sentence["text"] for sentence in SENTENCES if plain(sentence["text"]) in trained] == []


def test_questions_in_other_words_get_their_answer(knowledge: Knowledge, read: Read, show: Any) -> None:
    answered, offered, wrong = 0, 0, []
    for sentence, reading in zip(SENTENCES, map(read, (s["text"] for s in SENTENCES)), strict=True):
        turn = Turn.of(JustSaid(reading))  # type: ignore[arg-type]
        reply = respond(turn.message, turn.memory, knowledge).replies[0]
        given = next((faq.id for faq in knowledge.faqs.values() if reply.text.startswith(faq.answer)), None)
        one_press_away = {button.values.get("faq") for button in reply.buttons}
        if given in wanted(sentence):
            answered += 1
        elif given is not None:
            wrong.append((sentence["text"], sentence["faq"], given))
        elif wanted(sentence) & one_press_away:
            offered += 1
    count = len(SENTENCES)
    show(
        f"frequent questions: {answered / count:.3f} answered, {offered / count:.3f} offered, "
        f"{len(wrong) / count:.3f} answered as another, of {count} unseen sentences "
    )
    assert answered / count >= ANSWERED
    assert (answered + offered) / count >= ANSWERED_OR_OFFERED
    assert len(wrong) / count <= ANSWERED_WRONGLY, wrong
