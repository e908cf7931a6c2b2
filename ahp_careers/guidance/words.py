"""How the fixed terms of content are said."""

from __future__ import annotations

from ahp_careers.content import model

NATION_WORDS: dict[str, str] = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern_ireland": "Northern Ireland",
}
GROUP_WORDS: dict[str, str] = {
    "babies": "babies",
    "children": "children",
    "teenagers": "teenagers",
    "adults": "adults",
    "older_people": "older people",
}
_LEVEL_WORDS: dict[str, str] = {
    "support": "a support job",
    "assistant_practitioner": "an assistant practitioner job, one step above a support worker",
    "registered": "a registered profession",
}


def level_words(role: model.Role) -> str:
    """What kind of job it is. A few jobs need a degree, though no law asks for registration."""
    if role.level == "registered" and role.registration.regulator == "none":
        return "a job for people with a degree"
    return _LEVEL_WORDS[role.level]
