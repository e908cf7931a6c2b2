"""Replies that look across roles: lists with conditions, comparison, matches to a few likes."""

from __future__ import annotations

from dataclasses import replace

from ahp_careers.content import model
from ahp_careers.content.ageing import newest
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance import nations, places
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.dated import dated, warning
from ahp_careers.guidance.eligibility import judge
from ahp_careers.guidance.question import Preference, Question
from ahp_careers.guidance.reply import Button, Reply, a, bullets, listed, lower_first, plural
from ahp_careers.guidance.words import NATION_WORDS, level_words

#: A longer list is not read: the professions are offered instead.
LONGEST_LIST = 15


def list_roles(question: Question, knowledge: Knowledge) -> Reply:
    """The roles that meet the conditions named: field, groups, places, traits, what one need not have.

    Where no condition is named but the person has told what they have, the list is in two parts: open to them now, and
    to work towards.
    """
    roles = [role for family in knowledge.families for role in knowledge.in_family(family)]
    roles = [role for role in roles if role.id not in question.excluded]
    conditions: list[str] = []
    if question.families:
        roles = [role for role in roles if {role.family, *role.serves}.intersection(question.families)]
        conditions.append(f"in {listed([lower_first(knowledge.families[f].title) for f in question.families], 'or')}")
    without = [claim for claim in question.new_claims if claim.status == "lacks"]
    if without:
        # Without A levels, whatever asks for less is still open.
        ceiling = min(claim_rules.level_of(replace(claim, subject=None), knowledge) - 1 for claim in without)
        roles = [role for role in roles if model.MINIMUM_LEVEL[role.entry.minimum] <= max(0, ceiling)]
        conditions.append(f"you can start with {claim_rules.in_words(without, knowledge)}")
    for preference in question.preferences:
        if preference.status != "neutral":
            roles = [role for role in roles if fits(role, preference)]
            conditions.append(_condition(preference, knowledge))
    said = f" {listed(conditions)}" if conditions else ""
    if not roles:
        text = f"I know of no job{said}. Shall we loosen one of these, or shall I help you choose?"
        choose = Button("Help me choose", "quiz_start")
        return Reply(text, buttons=(choose,), yes=choose)
    told = tuple(claim for claim in question.new_claims if claim.status == "has")
    facts = told or tuple(claim for claim in question.claims if not claim.supposed)
    if not conditions and facts:
        return _by_what_is_open(roles, facts, knowledge)
    text = f"I know {plural(len(roles), 'job')}{said}:\n\n{_lines(roles[:LONGEST_LIST])}"
    fields = [knowledge.families[family] for family in question.families]
    if len(fields) == 1:
        text = f"{fields[0].summary}\n\n{text}"
    sources = (*cited(knowledge.family_sources, *fields), *_one_each(roles[:LONGEST_LIST]))
    shown = tuple(role.id for role in roles[:LONGEST_LIST])
    return Reply(text, buttons=_onward(roles, knowledge), sources=sources, listed=shown)


def _by_what_is_open(roles: list[model.Role], claims: tuple[Claim, ...], knowledge: Knowledge) -> Reply:
    now = [role for role in roles if judge(role, claims, knowledge).open_now]
    later = [role for role in roles if role not in now]
    parts = [f"You told me: {claim_rules.in_words(claims, knowledge)}."]
    for heading, group in (("You could apply for these now", now), ("You could work towards these", later)):
        if group:
            parts.append(f"**{heading}**\n\n{_lines(group[:LONGEST_LIST])}")
    return Reply(
        "\n\n".join(parts),
        buttons=_onward(now or roles, knowledge),
        sources=_one_each(roles[:LONGEST_LIST]),
        listed=tuple(role.id for role in (*now[:LONGEST_LIST], *later[:LONGEST_LIST])),
    )


def _lines(roles: list[model.Role]) -> str:
    return bullets([f"**{role.title}**: {level_words(role)}" for role in roles])


def _onward(roles: list[model.Role], knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for the next step: the roles where they are few, their professions where they are many."""
    choose = Button("Help me choose", "quiz_start")
    if len(roles) <= 4:
        return (*(Button(role.title, "about_role", {"role": role.id}) for role in roles), choose)
    families = [knowledge.families[name] for name in dict.fromkeys(role.family for role in roles)]
    if len(families) == 1:
        return (*(Button(role.title, "about_role", {"role": role.id}) for role in roles[:6]), choose)
    return (*(Button(family.title, "list_roles", {"family": family.id}) for family in families), choose)


def fits(role: model.Role, preference: Preference) -> bool:
    """Whether a role has what is liked, or lacks what is disliked. A trait counts as there from level 2."""
    if preference.kind == "groups":
        there = preference.value in role.people.groups or preference.value == "anyone"
    elif preference.kind == "settings":
        there = preference.value in role.places.settings or preference.value == "anywhere"
    else:
        there = role.traits[preference.value].level >= 2
    return there != (preference.status == "dislikes")


def _condition(preference: Preference, knowledge: Knowledge) -> str:
    disliked = preference.status == "dislikes"
    if preference.kind == "trait":
        title = next(trait.title for trait in knowledge.quiz.traits if trait.id == preference.value)
        return f"with {'little or nothing of' if disliked else 'a lot of'} this: {title}"
    title = lower_first(knowledge.option_title(preference.kind, preference.value))
    if preference.kind == "groups":
        return f"{'without' if disliked else 'with'} {title}"
    return f"{'not placed here' if disliked else 'in this kind of place'}: {title}"


def compare(roles: list[model.Role], knowledge: Knowledge) -> Reply:
    """Two or three roles side by side on what people compare."""
    parts = [f"Side by side: {listed([lower_first(role.title) for role in roles])}."]
    sources: list[model.Source] = []
    for role in roles[:3]:
        hard = next((item for item in role.day if item.side == "hard"), role.day[0])
        lines = [
            role.summary.text,
            f"To get in: {lower_first(role.entry.statement.text)}",
            *([f"Pay: {lower_first(role.pay.text)}"] if role.pay else []),
            f"Where: {role.places.text.rstrip('.')}.",
            f"One thing to know: {lower_first(hard.text)}",
        ]
        parts.append(f"**{role.title}**\n\n{bullets(lines)}")
        sources.extend(cited(role.sources, role.summary, role.entry.statement, role.pay, role.places, hard))
    buttons = tuple(Button(f"More: {role.title}", "about_role", {"role": role.id}) for role in roles[:3])
    return Reply("\n\n".join(parts), buttons, sources=tuple(sources), listed=tuple(role.id for role in roles[:3]))


def professions(question: Question, knowledge: Knowledge) -> Reply:
    """What the allied health professions are, with how many people are registered where a count is known."""
    fact, file = knowledge.talk.facts["about_ahps"], knowledge.professions
    counts = [(register, newest(register)) for register in file.registers]
    lines = [profession.title for profession in file.professions]
    numbers = [
        f"{register.title}: {count.count:,}{dated(count)}, by the count of {count.by}" for register, count in counts
    ]
    parts = [fact.text, f"**The {len(lines)} professions**\n\n{bullets(lines)}"]
    if numbers:
        parts.append(f"**How many are registered**\n\n{bullets(numbers)}")
    old = warning([count for _, count in counts], question.today)
    parts.extend([old] if old else [])
    shown = cited(file.sources, *file.professions, *(count for _, count in counts))
    buttons = (Button("Which jobs are there?", "list_roles"), Button("Help me choose", "quiz_start"))
    return Reply("\n\n".join(parts), buttons, sources=(*cited(knowledge.talk.sources, fact), *shown))


def apprenticeships(question: Question, knowledge: Knowledge) -> Reply:
    """Every apprenticeship that content knows, by level: for someone who named no job."""
    file = knowledge.apprenticeships
    here = nations.of(file.standards, question.nation)
    place = f" in {NATION_WORDS[question.nation]}" if question.nation else ""
    if not here:
        told = _routes_there(question, knowledge)
        opening = f"{told or f'I know of no apprenticeship{place} by name.'} These are elsewhere in the UK:"
        here = file.standards
    else:
        opening = f"You earn while you learn. These apprenticeships lead to jobs I know{place}:"
    lines = []
    for item in sorted(here, key=lambda item: item.level):
        extras = [f"level {item.level}", *([item.duration] if item.duration else [])]
        unsure = ". It may not be open just now, so ask" if item.unsure else ""
        # What leads to no one job of the guide is told of here, since no job's answer does.
        told = "" if item.leads_to else f": {item.text}"
        lines.append(f"**{item.title}** ({'; '.join(extras)}){told}{unsure}")
    jobs = places.serving(knowledge.signposting.jobs, question.nation)
    text = f"{opening}\n\n{bullets(lines)}\n\nLook for places on {places.any_of(jobs)}."
    # One page for each: a list of eighty sources helps nobody.
    pages = [page for item in here for page in cited(file.sources, item)[:1]]
    shown = (*pages, *cited(knowledge.signposting.sources, *jobs))
    return Reply(text, (Button("Help me choose", "quiz_start"),), sources=shown)


def _routes_there(question: Question, knowledge: Knowledge) -> str:
    """The apprenticeships that single jobs lead by in the person's nation; empty where there are none."""
    lines = [
        f"**{role.title}**: {route.name}"
        for role in knowledge.roles.values()
        for route in role.entry.routes
        if route.kind in ("apprenticeship", "degree_apprenticeship") and question.nation in route.nations
    ]
    nation = NATION_WORDS[question.nation] if question.nation else ""
    return f"In {nation} I know of these:\n\n{bullets(lines)}\n\n" if lines else ""


def which_of(item: model.AmbiguousName, topic: str, knowledge: Knowledge) -> Reply:
    """One short question where a name means more than one role."""
    roles = [knowledge.roles[role] for role in item.roles]
    lines = [f"**{role.title}**: {role.summary.text}" for role in roles]
    return Reply(
        f"{knowledge.talk.lines['which_of_these']}\n\n{bullets(lines)}",
        buttons=tuple(Button(role.title, topic, {"role": role.id}) for role in roles),
        sources=_one_each(roles),
        listed=tuple(item.roles),
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
