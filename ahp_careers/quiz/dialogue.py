"""The quiz in words: each question as a reply, and the results at the end."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import advice
from ahp_careers.guidance.claims import ANY, Claim, standing
from ahp_careers.guidance.eligibility import judge
from ahp_careers.guidance.reply import Button, Reply, plural
from ahp_careers.quiz.matching import Match, ranked
from ahp_careers.quiz.state import OPEN_OPTION, QuizAnswer, QuizState

#: How many matches a result shows in each of its two groups.
SHOWN = 3
#: A match below this is no match: more speaks against it than for it.
POOR = 0.35
#: With fewer answers that count, a percentage would claim more than is known.
ENOUGH_FOR_PERCENT = 3


def ask(state: QuizState, knowledge: Knowledge, opening: str = "") -> Reply:
    """The open question, with its options as buttons. Raises ValueError where none is open."""
    quiz = knowledge.quiz
    if state.at is None:
        raise ValueError("no quiz question is open")
    question = knowledge.quiz_questions[state.at]
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
    return Reply(knowledge.quiz_questions[str(state.at)].why)


def claims_of(option: str) -> list[Claim]:
    """What an option of the qualifications question claims; nothing for an unknown one."""
    level = model.QUALIFICATION_OPTION_LEVEL.get(option)
    if level is None:
        return []
    return [Claim(ANY, "has", level=level) if level else Claim(ANY, "lacks")]


def qualification_option(claims: tuple[Claim, ...], knowledge: Knowledge, answering: bool = False) -> str | None:
    """Which option of the qualifications question the claims amount to; None where they don't tell.

    To lack one thing ("no GCSEs", "without a degree") says nothing of others, so it fills the question only where the
    person is ``answering`` it.
    """
    told = [claim for claim in claims if not claim.supposed]
    level = standing(told, knowledge)
    lacks_only = all(claim.status == "lacks" for claim in told)
    if level is None or (lacks_only and not answering and all(claim.qualification != ANY for claim in told)):
        return None
    return next(option for option, least in reversed(model.QUALIFICATION_OPTION_LEVEL.items()) if level >= least)


def results(answers: dict[str, QuizAnswer], claims: tuple[Claim, ...], knowledge: Knowledge) -> Reply:
    """The best matches in two groups: open now, and to work towards. Never empty, whatever was answered."""
    everyone = ranked(answers, knowledge)
    open_now = {match.role.id for match in everyone if judge(match.role, claims, knowledge).open_now}
    matches = [match for match in everyone if match.score >= POOR] or everyone
    # Something to apply for today, however far from the likes; and never nothing at all.
    now = [match for match in matches if match.role.id in open_now][:SHOWN]
    now = now or [match for match in everyone if match.role.id in open_now][:1]
    later = [match for match in matches if match.role.id not in open_now][:SHOWN]
    parts = ["Here is what fits what you told me. It is a start to look further, not a verdict on you."]
    telling = told_apart(answers)
    if not telling:
        parts.append("You left most things open, so take these as examples. Tell me what you like and I can do better.")
    percent = telling >= ENOUGH_FOR_PERCENT
    sources: list[model.Source] = []
    # One count through both groups, so that "the second one" means one job.
    groups = (("You could apply for these now", now, 1), ("You could work towards these", later, len(now) + 1))
    for heading, group, first in groups:
        if group:
            numbered = [f"{i}. {_in_words(match, percent, claims, knowledge)}" for i, match in enumerate(group, first)]
            parts.append(f"**{heading}**\n\n" + "\n".join(numbered))
            for match in group:
                sources.extend(cited(match.role.sources, match.role.summary, match.role.entry.statement)[:2])
    best = sorted([*now, *later], key=lambda match: -match.score)[:3]
    buttons = [Button(match.role.title, "about_role", {"role": match.role.id}) for match in best]
    return Reply(
        "\n\n".join(parts),
        buttons=(*buttons, Button("Change an answer", "quiz_back"), Button("Start again", "quiz_restart")),
        card={"kind": "matches", "matches": [_as_card(match, percent, claims, knowledge) for match in [*now, *later]]},
        sources=tuple({source.url: source for source in sources}.values()),
        listed=tuple(match.role.id for match in [*now, *later]),
    )


def told_apart(answers: dict[str, QuizAnswer]) -> int:
    """How many answers tell jobs apart: not skipped, not "don't mind", not open to all."""
    open_to_all = [[option] for option in OPEN_OPTION.values()]
    return sum(
        bool(given) and given != "fine" and given not in open_to_all
        for key, given in answers.items()
        if key != "qualifications"
    )


def _in_words(match: Match, percent: bool, claims: tuple[Claim, ...], knowledge: Knowledge) -> str:
    share = f" ({match.percent}% match)" if percent else ""
    reasons = f" Why: {'; '.join(match.reasons)}." if match.reasons else ""
    against = f" But: {match.against[0]}." if match.against else ""
    if not reasons and not against:
        reasons = " Why: nothing you said speaks against it."
    way = advice.way_in(match.role, claims, knowledge)
    return f"**{match.role.title}**{share}.{reasons}{against} Way in: {way}"


def _as_card(match: Match, percent: bool, claims: tuple[Claim, ...], knowledge: Knowledge) -> dict[str, object]:
    return {
        "role": match.role.id,
        "title": match.role.title,
        "percent": match.percent if percent else None,
        "reasons": list(match.reasons),
        "against": list(match.against),
        "way_in": advice.way_in(match.role, claims, knowledge),
    }


def status_line(answers: dict[str, QuizAnswer]) -> str:
    """How many answers stand, for a quiz that is stopped."""
    count = sum(bool(given) for given in answers.values())
    return (
        f"I've stopped the quiz and kept {plural(count, 'answer')} for this chat."
        if count
        else "I've stopped the quiz."
    )
