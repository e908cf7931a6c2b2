"""Replies that look across roles: lists with conditions, comparison, matches to a few likes."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance.facts import GROUP_WORDS, LEVEL_WORDS
from ahp_careers.guidance.question import Preference, Question
from ahp_careers.guidance.reply import Button, Reply, a, bullets, listed, lower_first

LONGEST_LIST = 8


def list_roles(question: Question, knowledge: Knowledge) -> Reply:
    """The roles that meet the conditions named: family, groups, settings, traits, no degree needed."""
    roles = [role for family in knowledge.families for role in knowledge.in_family(family)]
    conditions: list[str] = []
    if question.families:
        roles = [role for role in roles if role.family in question.families]
        conditions.append(f"in {listed([lower_first(knowledge.families[f].title) for f in question.families], 'or')}")
    without = [claim for claim in question.new_claims if claim.status == "lacks"]
    if without:
        level = claim_rules.standing(without, knowledge) or 0
        # "Without a degree" leaves out what needs one; "without GCSEs" leaves out all that needs any qualification.
        ceiling = 5 if all(claim.qualification in ("degree", "masters") for claim in without) else level
        roles = [role for role in roles if model.MINIMUM_LEVEL[role.entry.minimum] <= ceiling]
        conditions.append(f"that you can start with {claim_rules.in_words(without, knowledge)}")
    for preference in question.preferences:
        roles = [role for role in roles if fits(role, preference)]
        conditions.append(_condition(preference, knowledge))
    said = f" {listed(conditions)}" if conditions else ""
    if not roles:
        text = f"I know of no job{said}. Shall we loosen one of these, or shall I help you choose?"
        return Reply(text, buttons=(Button("Help me choose", "quiz_start"),))
    shown = roles[:LONGEST_LIST]
    lines = [f"**{role.title}**: {lower_first(LEVEL_WORDS[role.level])}" for role in shown]
    more = (
        f"\n\nThere are {len(roles) - len(shown)} more. Tell me what matters to you and I'll narrow it down."
        if len(roles) > len(shown)
        else ""
    )
    count = "one job" if len(roles) == 1 else f"{len(roles)} jobs"
    text = f"I know {count}{said}:\n\n{bullets(lines)}{more}"
    return Reply(
        text,
        buttons=tuple(Button(role.title, "about_role", {"role": role.id}) for role in shown[:3]),
        sources=_one_each(shown),
    )


def fits(role: model.Role, preference: Preference) -> bool:
    """Whether a role meets one condition outright. A trait counts as there from level 2, as absent up to level 1."""
    if preference.kind == "groups":
        there = preference.value in role.people.groups or preference.value == "anyone"
    elif preference.kind == "settings":
        there = preference.value in role.places.settings or preference.value == "anywhere"
    else:
        there = role.traits[preference.value].level >= 2
    return there != (preference.status == "dislikes") or preference.status == "neutral"


def _condition(preference: Preference, knowledge: Knowledge) -> str:
    joint = "without" if preference.status == "dislikes" else "with"
    if preference.kind == "groups":
        return f"{joint} {GROUP_WORDS.get(preference.value, 'anyone')}"
    if preference.kind == "settings":
        titles = {o.id: o.title for q in knowledge.quiz.questions if q.kind == "settings" for o in q.options}
        return f"{'not ' if joint == 'without' else ''}in this place: {lower_first(titles[preference.value])}"
    title = next(trait.title for trait in knowledge.quiz.traits if trait.id == preference.value)
    return f"{joint} {title}"


def compare(roles: list[model.Role], knowledge: Knowledge) -> Reply:
    """Two or three roles side by side on what people compare."""
    parts = [f"Here are {listed([lower_first(role.title) for role in roles])} side by side."]
    sources: list[model.Source] = []
    for role in roles[:3]:
        hard = next((item for item in role.day if item.side == "hard"), role.day[0])
        lines = [
            role.summary.text,
            f"To get in: {lower_first(role.entry.statement.text)}",
            f"Pay: {lower_first(role.pay.text)}",
            f"Where: {role.places.text.rstrip('.')}.",
            f"One thing to know: {lower_first(hard.text)}",
        ]
        parts.append(f"**{role.title}**\n\n{bullets(lines)}")
        sources.extend(cited(role.sources, role.summary, role.entry.statement, role.pay, role.places, hard))
    buttons = tuple(Button(f"More: {role.title}", "about_role", {"role": role.id}) for role in roles[:3])
    return Reply("\n\n".join(parts), buttons=buttons, sources=tuple(sources))


def which_of(item: model.AmbiguousName, topic: str, knowledge: Knowledge) -> Reply:
    """One short question where a name means more than one role."""
    roles = [knowledge.roles[role] for role in item.roles]
    lines = [f"**{role.title}**: {role.summary.text}" for role in roles]
    return Reply(
        f"{knowledge.talk.lines['which_of_these']}\n\n{bullets(lines)}",
        buttons=tuple(Button(role.title, topic, {"role": role.id}) for role in roles),
        sources=_one_each(roles),
    )


def which_role(topic: str, knowledge: Knowledge) -> Reply:
    """Ask for the role where none was named: the head of each family as a start."""
    heads = [role for family in knowledge.families if (role := knowledge.registered_role(family))]
    names = listed([a(lower_first(role.title)) for role in heads[:3]], "or")
    return Reply(
        f"{knowledge.talk.lines['which_role']} You can type any job, such as {names}.",
        buttons=(
            *(Button(role.title, topic, {"role": role.id}) for role in heads[:4]),
            Button("Help me choose", "quiz_start"),
        ),
    )


def _one_each(roles: list[model.Role]) -> tuple[model.Source, ...]:
    return tuple(source for role in roles for source in cited(role.sources, role.summary)[:1])
