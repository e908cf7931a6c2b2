"""The quiz in words: each question as a reply, and the results at the end."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import advice
from ahp_careers.guidance.claims import ANY, Claim, merged, standing
from ahp_careers.guidance.eligibility import judge
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.quiz.matching import Match, ranked
from ahp_careers.quiz.state import QuizAnswer, QuizState

#: How many matches a result shows in each of its two groups.
SHOWN = 3
#: What an option of the qualifications question says of the level held.
_OPTION_LEVEL = {"none": 0, "some_gcses": 1, "level_2": 2, "level_3": 3, "degree": 6}


def question_by_id(quiz: model.QuizFile, question_id: str) -> model.QuizQuestion:
    return next(question for question in quiz.questions if question.id == question_id)


def ask(state: QuizState, knowledge: Knowledge, opening: str = "") -> Reply:
    """The open question, with its options as buttons. Only for a state whose ``at`` is set."""
    quiz = knowledge.quiz
    question = question_by_id(quiz, str(state.at))
    options = question.options or quiz.scale
    number = state.asked.index(question.id) + 1
    # Questions answered before they were asked ("I love kids") are never asked, so the total shrinks with them.
    unasked = [q.id for q in quiz.questions if q.id not in state.answers and q.id not in state.asked]
    of = len(state.asked) + len(unasked)
    buttons = [Button(option.title, "quiz_answer", {"quiz_answer": f"{question.id}={option.id}"}) for option in options]
    lead = f"{opening}\n\n" if opening else ""
    return Reply(
        f"{lead}**Question {number} of {of}.** {question.ask}",
        buttons=(*buttons, Button("Skip", "quiz_skip"), *((Button("Back", "quiz_back"),) if number > 1 else ())),
        card={"kind": "quiz_question", "number": number, "of": of},
    )


def why(state: QuizState, knowledge: Knowledge) -> Reply:
    return Reply(question_by_id(knowledge.quiz, str(state.at)).why)


def claims_with(answers: dict[str, QuizAnswer], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The person's claims with the quiz's own qualifications answer among them."""
    option = answers.get("qualifications")
    if not isinstance(option, str) or option not in _OPTION_LEVEL:
        return claims
    level = _OPTION_LEVEL[option]
    claim = Claim(ANY, "has", level=level) if level else Claim(ANY, "lacks")
    return merged(claims, [claim])


def qualification_option(claims: tuple[Claim, ...], knowledge: Knowledge) -> str | None:
    """Which option of the qualifications question the claims amount to; None where nothing was said."""
    level = standing(claims, knowledge)
    if level is None:
        return None
    return next(option for option, least in reversed(_OPTION_LEVEL.items()) if level >= least)


def results(answers: dict[str, QuizAnswer], claims: tuple[Claim, ...], knowledge: Knowledge) -> Reply:
    """The best matches in two groups: open now, and to work towards. Never empty, whatever was answered."""
    everything = claims_with(answers, claims)
    matches = ranked(answers, knowledge)
    now = [match for match in matches if judge(match.role, everything, knowledge).open_now][:SHOWN]
    later = [match for match in matches if not judge(match.role, everything, knowledge).open_now][:SHOWN]
    parts = ["Here is what fits what you told me. It is a start to look further, not a verdict on you."]
    if all(
        given in ([], "fine") or given == ["anyone"] or given == ["anywhere"]
        for key, given in answers.items()
        if key != "qualifications"
    ):
        parts.append("You left most things open, so take these as examples. Tell me what you like and I can do better.")
    sources: list[model.Source] = []
    for heading, group in (("You could apply for these now", now), ("You could work towards these", later)):
        if group:
            numbered = [f"{i}. {_in_words(match, everything, knowledge)}" for i, match in enumerate(group, 1)]
            parts.append(f"**{heading}**\n\n" + "\n".join(numbered))
            for match in group:
                sources.extend(cited(match.role.sources, match.role.summary, match.role.entry.statement)[:2])
    best = sorted([*now, *later], key=lambda match: -match.score)[:3]
    buttons = [Button(match.role.title, "about_role", {"role": match.role.id}) for match in best]
    return Reply(
        "\n\n".join(parts),
        buttons=(*buttons, Button("Change an answer", "quiz_back"), Button("Start again", "quiz_restart")),
        card={"kind": "matches", "matches": [_as_card(match, everything, knowledge) for match in [*now, *later]]},
        sources=tuple({source.url: source for source in sources}.values()),
    )


def _in_words(match: Match, claims: tuple[Claim, ...], knowledge: Knowledge) -> str:
    reasons = f" Why: {'; '.join(match.reasons)}." if match.reasons else " Why: nothing you said speaks against it."
    against = f" But: {match.against[0]}." if match.against else ""
    way = advice.way_in(match.role, claims, knowledge)
    return f"**{match.role.title}** ({match.percent}% match).{reasons}{against} Way in: {way}"


def _as_card(match: Match, claims: tuple[Claim, ...], knowledge: Knowledge) -> dict[str, object]:
    return {
        "role": match.role.id,
        "title": match.role.title,
        "percent": match.percent,
        "reasons": list(match.reasons),
        "against": list(match.against),
        "way_in": advice.way_in(match.role, claims, knowledge),
    }


def status_line(answers: dict[str, QuizAnswer]) -> str:
    """How many answers stand, for a quiz that is stopped."""
    count = sum(given not in ([], "") for given in answers.values())
    return f"I've stopped the quiz and kept your {count} answers for this chat." if count else "I've stopped the quiz."
