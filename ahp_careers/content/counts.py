"""What ``content/`` holds, in numbers: for those who keep it, and for those who want to know how far to trust it."""

from __future__ import annotations

from collections import Counter

from ahp_careers.content import model
from ahp_careers.content.documents import Content
from ahp_careers.content.references import walk

#: The fields of a role that the table of roles shows, with a short heading each.
ROLE_FIELDS = {
    "tasks": "tasks",
    "people": "who",
    "places": "where",
    "day": "day",
    "skills": "skills",
    "entry": "routes",
    "registration": "reg.",
    "pay": "pay",
    "hours": "hours",
    "progression": "leads",
    "related": "like",
    "body": "body",
    "figures": "numbers",
    "questions": "asked",
    "case_studies": "stories",
    "links": "links",
    "conflicts": "disputes",
    "thin": "thin",
}


def role_table(content: Content) -> str:
    """One line a role: how many entries each field has, "x" for a text that is there, "." for none."""
    roles = sorted(content.knowledge.roles.values(), key=lambda role: (role.family, role.id))
    width = max(len(role.id) for role in roles)
    lines = [" ".join(["role".ljust(width), *ROLE_FIELDS.values()])]
    for role in roles:
        cells = [_cell(role, field).rjust(len(heading)) for field, heading in ROLE_FIELDS.items()]
        lines.append(" ".join([role.id.ljust(width), *cells]))
    filled = [
        str(sum(_cell(role, field) != "." for role in roles)).rjust(len(heading))
        for field, heading in ROLE_FIELDS.items()
    ]
    lines.append(" ".join([f"filled, of {len(roles)}".ljust(width), *filled]))
    return "\n".join(lines)


def _cell(role: model.Role, field: str) -> str:
    value = getattr(role, field)
    if field == "entry":
        return str(len(role.entry.routes))
    if isinstance(value, model.FactList):
        return str(len(value.items))
    if field == "progression":
        return str(len(role.progression.roles)) if role.progression.roles else "x"
    if isinstance(value, list):
        return str(len(value)) if value else "."
    return "x" if value is not None else "."


def totals(content: Content) -> dict[str, int]:
    """How many of each thing there are. A fact is whatever names its source; sources are counted by address."""
    knowledge = content.knowledge
    facts: Counter[str] = Counter()
    addresses: set[str] = set()
    for name, part in content.parts.items():
        facts[name.split("/")[0]] += sum(1 for _ in walk(part))
        addresses.update(source.url for source in getattr(part, "sources", {}).values())
    return {
        "roles": len(knowledge.roles),
        "facts with a source": sum(facts.values()),
        "of these in role files": facts["roles"],
        "facts that cut across jobs": len(knowledge.facts),
        "frequently asked questions": len(knowledge.faqs),
        "phrasings of these": sum(len(faq.phrasings) for faq in knowledge.faqs.values()),
        "glossary terms": len(knowledge.terms),
        "apprenticeship standards": len(knowledge.apprenticeships.standards),
        "conflicts settled in the open": sum(len(getattr(part, "conflicts", ())) for part in content.parts.values()),
        "sources (web addresses)": len(addresses),
    }
