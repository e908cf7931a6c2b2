"""The last answer once more: why it is so, or in fewer and plainer words."""

from __future__ import annotations

import re

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Button, Reply, a, bullets, lower_first, shown_source
from ahp_careers.text import comparable

#: As many sentences are read by someone who is lost, and as many words explained.
MOST_SENTENCES, MOST_TERMS, MOST_PAGES = 2, 3, 5
_HEADING = re.compile(r"\*\*[^*]+\*\*:?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def why(last: Reply, role: model.Role | None, question: Question, knowledge: Knowledge) -> Reply:
    """What an answer rests on: the rule and what the person told, for a verdict; its pages, for any other."""
    lines = knowledge.talk.lines
    pages = list({str(page["url"]): page for page in map(shown_source, last.sources)}.values())[:MOST_PAGES]
    where = f"{lines['why_pages']}\n\n" + bullets([f"[{page['title']}]({page['url']})" for page in pages])
    if role is None or question.last_topic not in ("eligibility", "pathway"):
        return Reply(where, last.buttons, sources=last.sources)
    told = tuple(claim for claim in question.claims if claim.status != "asked")
    known = (
        f"You told me: {claim_rules.in_words(told, knowledge)}."
        if told
        else "You have not told me what qualifications you have, so I go by the rule alone."
    )
    rule = f"The rule for {a(lower_first(role.title))}: {role.entry.statement.text}"
    return Reply(f"{rule}\n\n{known}\n\n{where}", last.buttons, sources=last.sources)


def simpler(last: Reply, knowledge: Knowledge) -> Reply:
    """The start of an answer, and the special words in it explained."""
    short = _start(last.text)
    terms = _terms_in(short, knowledge)[:MOST_TERMS]
    parts = [knowledge.talk.lines["confused"], short]
    if terms:
        parts.append("**Some words**\n\n" + bullets([f"**{term.title}**: {term.text}" for term in terms]))
    sources = (*last.sources, *cited(knowledge.glossary.sources, *terms))
    onward = Button("Talk to a person", "human_help")
    return Reply("\n\n".join(parts), (*last.buttons[:3], onward), sources=sources)


def _start(text: str) -> str:
    """The first sentences that say something; where an answer is a list, what it is a list of and its first items."""
    lead = ""
    for part in text.split("\n\n"):
        if part.startswith("- "):
            items = "\n".join(part.split("\n")[:MOST_SENTENCES])
            return f"{lead}\n\n{items}" if lead else items
        if not _HEADING.sub("", part).strip() or part.rstrip().endswith(":"):
            lead = part.strip()
            continue
        return " ".join(_SENTENCE_END.split(part.strip())[:MOST_SENTENCES])
    return text


def _terms_in(text: str, knowledge: Knowledge) -> list[model.Term]:
    """The words of the glossary that a text uses, in the glossary's order."""
    said = f" {re.sub(r'[^a-z0-9 ]', ' ', comparable(text))} "
    return [
        term
        for term in knowledge.glossary.terms
        if any(f" {comparable(name)} " in said for name in (term.title, *term.names))
    ]
