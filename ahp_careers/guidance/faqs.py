"""Replies to frequently asked questions: the answer from content, then the facts that it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import nations, places
from ahp_careers.guidance.dated import dated, warning
from ahp_careers.guidance.facts import FACTS
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Button, Reply, bullets

#: More likely than this, a message is the frequently asked question whatever else it was read as. The likelihood is
#: shared among some 160 questions, many of them alike, and all that is none: a third of it for one is a lot.
SURE = 0.15
#: Where the other reading has too little to go on, this likely is enough.
LIKELY = 0.1
#: Where a job was named that the other reading can tell the facts of, it takes more to say something general.
CERTAIN = 0.75
#: Where the job was only spoken of before, it depends on whether the message points back to it.
POINTING_BACK, NOT_POINTING_BACK = 0.75, 0.3
#: So likely a question is likelier than all others and all that is none together.
LIKELIER_THAN_ALL_ELSE = 0.5
#: Over this, a question is worth a button where the guide is not sure what was meant.
POSSIBLE = 0.05
#: Kinds of question that are about a job: without one the guide could only ask which.
NEEDS_A_ROLE = frozenset(FACTS) | {"eligibility", "pathway", "compare_roles"}
#: Kinds of question that only one job's own facts answer.
OF_ONE_JOB = frozenset("pay hours day skills people_and_places progression".split())
#: What stays what it is, however like a frequently asked question it sounds.
NEVER = frozenset({"distress", "medical_question", "welcome"})
#: How many readings are offered where none is sure.
MOST_OFFERED = 3


def meant(question: Question, knowledge: Knowledge) -> model.FrequentQuestion | None:
    """The frequently asked question to answer, or None where the message is something else or it is not clear which."""
    best = next(iter(question.faqs), None)
    if best is None or best.id not in knowledge.faqs or question.topic in NEVER:
        return None
    if question.conditions and question.roles and question.topic == "eligibility":
        # The verdict on that very job says the same in general, and more.
        return None
    if question.topic in ("eligibility", "pathway") and question.roles and question.new_claims:
        # "I'm doing an Access course, can I be an OT?" is about that very job too.
        return None
    names = [*question.roles, *question.families, *filter(None, [question.ambiguous, question.uncovered])]
    goes_on = len(names) == 1 or (question.new_nation and question.last_topic)
    if question.bare and goes_on and question.topic != "faq":
        # A name alone asks after the job, or goes on with what was asked before.
        return None
    if question.topic == "disputes" and (question.roles or question.focus):
        return None
    return knowledge.faqs[best.id] if best.confidence > _least(question) else None


def _least(question: Question) -> float:
    """How likely the question must be: the less the other reading has to go on, the less."""
    if question.topic in ("faq", "nlu_fallback"):
        return LIKELY
    if question.topic == "apprenticeship" and question.sure:
        return POINTING_BACK
    if question.topic not in NEEDS_A_ROLE:
        return SURE
    if question.uncovered or question.elsewhere:
        # Of another job only the frequent questions tell anything, and of its pay or hours not even they.
        beside_ours = question.elsewhere and question.roles and question.topic == "compare_roles"
        return CERTAIN if question.topic in OF_ONE_JOB or beside_ours else SURE
    if question.roles:
        return CERTAIN
    if question.asked and question.topic in OF_ONE_JOB:
        # "would they take functional skills instead?" is about the qualification.
        return SURE
    if question.conditions:
        # What is said of the person is in the frequent question's answer, and in no job's facts.
        return NOT_POINTING_BACK
    if question.focus and not question.roles:
        points = question.points_back or question.topic in OF_ONE_JOB
        if points and question.doubtful:
            return LIKELIER_THAN_ALL_ELSE
        return POINTING_BACK if points else NOT_POINTING_BACK
    named = question.roles or question.families or question.ambiguous
    return SURE if named or question.claims else LIKELY


def offered(question: Question, knowledge: Knowledge, least: float = 0.0) -> tuple[Button, ...]:
    """The likeliest FAQs as buttons, for a message that could be any of them; only those more likely than ``least``."""
    likely = [match.id for match in question.faqs if match.id in knowledge.faqs and match.confidence > least]
    return tuple(Button(knowledge.faqs[name].ask, "faq", {"faq": name}) for name in likely[:MOST_OFFERED])


def reply(faq: model.FrequentQuestion, question: Question, knowledge: Knowledge) -> Reply:
    """The answer first, then its facts, places to go on from, and a warning where a figure has grown old."""
    facts = [knowledge.facts[name] for name in faq.facts]
    here = [pair for pair in facts if nations.holds(pair[0], question.nation)]
    # Where content has nothing for the person's nation, the rest is better than silence: each says where it holds.
    told, told_sources = facts_told(here or facts)
    parts = [faq.answer, *([told] if told else [])]
    sources = [*cited(knowledge.faq_sources[faq.id], faq), *told_sources]
    if faq.places is not None:
        found = places.serving(getattr(knowledge.signposting, faq.places), question.nation)
        parts.append("**Where to look**\n\n" + bullets([places.line(place) for place in found]))
        sources.extend(cited(knowledge.signposting.sources, *found))
    old = warning([faq, *(fact for fact, _ in here or facts)], question.today)
    parts.extend([old] if old else [])
    roles = [knowledge.roles[name] for name in faq.roles]
    buttons = tuple(Button(role.title, "about_role", {"role": role.id}) for role in roles)
    return Reply("\n\n".join(parts), buttons=(*buttons, Button("Help me choose", "quiz_start")), sources=tuple(sources))


def facts_told(
    facts: Iterable[tuple[model.Topic, dict[str, model.Source]]],
) -> tuple[str, list[model.Source]]:
    """Facts that cut across jobs, as a list, and their sources. The text is empty where there are none."""
    lines, sources = [], []
    for fact, known in facts:
        # A text that names its year needs no date behind it.
        date = "" if fact.as_of is None or fact.as_of[:4] in fact.text else dated(fact)
        lines.append(f"**{fact.title}{date}**: {fact.text}")
        sources.extend(cited(known, fact))
    return bullets(lines), sources


def condition_facts(question: Question, knowledge: Knowledge) -> tuple[str, list[model.Source]]:
    """What content says in general of things about the person that no entry rule speaks of, such as age or health."""
    given = [condition for condition in knowledge.talk.conditions if condition.id in question.conditions]
    names = list(dict.fromkeys(name for condition in given for name in condition.facts))
    facts = [knowledge.facts[name] for name in names]
    return facts_told([pair for pair in facts if nations.holds(pair[0], question.nation)])
