"""Replies that state one kind of fact about one role."""

from __future__ import annotations

from collections.abc import Callable

from ahp_careers.content import model
from ahp_careers.content.ageing import current, newest
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import nations, places
from ahp_careers.guidance.dated import dated, warning
from ahp_careers.guidance.eligibility import open_routes
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Reply, a, bullets, listed, lower_first
from ahp_careers.guidance.words import GROUP_WORDS, NATION_WORDS, level_words

#: As many tasks give the picture; the rest are told to whoever wants to know more.
FIRST_TASKS = 5


def about(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    tasks = bullets(role.tasks.items[:FIRST_TASKS])
    level = f"It is {level_words(role)}."
    text = f"{role.summary.text}\n\nFor example, they:\n\n{tasks}\n\n{level} {role.entry.statement.text}"
    return Reply(text, sources=_from(role, role.summary, role.tasks, role.entry.statement))


def people_and_places(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    groups = listed([GROUP_WORDS[group] for group in role.people.groups])
    also = f" ({role.people.also})" if role.people.also else ""
    text = f"{role.plural} work with {groups}{also}.\n\nYou could work in {role.places.text.rstrip('.')}."
    return Reply(text, sources=_from(role, role.people, role.places))


def pay(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    if role.pay is None:
        return _not_known("pay", role, question, knowledge)
    bands = [band for band in knowledge.pay.bands if band.band in role.pay.start_bands]
    parts = [role.pay.text]
    if question.nation and bands:
        here = [band for band in bands if band.nation == question.nation]
        if not here:
            nation = NATION_WORDS[question.nation]
            parts.append(f"I have no checked pay figures for {nation}. These are from elsewhere in the UK.")
        bands = here or bands
    if bands:
        parts.append("A full year, full time, before tax:\n\n" + bullets([_band(band) for band in bands]))
    if role.pay.start_bands:
        parts.append(knowledge.pay.statement.text)
    shown = [knowledge.pay.statement, *bands] if role.pay.start_bands else []
    old = warning([role.pay, *shown], question.today)
    parts.extend([old] if old else [])
    return Reply("\n\n".join(parts), sources=(*_from(role, role.pay), *cited(knowledge.pay.sources, *shown)))


def _band(band: model.BandPay) -> str:
    span = f"£{band.low:,}" if band.low == band.high else f"£{band.low:,} to £{band.high:,}"
    return f"Band {band.band}, {NATION_WORDS[band.nation]} {band.year}: {span}"


def hours(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    if role.hours is None:
        return _not_known("hours", role, question, knowledge)
    return Reply(role.hours.text, sources=_from(role, role.hours))


def skills(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    if role.skills is None:
        return _not_known("skills", role, question, knowledge)
    text = f"People who do well as {a(lower_first(role.title))} usually bring:\n\n{bullets(role.skills.items)}"
    return Reply(text, sources=_from(role, role.skills))


def day(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    headings = {"plain": "What the days are like", "good": "What many people like", "hard": "What can be hard"}
    parts = []
    for side, heading in headings.items():
        said = [item.text for item in role.day if item.side == side]
        if said:
            parts.append(f"**{heading}**\n\n{bullets(said)}")
    return Reply("\n\n".join(parts), sources=_from(role, *role.day))


def progression(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    text = role.progression.text
    known = [lower_first(knowledge.roles[name].title) for name in role.progression.roles]
    untold = [title for title in known if title.lower() not in text.lower()]
    if untold:
        text += f" Jobs here that it can lead to: {listed(untold)}."
    return Reply(text, sources=_from(role, role.progression))


def registration(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    text = role.registration.text
    untold = [title for title in role.registration.protected_titles if title.lower() not in text.lower()]
    if untold:
        titles = listed([f"“{title}”" for title in untold])
        text += f" By law, only registered people may call themselves {titles}."
    regulator = next(
        (item for item in knowledge.professions.regulators if item.id == role.registration.regulator), None
    )
    if regulator is not None:
        text += f"\n\n[{regulator.title}]({regulator.url}): {regulator.text}"
    return Reply(text, sources=(*_from(role, role.registration), *cited(knowledge.professions.sources, regulator)))


def apprenticeship(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """Answered for the person's nation first, where it is known."""
    everywhere = [route for route in role.entry.routes if route.kind in ("apprenticeship", "degree_apprenticeship")]
    here = nations.of(everywhere, question.nation)
    place = f" in {NATION_WORDS[question.nation]}" if question.nation else ""
    jobs = lower_first(str(role.plural))
    if here:
        opening = "There may be." if all(route.unsure for route in here) else "Yes."
        text = f"{opening} You earn while you learn:\n\n{bullets([route_line(route) for route in here])}"
        standards = [
            item
            for item in nations.of(knowledge.apprenticeships.standards, question.nation)
            if role.id in item.leads_to
        ]
        if standards:
            text += f"\n\n**The official standards**\n\n{bullets([_standard(item) for item in standards])}"
        shown = cited(knowledge.apprenticeships.sources, *standards)
        return Reply(text, sources=(*_from(role, *here), *shown))
    if everywhere:
        text = f"I know of no apprenticeship for {jobs}{place}. Elsewhere in the UK:\n\n"
        return Reply(text + bullets([route_line(route) for route in everywhere]), sources=_from(role, *everywhere))
    text = f"I know of no apprenticeship for {jobs}. Other ways in:\n\n"
    return Reply(text + bullets([route_line(r) for r in role.entry.routes]), sources=_from(role, *role.entry.routes))


def _standard(item: model.Standard) -> str:
    number = f", {item.reference}" if item.reference else ""
    return f"**{item.title}** (level {item.level}{number}): {item.text}"


def entry_requirements(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    parts = [role.entry.statement.text]
    if role.entry.asked_for:
        asking = "Courses and employers" if role.level == "registered" else "Employers"
        parts.append(f"{asking} often ask for:\n\n{bullets(role.entry.asked_for.items)}")
    if role.entry.experience:
        parts.append(role.entry.experience.text)
    routes = open_routes(role, None, question.nation)
    parts.append("Ways in:\n\n" + bullets([route_line(route) for route in routes]))
    if role.thin:
        parts.append(role.thin)
    entry = role.entry
    return Reply(
        "\n\n".join(parts), sources=_from(role, entry.statement, entry.asked_for, entry.experience, *entry.routes)
    )


def more(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """What else there is to know: numbers, someone's own story, common questions, pages to read on."""
    parts = []
    registered = _registered(role, knowledge)
    numbers = [
        f"{count.count:,} {lower_first(register.title)} were registered, by {count.by}'s count{dated(count)}."
        for register, count in registered
    ]
    numbers.extend(f"{figure.value} {figure.what}{dated(figure)}." for figure in role.figures)
    if numbers:
        parts.append(f"**In numbers**\n\n{bullets(numbers)}")
    if role.case_studies:
        told = [f"From {story.who}: {lower_first(story.text)}" for story in role.case_studies]
        parts.append(f"**Someone who does it**\n\n{bullets(told)}")
    if role.questions:
        asked = [f"**{item.ask}** {item.answer}" for item in role.questions]
        parts.append(f"**Often asked**\n\n{bullets(asked)}")
    if role.tasks.items[FIRST_TASKS:]:
        parts.append(f"**They also**\n\n{bullets(role.tasks.items[FIRST_TASKS:])}")
    links = [role.sources[link] for link in role.links]
    pages = [f"[{page.title}]({page.url}) ({page.publisher})" for page in links]
    if role.body is not None:
        pages.insert(0, f"[{role.body.name}]({role.body.url}), the professional body")
    if pages:
        parts.append(f"**To read on**\n\n{bullets(pages)}")
    if not parts:
        return _not_known("other sides", role, question, knowledge)
    counts = [count for _, count in registered]
    old = warning([*current(role.figures), *counts], question.today)
    parts.extend([old] if old else [])
    told_of = [role.tasks, *role.case_studies, *role.questions, *role.figures, role.body]
    counted = cited(knowledge.professions.sources, *counts)
    return Reply("\n\n".join(parts), sources=(*_from(role, *told_of), *links, *counted))


def disputes(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """Where sources disagree about the role: what the guide goes by and why, and what each one says."""
    if not role.conflicts:
        job = a(lower_first(role.title))
        return Reply(f"The pages I rest on do not contradict each other about the job of {job}.")
    parts = ["My sources do not agree on this."]
    for conflict in role.conflicts:
        said = bullets([f"“{version.says}”" for version in conflict.versions])
        parts.append(
            f"**{conflict.topic}**\n\nI go by this: {lower_first(conflict.taken)} {conflict.why}\n\nThey say:\n\n{said}"
        )
    versions = [version for conflict in role.conflicts for version in conflict.versions]
    return Reply("\n\n".join(parts), sources=_from(role, *versions))


def _registered(role: model.Role, knowledge: Knowledge) -> list[tuple[model.Register, model.RegisterCount]]:
    """The newest count of the register that people in this role are on, if it is a registered one."""
    if role.registration.regulator == "none":
        return []
    return [
        (register, newest(register)) for register in knowledge.professions.registers if role.family in register.families
    ]


def _not_known(what: str, role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """Content has nothing on this: say so, and where to look. Never a guess from a similar job."""
    jobs = places.serving(knowledge.signposting.jobs, question.nation)
    unknown = f"I have no checked facts about the {what} of {a(lower_first(role.title))}."
    text = f"{unknown} Look at adverts on {places.any_of(jobs)}, or ask an employer."
    return Reply(text, sources=tuple(cited(knowledge.signposting.sources, *jobs)))


def route_name(route: model.Route) -> str:
    """One route in a few words: what it is, how long it takes, where it is to be had."""
    extras = [route.duration] if route.duration else []
    if len(route.nations) < len(model.NATIONS):
        extras.append(listed([NATION_WORDS[nation] for nation in route.nations]))
    return f"**{route.name}**" + (f" ({'; '.join(extras)})" if extras else "")


def route_line(route: model.Route) -> str:
    """One route with all there is to know of it."""
    line = route_name(route)
    if route.needs:
        line += f". Asks for: {route.needs.rstrip('.')}"
    if route.note:
        line += f". {route.note.rstrip('.')}"
    return f"{line}."


def _from(role: model.Role, *facts: model.Sourced | None) -> tuple[model.Source, ...]:
    return tuple(cited(role.sources, *facts))


#: Topic -> the function that answers it for one role.
FACTS: dict[str, Callable[[model.Role, Question, Knowledge], Reply]] = {
    "about_role": about,
    "entry_requirements": entry_requirements,
    "people_and_places": people_and_places,
    "pay": pay,
    "hours": hours,
    "skills": skills,
    "day": day,
    "progression": progression,
    "registration": registration,
    "apprenticeship": apprenticeship,
    "more": more,
    "disputes": disputes,
}
