"""One question in, one sourced reply out; and never an answer about another job than the one asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, TOPIC_TITLES, Answer, answer
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Question

ROLES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "content" / "roles").glob("*.yml"))
TOPICS = sorted(ROLE_TOPICS)
NATIONS = ["england", "scotland", "wales", "northern_ireland"]
TALK = [
    "greet",
    "goodbye",
    "thank",
    "help",
    "who_are_you",
    "confused",
    "human_help",
    "distress",
    "medical_question",
    "other_health_career",
    "out_of_scope",
    "about_ahps",
    "nlu_fallback",
    "affirm",
    "deny",
    "neutral",
    "dont_know",
    "state_preference",
    "state_qualification",
    "list_roles",
    "compare_roles",
    "a_topic_nobody_thought_of",
]
NO_GCSES = (Claim("gcse", "lacks"),)


def own_texts(knowledge: Knowledge, role_id: str) -> list[str]:
    """Sentences that can only be about this role."""
    role = knowledge.roles[role_id]
    facts = [role.summary, role.entry.statement, role.progression, *filter(None, [role.pay, role.hours])]
    return [fact.text for fact in facts]


def roles_spoken_of(knowledge: Knowledge, told: Answer) -> set[str]:
    return {role_id for role_id in ROLES if any(text in told.reply.text for text in own_texts(knowledge, role_id))}


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("role_id", ROLES)
def test_every_topic_of_every_role_gets_a_sourced_reply(knowledge: Knowledge, role_id: str, topic: str) -> None:
    role = knowledge.roles[role_id]
    told = answer(Question(topic, roles=(role_id,)), knowledge)
    assert told.focus == role_id
    assert told.topic == topic
    assert len(told.reply.text) > 20
    if topic == "disputes" and not role.conflicts:
        assert "do not contradict each other" in told.reply.text
    elif getattr(role, topic, "there") is None:
        # Content knows nothing of it: the guide says so and where to look.
        assert "no checked facts" in told.reply.text
        assert told.reply.sources
    else:
        assert any(source in role.sources.values() for source in told.reply.sources)
    assert told.reply.buttons
    assert topic not in [button.topic for button in told.reply.buttons if button.values.get("role") == role_id]


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_nation_changes_no_more_than_the_words(knowledge: Knowledge, topic: str, nation: str) -> None:
    for role_id in ROLES:
        told = answer(Question(topic, roles=(role_id,), nation=nation), knowledge)
        assert told.focus == role_id
        assert told.reply.sources or topic == "disputes"


@pytest.mark.parametrize(
    ("nation", "there", "not_there"),
    [
        ("england", "England 2025/26", "Scotland 2026/27"),
        ("scotland", "Scotland 2026/27", "England 2025/26"),
        ("wales", "no checked pay figures for Wales", "£0"),
    ],
)
def test_pay_is_that_of_the_nation(knowledge: Knowledge, nation: str, there: str, not_there: str) -> None:
    told = answer(Question("pay", roles=("podiatry_assistant",), nation=nation), knowledge)
    assert there in told.reply.text
    assert not_there not in told.reply.text.split("Most NHS jobs")[0]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("role_id", ROLES)
def test_a_question_without_a_role_is_about_the_last_one(knowledge: Knowledge, role_id: str, topic: str) -> None:
    asked = Question(topic, roles=(role_id,))
    assert answer(Question(topic, focus=role_id), knowledge) == answer(asked, knowledge)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("misread", ["nlu_fallback", "out_of_scope", "about_role"])
def test_another_role_named_asks_the_last_question_again(knowledge: Knowledge, topic: str, misread: str) -> None:
    """ "and paramedics?" """
    told = answer(Question(misread, roles=("paramedic",), focus="podiatrist", last_topic=topic, bare=True), knowledge)
    assert told == answer(Question(topic, roles=("paramedic",)), knowledge)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("misread", ["nlu_fallback", "out_of_scope"])
def test_a_nation_named_asks_the_last_question_again(knowledge: Knowledge, topic: str, misread: str) -> None:
    """ "what about Scotland?" """
    followup = Question(misread, nation="scotland", new_nation=True, focus="podiatrist", last_topic=topic, bare=True)
    told = answer(followup, knowledge)
    alone = answer(Question(topic, roles=("podiatrist",), nation="scotland"), knowledge)
    assert (told.focus, told.topic, told.reply.buttons) == (alone.focus, alone.topic, alone.reply.buttons)
    assert told.reply.text.endswith(alone.reply.text)
    # Where nothing differs by nation it says so, instead of the same words again without a reason.
    assert told.reply.text == alone.reply.text or told.reply.text.startswith(
        "I have nothing that is special to Scotland"
    )


def test_a_name_in_a_sentence_not_understood_is_no_reason_to_guess(knowledge: Knowledge) -> None:
    asked = Question("nlu_fallback", roles=("paramedic",), last_topic="pay", likely_topics=("hours",))
    told = answer(asked, knowledge)
    assert told.topic == "nlu_fallback"
    assert not roles_spoken_of(knowledge, told)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question("nlu_fallback", roles=("podiatrist",), bare=True), "A podiatrist is"),
        (Question("out_of_scope", nation="wales", new_nation=True, bare=True), "Wales"),
        (Question("about_role", excluded=("paramedic",), focus="paramedic"), "Podiatrist"),
    ],
    ids=["a role's name alone", "a nation alone", "a role spoken against"],
)
def test_a_name_without_a_question_is_taken_up(knowledge: Knowledge, question: Question, words: str) -> None:
    told = answer(question, knowledge)
    assert words in told.reply.text
    assert "**Paramedic**" not in told.reply.text


@pytest.mark.parametrize("topic", ["eligibility", "pathway"])
def test_a_qualification_told_after_can_i_is_judged_at_once(knowledge: Knowledge, topic: str) -> None:
    """ "can I be a podiatry assistant?" - "I've no GCSEs" """
    told = answer(
        Question(
            "state_qualification", claims=NO_GCSES, new_claims=NO_GCSES, focus="podiatry_assistant", last_topic=topic
        ),
        knowledge,
    )
    assert told.topic == topic
    assert told.focus == "podiatry_assistant"


def test_a_qualification_told_out_of_the_blue_is_noted(knowledge: Knowledge) -> None:
    told = answer(Question("state_qualification", claims=NO_GCSES, new_claims=NO_GCSES), knowledge)
    assert "no GCSEs" in told.reply.text
    assert {"list_roles", "quiz_start"} <= {button.topic for button in told.reply.buttons}


@pytest.mark.parametrize("topic", sorted(set(TOPICS) - {"apprenticeship"}))
def test_no_role_at_all_is_asked_for(knowledge: Knowledge, topic: str) -> None:
    told = answer(Question(topic), knowledge)
    assert told.focus is None
    assert knowledge.talk.lines["which_role"] in told.reply.text
    assert {button.topic for button in told.reply.buttons} == {topic, "quiz_start"}
    assert not roles_spoken_of(knowledge, told)


@pytest.mark.parametrize(("nation", "there"), [(None, True), ("england", True), ("scotland", True)])
def test_apprenticeships_at_large_are_listed(knowledge: Knowledge, nation: str | None, there: bool) -> None:
    told = answer(Question("apprenticeship", nation=nation), knowledge)
    listed = [item for item in knowledge.apprenticeships.standards if item.title in told.reply.text]
    assert bool(listed) == there
    assert told.reply.sources
    if nation == "scotland":
        assert "Modern Apprenticeship in Healthcare Support" in told.reply.text


def test_the_fourteen_professions_are_named_with_dated_counts(knowledge: Knowledge) -> None:
    told = answer(Question("about_ahps"), knowledge).reply.text
    assert all(f"- {profession.title}\n" in told for profession in knowledge.professions.professions)
    assert len(knowledge.professions.professions) == 14
    assert "Physiotherapists: 75,744 (January 2025), by the count of HCPC" in told


@pytest.mark.parametrize("topic", TOPICS)
def test_a_name_of_several_roles_is_asked_back_and_keeps_the_question(knowledge: Knowledge, topic: str) -> None:
    for item in knowledge.ambiguous_names.values():
        told = answer(Question(topic, ambiguous=item.id, focus="podiatrist"), knowledge)
        assert knowledge.talk.lines["which_of_these"] in told.reply.text
        assert [button.values for button in told.reply.buttons] == [{"role": role_id} for role_id in item.roles]
        assert {button.topic for button in told.reply.buttons} == {topic}
        for role_id in item.roles:
            assert knowledge.roles[role_id].title in told.reply.text


def test_a_role_named_beside_an_ambiguous_name_needs_no_asking(knowledge: Knowledge) -> None:
    told = answer(Question("pay", roles=("paramedic",), ambiguous="ambulance_driver"), knowledge)
    assert told.focus == "paramedic"
    assert knowledge.roles["paramedic"].pay.text in told.reply.text


UNCOVERED_TOPICS = [*TOPICS, "compare_roles", "list_roles", "nlu_fallback", "out_of_scope", "other_health_career"]


@pytest.mark.parametrize("focus", [None, "podiatrist"])
@pytest.mark.parametrize("topic", UNCOVERED_TOPICS)
def test_an_uncovered_job_gets_no_other_jobs_facts(knowledge: Knowledge, topic: str, focus: str | None) -> None:
    told = answer(Question(topic, uncovered="optometrist", focus=focus, last_topic="pay"), knowledge)
    assert knowledge.talk.lines["uncovered"] in told.reply.text
    assert not roles_spoken_of(knowledge, told)
    assert told.reply.sources


@pytest.mark.parametrize("topic", ["about_role", "eligibility", "pay"])
def test_after_an_uncovered_job_a_follow_up_is_not_answered_from_the_job_before(
    knowledge: Knowledge, topic: str
) -> None:
    """ "what does an optician do?" - "and what do they earn?": "they" are opticians, not the podiatrists of before."""
    uncovered = answer(Question("about_role", uncovered="optician", focus="podiatrist", last_topic="pay"), knowledge)
    told = answer(Question(topic, focus=uncovered.focus), knowledge)
    assert told.focus != "podiatrist"
    assert not roles_spoken_of(knowledge, told)


def test_an_uncovered_job_is_not_silently_left_out_of_a_comparison(knowledge: Knowledge) -> None:
    told = answer(Question("compare_roles", roles=("podiatrist",), uncovered="optician"), knowledge)
    assert "no checked facts" in told.reply.text
    assert roles_spoken_of(knowledge, told) <= {"podiatrist"}


@pytest.mark.parametrize("topic", ["distress", "medical_question", "human_help"])
def test_care_comes_before_the_job_named(knowledge: Knowledge, topic: str) -> None:
    plain = answer(Question(topic), knowledge)
    assert answer(Question(topic, uncovered="physio"), knowledge).reply == plain.reply
    assert answer(Question(topic, roles=("paramedic",)), knowledge).reply == plain.reply


@pytest.mark.parametrize(
    ("topic", "needed"),
    [
        ("distress", ["999", "116 123", "85258", "0800 1111"]),
        ("medical_question", ["999", "111", "can't give medical advice"]),
        ("human_help", ["National Careers Service", "My World of Work"]),
        ("other_health_career", ["NHS Health Careers"]),
        ("who_are_you", ["not a person"]),
        ("about_ahps", ["allied health professions"]),
        ("out_of_scope", ["allied health professions"]),
    ],
)
def test_signposts_and_limits(knowledge: Knowledge, topic: str, needed: list[str]) -> None:
    text = answer(Question(topic), knowledge).reply.text
    assert [word for word in needed if word in text] == needed


@pytest.mark.parametrize("topic", TALK)
@pytest.mark.parametrize("focus", [None, "podiatrist", "a_role_removed_since"])
def test_every_other_topic_gets_a_reply_too(knowledge: Knowledge, topic: str, focus: str | None) -> None:
    told = answer(Question(topic, focus=focus), knowledge)
    assert told.reply.text.strip()
    assert told.focus == focus or topic == "compare_roles"


def test_a_fallback_offers_the_likeliest_readings_and_guesses_no_fact(knowledge: Knowledge) -> None:
    unsure = Question("nlu_fallback", focus="podiatrist", likely_topics=("pay", "distress", "hours", "day", "skills"))
    told = answer(unsure, knowledge)
    offered = [button.title for button in told.reply.buttons]
    assert offered[:3] == [TOPIC_TITLES["pay"], TOPIC_TITLES["hours"], TOPIC_TITLES["day"]]
    assert all(button.values == {"role": "podiatrist"} for button in told.reply.buttons[:3])
    assert not roles_spoken_of(knowledge, told)


def test_a_qualification_is_explained_when_asked_about(knowledge: Knowledge) -> None:
    """ "what's a T level?" is no question about a job."""
    for qualification in knowledge.qualifications.values():
        told = answer(Question("entry_requirements", defines=qualification.id, focus="podiatrist"), knowledge)
        assert qualification.text in told.reply.text
        assert told.reply.sources
        assert told.focus == "podiatrist"
        assert not roles_spoken_of(knowledge, told)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_answer_to_a_follow_up_names_the_job_it_is_about(knowledge: Knowledge, topic: str) -> None:
    for role in knowledge.roles.values():
        text = answer(Question(topic, focus=role.id), knowledge).reply.text.lower()
        assert role.title.lower() in text or str(role.plural).lower() in text, role.id


def test_the_same_question_always_gets_the_same_reply(knowledge: Knowledge) -> None:
    for role_id in ROLES:
        for topic in TOPICS:
            asked = Question(topic, roles=(role_id,), claims=NO_GCSES, new_claims=NO_GCSES, nation="wales")
            assert answer(asked, knowledge) == answer(asked, knowledge)
