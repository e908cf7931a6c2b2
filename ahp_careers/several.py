"""Messages that ask more than one thing: which of their parts are questions to be answered."""

from __future__ import annotations

import re
from dataclasses import replace

from ahp_careers.guidance.answers import ROLE_TOPICS
from ahp_careers.guidance.facts import FACTS
from ahp_careers.guidance.faqs import SURE
from ahp_careers.message import Message

#: Kinds of message that ask something about careers.
_ASKING = ROLE_TOPICS | {"list_roles", "compare_roles", "about_ahps", "faq"}
#: A part this sure is taken for a question of its own.
CLEAR = 0.5
#: A part is read without what stands around it: a cry for help must be this clear.
CRY = 0.75
#: Where the whole is not clear, a part must be this sure to speak for it.
CLEARER = 0.6
#: Topics of a whole beside which a clear question counts more: confusion over several things, or what was told first.
_UNCLEAR = {"nlu_fallback", "out_of_scope", "state_preference", "state_qualification"}
#: "do both of them work nights?"
_BOTH = re.compile(r"\b(?:both|each of (?:them|those|these)|the two of them)\b", re.IGNORECASE)
#: So many jobs spoken of can be meant by "both", or by "each of them".
MOST_TOGETHER = 3
#: "no, not the pay, the hours"
_DENIES = re.compile(r"\W*(?:(?:no|nah|nope|sorry|oops|wait)\W+)*(?:i (?:did|do) ?n[o']?t mean|not)\b", re.IGNORECASE)


def questions(message: Message, listed: tuple[str, ...] = ()) -> tuple[Message, ...]:
    """The messages to answer, one after the other: the parts where each asks something else, or the message itself.

    ``listed`` are the jobs spoken of last: "both of them" asks after each.

    Someone in distress is heard wherever in the message they say so.
    """
    if heard(message).topic == "distress":
        return (replace(message, topic="distress", parts=()),)
    asking = [part for part in map(_as_question, message.parts) if part is not None]
    if len({(part.topic, part.roles, part.families, part.faqs[:1]) for part in asking}) > 1:
        return tuple(_completed(part, message) for part in asking)
    named = message.named or message.families
    if message.topic in FACTS and not named and _BOTH.search(message.text) and 1 < len(listed) <= MOST_TOGETHER:
        return tuple(message.about(role) for role in listed)
    if len(asking) == 1 and _DENIES.match(message.text):
        return (_completed(asking[0], message),)
    if message.topic in _UNCLEAR and len(asking) == 1 and asking[0].confidence >= CLEARER:
        return (replace(_completed(asking[0], message), claims=message.claims, preferences=message.preferences),)
    return (message,)


def heard(message: Message) -> Message:
    """The message as a cry for help where any part of it is one, whatever else it says."""
    cry = any(part.topic == "distress" and part.confidence >= CRY for part in message.parts)
    return replace(message, topic="distress", confidence=1.0) if cry else message


def _as_question(part: Message) -> Message | None:
    """The part as a question, None where it asks nothing for sure."""
    if part.faqs and part.faqs[0].confidence >= max(SURE, CLEAR) and part.topic not in ROLE_TOPICS:
        return replace(part, topic="faq", confidence=part.faqs[0].confidence)
    return part if part.topic in _ASKING and part.confidence >= CLEAR else None


def _completed(part: Message, whole: Message) -> Message:
    """The part with the job that only the rest of the message names: "what do they do and what do OTs earn"."""
    if part.named or part.families:
        return part
    return replace(part, roles=whole.roles, families=whole.families, ambiguous=whole.ambiguous, excluded=whole.excluded)
