"""One question in, one reply out: the guide's front door. Pure; the same question always gets the same reply."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import across, advice, again, faqs, places
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance.facts import FACTS
from ahp_careers.guidance.question import FaqMatch, Question
from ahp_careers.guidance.reply import Button, Reply, bullets, listed, lower_first
from ahp_careers.guidance.words import NATION_WORDS

#: Topic -> what a button that asks it says. The order is the order in which they are offered.
TOPIC_TITLES: dict[str, str] = {
    "about_role": "What is the job?",
    "eligibility": "Could I do it?",
    "entry_requirements": "What do I need?",
    "pathway": "How do I get there?",
    "day": "What is a day like?",
    "pay": "What is the pay?",
    "hours": "What are the hours?",
    "progression": "Where can it lead?",
    "skills": "What skills help?",
    "people_and_places": "Who and where?",
    "registration": "Is it registered?",
    "apprenticeship": "Any apprenticeships?",
    "more": "What else?",
    "disputes": "Do sources disagree?",
    "compare_roles": "Compare jobs",
    "list_roles": "List jobs",
    "about_ahps": "What are AHPs?",
    "quiz_start": "Help me choose",
    "help": "What can you do?",
    "human_help": "Talk to a person",
}
#: Buttons that stand under many replies.
CHOOSE = Button(TOPIC_TITLES["quiz_start"], "quiz_start")
HELP = Button(TOPIC_TITLES["help"], "help")
JOBS = Button("Which jobs are there?", "list_roles")
#: What people tend to ask next, after each topic about a role.
_NEXT: dict[str, tuple[str, ...]] = {
    "about_role": ("eligibility", "day", "pay", "more"),
    "eligibility": ("entry_requirements", "pathway", "day", "pay"),
    "entry_requirements": ("eligibility", "pathway", "apprenticeship"),
    "pathway": ("eligibility", "apprenticeship", "pay"),
    "pay": ("hours", "progression", "entry_requirements"),
    "hours": ("day", "pay", "entry_requirements"),
    "day": ("skills", "hours", "eligibility"),
    "more": ("disputes", "about_role", "entry_requirements"),
}
_USUAL_NEXT = ("about_role", "entry_requirements", "pay")
#: Topics that mean the same whatever job is named with them.
_WHATEVER_THE_JOB = {"distress", "medical_question", "human_help", "greet", "goodbye", "thank", "state_qualification"}
#: Topics whose facts do not name the role: in a follow-up one must still see what is spoken of.
_UNNAMED = {
    "pay",
    "hours",
    "day",
    "progression",
    "registration",
    "apprenticeship",
    "entry_requirements",
    "more",
    "disputes",
}
#: Topics whose answer is the same in every nation.
_SAME_EVERYWHERE = {"about_role", "day", "skills", "people_and_places", "progression", "registration"}
MOST_COMPARED = 3
#: After so many messages in a row that were not understood, the guide offers people to talk to.
MOST_MISSES = 2
#: Topics whose answer depends on what the person has.
_PERSONAL = ("eligibility", "pathway")
#: Topics whose messages mean nothing else.
_NO_OTHER_MEANING = {"distress", "welcome", "greet", "goodbye", "thank", "nlu_fallback", "faq"}
#: What "why?" and "I don't understand" ask where nothing has been answered yet.
_NOTHING_BEFORE = {"why": "who_are_you", "confused": "help"}
ROLE_TOPICS = frozenset(FACTS) | {"eligibility", "pathway"}


@dataclass(frozen=True)
class Answer:
    """``focus`` is the role the talk is now about; ``topic`` the topic that was answered (a follow-up takes over
    the topic before it), ``faq`` the frequently asked question."""

    reply: Reply
    focus: str | None
    topic: str
    faq: str | None = None


def answer(question: Question, knowledge: Knowledge) -> Answer:
    """Answer one question. Every topic gets a reply; an unknown one gets the fallback."""
    question = _as_follow_up(question)
    topic = question.topic
    asked = None if question.term in knowledge.terms else faqs.meant(question, knowledge)
    if asked is not None:
        return Answer(faqs.reply(asked, question, knowledge), question.focus, "faq", asked.id)
    told = _answer(question, knowledge)
    if topic not in _NO_OTHER_MEANING:
        # Read as something else, and answered so: what it may have been instead is one press away.
        also = faqs.offered(question, knowledge, faqs.POSSIBLE)[:1]
        others = [button for button in told.reply.buttons if button not in also]
        told = replace(told, reply=told.reply.with_buttons(*also, *others))
    return told


def _answer(question: Question, knowledge: Knowledge) -> Answer:
    """The answer to one question that is no frequently asked one."""
    topic = question.topic
    if question.defines in knowledge.qualifications and not question.roles:
        return Answer(_defined(str(question.defines), knowledge), question.focus, "define")
    term = question.term or question.perhaps_term
    if term in knowledge.terms and not question.roles:
        return Answer(_explained(str(term), knowledge), question.focus, "define")
    if question.uncovered and topic not in _WHATEVER_THE_JOB and (topic == "compare_roles" or not question.roles):
        if question.roles:
            return _half_known(question, knowledge)
        # What was spoken of before is over: "and the pay?" must not be answered for it.
        return Answer(_uncovered(question, knowledge), None, "uncovered")
    if question.elsewhere and not question.roles and not question.points_back and topic in ROLE_TOPICS:
        # "how much do nurses earn" is not about the job spoken of before.
        return Answer(_talk(replace(question, topic="other_health_career"), knowledge), None, "other_health_career")
    if topic in ROLE_TOPICS:
        return _about_a_role(question, knowledge)
    if topic == "compare_roles" and question.elsewhere and len(question.roles) == 1:
        return _half_known(question, knowledge)
    if topic == "compare_roles":
        return _compared(question, knowledge)
    if topic == "list_roles":
        return Answer(across.list_roles(question, knowledge), question.focus, topic)
    if topic == "state_qualification" and question.new_claims:
        return _noted(question, knowledge)
    if topic in ("why", "confused"):
        return _again(question, knowledge)
    return Answer(_talk(question, knowledge), question.focus, topic)


def _as_follow_up(question: Question) -> Question:
    """ "and podiatrists?" and "what about Wales?" ask the last topic again, and so does "no GCSEs" after "can I?"."""
    named = question.roles or question.families or question.ambiguous
    if question.bare and question.last_faq and question.new_nation and not named:
        return replace(question, topic="faq", faqs=(FaqMatch(question.last_faq, 1.0),))
    asks_anew = question.sure and question.topic in ROLE_TOPICS - {"about_role"}
    if question.bare and question.last_topic and not asks_anew and (named or question.new_nation):
        return replace(question, topic=question.last_topic)
    if question.bare and question.new_nation and not named:
        return replace(question, topic="nation_noted")
    if question.topic == "nlu_fallback" and question.bare and named:
        return replace(question, topic="about_role")
    if question.topic == "nlu_fallback" and question.points_back and question.roles and question.last_topic:
        # "is there one for podiatrists?"
        return replace(question, topic=question.last_topic)
    if question.topic == "state_qualification" and question.new_claims and question.last_topic in _PERSONAL:
        return replace(question, topic=question.last_topic)
    if question.new_nation and question.last_topic and question.topic in ("nlu_fallback", "out_of_scope"):
        # "how much do they get in Scotland?"
        return replace(question, topic=question.last_topic)
    if question.topic == "progression" and len(question.roles) > 1:
        # "can a paramedic become an OT?"
        return replace(question, topic="pathway")
    if question.topic == "other_health_career" and question.roles:
        # "I'm a nurse, can I become a paramedic?" is about the paramedic.
        return replace(question, topic="eligibility")
    if question.topic in ("medical_question", "registration") and question.conditions and question.asks_to_work:
        # "I have epilepsy, could I work on an ambulance?", "can I be one without a licence?"
        return replace(question, topic="eligibility")
    if question.topic == "list_roles" and len(question.roles) > 1:
        return replace(question, topic="compare_roles")
    if question.topic in ROLE_TOPICS | {"nlu_fallback"} and question.excluded and not question.roles:
        # "I don't want to be a paramedic, what else is there?"
        return replace(question, topic="list_roles")
    return question


def _about_a_role(question: Question, knowledge: Knowledge) -> Answer:
    topic = question.topic
    if question.ambiguous and not question.roles:
        item = knowledge.ambiguous_names[question.ambiguous]
        return Answer(across.which_of(item, topic, knowledge), None, topic)
    role = _role(question, knowledge)
    if role is None:
        if topic == "apprenticeship":
            return Answer(across.apprenticeships(question, knowledge), question.focus, topic)
        if question.families and topic != "about_role":
            return Answer(across.list_roles(question, knowledge), question.focus, topic)
        if topic in _PERSONAL and question.claims:
            return Answer(across.list_roles(question, knowledge), question.focus, topic)
        return Answer(across.which_role(topic, knowledge), question.focus, topic)
    if topic == "eligibility":
        asks_only = question.asked and question.asks_need and not question.new_claims
        reply = _do_i_need(role, question, knowledge) if asks_only else advice.eligibility(role, question, knowledge)
        if question.conditions:
            reply = _with_conditions(reply, question, knowledge)
    elif topic == "pathway":
        reply = advice.pathway(role, question, knowledge)
    else:
        reply = FACTS[topic](role, question, knowledge)
        if topic in _UNNAMED:
            gap = "\n\n" if reply.text.startswith("**") else " "
            reply = replace(reply, text=f"**{role.title}**:{gap}{reply.text}")
    if question.bare and question.new_nation and question.nation and topic in _SAME_EVERYWHERE:
        note = f"I have nothing that is special to {NATION_WORDS[question.nation]} on this."
        reply = replace(reply, text=f"{note}\n\n{reply.text}")
    return Answer(reply.with_buttons(*_next_buttons(topic, role, question, knowledge)), role.id, topic)


def _do_i_need(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """ "do I need a degree to be ...?": yes or no first, where the national rule settles it."""
    reply = FACTS["entry_requirements"](role, question, knowledge)
    if role.entry.minimum == "none":
        return replace(reply, text=f"No, that is not a set requirement. {reply.text}")
    if role.level == "registered" and set(question.asked) & {"degree", "masters"}:
        return replace(reply, text=f"Yes. {reply.text}")
    return replace(reply, text=f"**{role.title}**: {reply.text}")


def _with_conditions(told: Reply, question: Question, knowledge: Knowledge) -> Reply:
    """A verdict, with what is known in general of whatever the entry rules say nothing about."""
    titles = [condition.title for condition in knowledge.talk.conditions if condition.id in question.conditions]
    text, sources = faqs.condition_facts(question, knowledge)
    lines = knowledge.talk.lines
    opening = f"{lines['not_judged']} {listed(titles)}. {lines['not_judged_ask']}"
    parts = [opening, *([text] if text else []), lines["not_judged_others"], told.text]
    return replace(told, text="\n\n".join(parts), sources=(*sources, *told.sources))


def _role(question: Question, knowledge: Knowledge) -> model.Role | None:
    """The role asked about: named now, else the head of a field named now, else the one last talked about.

    Moving from one role to another names two ("from OT assistant to OT"): the way leads to the one that asks more, or
    to the last named.
    """
    named = [knowledge.roles[role] for role in question.roles if role in knowledge.roles]
    if question.topic in _PERSONAL and len(named) > 1:
        return max(reversed(named), key=lambda role: model.MINIMUM_LEVEL[role.entry.minimum])
    if named:
        return named[0]
    for family in question.families:
        head = knowledge.registered_role(family)
        if head is not None and head.id not in question.excluded:
            return head
    return knowledge.roles.get(question.focus or "")


def _next_buttons(topic: str, role: model.Role, question: Question, knowledge: Knowledge) -> list[Button]:
    buttons = [
        Button(TOPIC_TITLES[next_], next_, {"role": role.id})
        for next_ in _NEXT.get(topic, _USUAL_NEXT)
        if next_ != topic
    ]
    stone = knowledge.stepping_stone(role)
    if topic in ("eligibility", "pathway", "entry_requirements") and stone is not None and role.entry.minimum != "none":
        buttons.insert(0, Button(stone.title, "about_role", {"role": stone.id}))
    return [*buttons, CHOOSE]


def _half_known(question: Question, knowledge: Knowledge) -> Answer:
    """Asked to compare with a job there are no facts about: say so, and tell of the other."""
    role = knowledge.roles[question.roles[0]]
    told = FACTS["about_role"](role, question, knowledge)
    text = f"I have no checked facts about the other job yet, so I can only tell you about one.\n\n{told.text}"
    return Answer(replace(told, text=text), role.id, "about_role")


def _compared(question: Question, knowledge: Knowledge) -> Answer:
    names = list(dict.fromkeys(question.roles))
    if question.ambiguous and not names:
        names = list(knowledge.ambiguous_names[question.ambiguous].roles)
    if not names and not question.families:
        # "which of those two", "compare them": the jobs on the list.
        names = list(question.listed[:2] if len(question.listed) > MOST_COMPARED else question.listed)
    if len(names) == 1 and question.focus and question.focus != names[0]:
        names.insert(0, question.focus)
    for family in question.families:
        head = knowledge.registered_role(family)
        if head is not None and head.id not in names:
            names.append(head.id)
    roles = [knowledge.roles[name] for name in names if name in knowledge.roles]
    if len(roles) == 1:
        roles.extend(knowledge.roles[other] for other in roles[0].related[:1])
    if len(roles) < 2:
        return Answer(across.which_role("about_role", knowledge), question.focus, "compare_roles")
    return Answer(across.compare(roles, knowledge), roles[0].id, "compare_roles")


def _noted(question: Question, knowledge: Knowledge) -> Answer:
    said = claim_rules.in_words(question.new_claims, knowledge)
    text = f"{knowledge.talk.lines['qualification_noted']} You have {said}. What would you like to know?"
    buttons = [Button("Which jobs can I do?", "list_roles"), CHOOSE]
    if question.focus:
        buttons.insert(0, Button(TOPIC_TITLES["eligibility"], "eligibility", {"role": question.focus}))
    return Answer(Reply(text, tuple(buttons)), question.focus, "state_qualification")


def _talk(question: Question, knowledge: Knowledge) -> Reply:
    """Small talk, signposts and limits."""
    topic, talk, signs = question.topic, knowledge.talk, knowledge.signposting
    if topic == "about_ahps":
        return across.professions(question, knowledge)
    if topic == "distress":
        text = f"{signs.distress_opening}\n\n{bullets(signs.distress.items)}"
        buttons = (Button(TOPIC_TITLES["human_help"], "human_help"), Button("Back to careers", "help"))
        return Reply(text, buttons, sources=tuple(cited(signs.sources, signs.distress)))
    if topic == "medical_question":
        text = f"{signs.medical_opening}\n\n{bullets(signs.medical.items)}"
        buttons = (CHOOSE, Button("Back to careers", "help"))
        return Reply(text, buttons, sources=tuple(cited(signs.sources, signs.medical)))
    if topic in ("human_help", "other_health_career"):
        found = signs.advice if topic == "human_help" else signs.other_health_careers
        return _signpost(talk.lines[topic], found, (CHOOSE, HELP), question, knowledge)
    if topic == "nation_noted" and question.nation is not None:
        text = f"{talk.lines['nation_noted']} {NATION_WORDS[question.nation]}."
        return Reply(text, (JOBS, CHOOSE, HELP))
    if topic in ("nlu_fallback", "faq"):
        return _fallback(question, knowledge)
    lines = {"affirm": "yes_to_what", "deny": "no_to_what", "neutral": "no_to_what", "confused": "help"}
    line = talk.lines.get(lines.get(topic, topic), talk.lines["fallback_plain"])
    return Reply(line, (CHOOSE, JOBS, HELP))


def _again(question: Question, knowledge: Knowledge) -> Answer:
    """ "why?" and "I don't understand": the last answer, explained or made simpler."""
    if question.last_faq in knowledge.faqs:
        faq = knowledge.faqs[str(question.last_faq)]
        last = Answer(faqs.reply(faq, question, knowledge), question.focus, "faq")
    elif question.last_topic in ROLE_TOPICS and question.focus in knowledge.roles:
        asked = replace(question, topic=question.last_topic, roles=(str(question.focus),), bare=False, asked=())
        last = _about_a_role(asked, knowledge)
    else:
        topic = _NOTHING_BEFORE[question.topic]
        return Answer(_talk(replace(question, topic=topic), knowledge), question.focus, topic)
    if question.topic == "confused":
        reply = again.simpler(last.reply, knowledge)
    else:
        role = knowledge.roles.get(str(question.focus)) if question.last_faq is None else None
        reply = again.why(last.reply, role, question, knowledge)
    return Answer(reply, question.focus, question.topic)


def _defined(qualification_id: str, knowledge: Knowledge) -> Reply:
    """What a qualification is, for someone who asked just that."""
    qualification = knowledge.qualifications[qualification_id]
    known = {level.level: level for level in knowledge.qualification_file.levels}
    levels = [known[number] for number in (qualification.level, qualification.level_if_low) if number is not None]
    opens = [
        f"With level {item.level} (in Scotland level {item.scqf}) you could look at: {item.opens}." for item in levels
    ]
    text = "\n\n".join([f"**{qualification.title}**: {qualification.text}", *opens])
    sources = tuple(cited(knowledge.qualification_file.sources, qualification, *levels))
    return Reply(text, (JOBS, CHOOSE), sources=sources)


def _explained(term_id: str, knowledge: Knowledge) -> Reply:
    """A word or abbreviation, for someone who asked what it means."""
    term = knowledge.terms[term_id]
    return Reply(
        f"**{term.title}**: {term.text}", (JOBS, CHOOSE), sources=tuple(cited(knowledge.glossary.sources, term))
    )


def _uncovered(question: Question, knowledge: Knowledge) -> Reply:
    """A job the guide has no facts about: say so, and where to look. Never an answer about another job."""
    found = knowledge.signposting.other_health_careers
    return _signpost(knowledge.talk.lines["uncovered"], found, (JOBS, CHOOSE), question, knowledge)


def _signpost(
    line: str, found: list[model.Place], buttons: tuple[Button, ...], question: Question, knowledge: Knowledge
) -> Reply:
    """Places to look, those of the person's nation where there are any."""
    there = places.serving(found, question.nation)
    text = f"{line}\n\n{bullets([places.line(place) for place in there])}"
    return Reply(text, buttons, sources=tuple(cited(knowledge.signposting.sources, *there)))


def _fallback(question: Question, knowledge: Knowledge) -> Reply:
    """Say that it is unsure and offer the likeliest readings; never guess a fact."""
    values = {"role": question.focus} if question.focus else {}
    asked = faqs.offered(question, knowledge, faqs.POSSIBLE)
    likely = [topic for topic in question.likely_topics if topic in TOPIC_TITLES][: 3 - len(asked)]
    topics = [Button(TOPIC_TITLES[topic], topic, values if topic in ROLE_TOPICS else {}) for topic in likely]
    buttons = [*asked, *topics]
    lines = knowledge.talk.lines
    about = _understood(question, knowledge)
    parts = [*([about] if about else []), lines["fallback" if buttons else "fallback_plain"]]
    extra = [topic for topic in ("quiz_start", "help") if topic not in likely]
    reply = Reply(
        " ".join(parts),
        (*buttons, *(Button(TOPIC_TITLES[topic], topic) for topic in extra)),
        yes=buttons[0] if len(buttons) == 1 else None,
    )
    return _with_people_to_ask(reply, question, knowledge) if question.misses + 1 >= MOST_MISSES else reply


def _understood(question: Question, knowledge: Knowledge) -> str:
    """What was understood of a message that was not: the jobs, fields and qualifications it names."""
    titles = [lower_first(knowledge.roles[role].title) for role in question.roles if role in knowledge.roles]
    titles += [lower_first(knowledge.families[family].title) for family in question.families]
    claims = claim_rules.in_words(question.new_claims, knowledge)
    said = [*([f"you mean {listed(titles)}"] if titles else []), *([f"you have {claims}"] if claims else [])]
    return f"I understood that {listed(said)}, but not what you'd like to know." if said else ""


def _with_people_to_ask(reply: Reply, question: Question, knowledge: Knowledge) -> Reply:
    """A reply that understood nothing, the second time in a row: people who can help are better than a third try."""
    there = places.serving(knowledge.signposting.advice, question.nation)
    text = f"{reply.text}\n\n{knowledge.talk.lines['fallback_again']}\n\n{bullets([places.line(p) for p in there])}"
    return replace(reply, text=text, sources=tuple(cited(knowledge.signposting.sources, *there)))
