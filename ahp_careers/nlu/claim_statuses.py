"""What is said of a qualification: that one has, lacks or is studying for it, or no more than a question.

A status comes from the words before the mention in its clause; what follows ("maths I have", "still doing it") can
overrule it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from ahp_careers.nlu.finding import CLAUSE_END, spaced

Name = Literal["has", "lacks", "in_progress", "asked"]


@dataclass(frozen=True)
class Status:
    """``supposed`` marks a condition rather than a fact ("could I do it without a degree?"), ``others`` what somebody
    else has."""

    name: Name
    supposed: bool = False
    others: bool = False


_NOT = r"(?:no|not|n't|nt|never|dont|didnt|havent|hasnt|aint|without|w/o|minus|zero|nor|neither|lack\w*)"
# Read from the end of what stands before the mention: the last cue counts.
_CUES: list[tuple[Name | None, bool, str]] = [
    ("lacks", True, r"without|w/o|minus"),
    (
        "lacks",
        False,
        r"(?:failed|fail|failing|flunked|dropped|dropping|quit|missed|lost|binned|bombed)(?: out of| off)?"
        r"|packed in|abandoned|crashed|unfinished"
        r"|jacked in|chucked in|g[ai]ve up(?: on)?|given up|kicked out of|pulled out of|walked (?:out of"
        r"|away from)|kicked off|bailed on"
        r"|left(?= (?:my|the|a|an|his|her|\w+ing)\b)|left halfway through|before (?:finishing|i finished|the end of)",
    ),
    ("lacks", False, r"apart from|except(?: for)?|bar(?= )"),
    ("lacks", False, rf"{_NOT}|none of|none|hardly any|neither"),
    (
        "in_progress",
        False,
        r"doing|studying|study|studies|taking|sitting|sits|resit\w*|re-?tak\w*|re-?sit\w*|currently|predicted"
        r"|predictions?(?: is| are)?|expecting|away from finishing|(?:nearly|almost) (?:done|finished)|yet to finish"
        r"|start\w*|beginning|begins?|begun|began|enrolled|towards|waiting (?:for|on)|waiting|awaiting|finish"
        r"|finishing"
        r"|(?:half|part) ?way through|in the middle of|on track for|off to|short of finishing|go to"
        r"|going through|through (?:a|my)|putting me through|put me on|class(?:es)? (?:for|in)"
        r"|(?:first|second|third|final|last|1st|2nd|3rd|1|2|3) (?:year|yr)(?: of| on| at)?|year 1[0-3] (?:doing|of)"
        r"|(?:about|going) to do|will do|on(?= (?:a|my|his|her|an|the|level|lvl)\b)|booked on|signed up (?:for"
        r"|to)|retake|resit"
        r"|(?<=\bi )do(?= (?:my|a|an)\b)|(?<=he )do|(?<=she )do",
    ),
    (
        "asked",
        False,
        r"needs?|needed|ned|requires?d?|must|(?:have|has|got) to|wants?|asks?(?: for)?|necessary|compulsory|worth"
        r"|thinking (?:of|about|bout)|considering|mocks?|should i (?:do|get|take)|instead of|rather than"
        r"|better than|by an?|via"
        r"|like a",
    ),
    ("has", True, r"with"),
    (
        "has",
        False,
        r"have|has|had|got|gotten|get(?! (?:there|in|into|to|on|onto))|'ve|passed|pass|achieved|hold|did|done"
        r"|just|only|finished|completed|holding"
        r"|scraped|squeaked|came out with|ended up with|earned|is an?|was",
    ),
    # "I don't like art" is no claim about an exam.
    (
        None,
        False,
        r"like|love|enjoy|hate|bear|into|keen|prefer|fancy|mind|loved|liked|hated|stand|abide|good at"
        r"|rubbish at|teach\w*",
    ),
]
_CUE = re.compile("|".join(rf"(?P<c{number}>(?<!\w)(?:{words})(?!\w))" for number, (_, _, words) in enumerate(_CUES)))
#: A denial before one of these holds on: "never finished", "didn't get", "not doing".
_DENIED = re.compile(rf"\b{_NOT}\b(?: \w+){{0,2}} ?$")
#: No denial at all: "not only", "nothing but", "no wait".
_NO_DENIAL = re.compile(
    r"\b(?:not (?:just|only|sure|bad|that|too|an? \d|\d|[a-e]\b)|no (?:wait|worries|idea|sorry)|why not)\b"
)

#: What may follow "I haven't" where it speaks of what was named before: "maths I haven't got".
_NO_MORE = r"(?: (?:got|have|had|pass(?:ed)?|done|did))?(?: (?:it|them|that|any|one))?(?= ?(?:[.,!?]|$))"
_AFTER: list[tuple[Name, re.Pattern[str]]] = [
    (
        "in_progress",
        re.compile(
            r"\b(?:just )?started it\b|^ ?(?:course )?finish\w* (?:in|on|next)\b|^ ?re ?-?(?:sit|take)s?\b"
            r"|\bstart\w* (?:in|sept|next|soon|after)\b|\bbegins? (?:in|on|next)\b|\bstill (?:doing|on"
            r"|studying)"
            r"|\b(?:i|she|he|we) (?:'m|m|am|'s|s|is|are) (?:taking|doing|on|studying|sitting|resitting|retaking)\b"
            r"|\b(?:1st|2nd|3rd|first|second|third|final) (?:yr|year)\b|^ ?predict\w+|\bon module\b|^ ?student\b"
            r"|\bin progress\b|\bresults (?:next|in|are|come|day)\b|\bat the moment\b|\bright now\b|\brn\b"
        ),
    ),
    (
        "lacks",
        re.compile(
            rf"\b(?:i|we) (?:do not|do n'?t|have n'?t|have not|did n'?t|never|failed|flunked|dropped){_NO_MORE}"
            r"|\bnever (?:finished|completed|got|passed)|\b(?:not|n'?t) (?:finish\w*|complete\w*|pass\w*)"
            r"|\b(?:not|n'?t|aint) (?:got|have|had) (?:one|any|none|it|them|either)\b|^ ?(?:no|nope|nah)\b(?! \w)"
            r"|\b(?:was|were) n'?t (?:one|among)\b|\b(?:has|have|had) n'?t (?:\w+ )?pass"
            r"|\b(?:never went|not gone|have n'?t gone) back\b|\bdid n'?t (?:last|bother|finish)\b|^ ?abandoned\b"
            r"|\bi (?:quit|left|dropped out)\b|\bwithout finishing\b|\b(?:packed|jacked|chucked) it in\b"
            r"|\bgave it up\b|\bdropped (?:it|out)\b"
            r"|\bis (?:what i '?m )?missing\b"
        ),
    ),
    (
        "has",
        re.compile(
            r"\bi (?:have|do|did|passed|got)(?: got)? ?[.!]*$|\bunder my belt\b"
            r"|\b(?:what|which) i (?:passed|have|got)\b"
            r"|\bi (?:finished|completed|passed) it\b|^ ?i (?:have|hold|got)\b"
            r"|^ ?(?:was|is|were|are|went) (?:fine|ok|okay|good|alright|well|not a problem)\b|^ ?(?:yes|yep|yeah)\b"
            r"|^ ?(?:all )?(?:done|signed off|in the bag|passed|finished|completed|achieved)\b"
        ),
    ),
]
_QUESTION = frozenset(
    "what whats wats which how is are r do does can could would should will why where who whos any".split()
)
_SPEAKER = frozenset(
    "i ive im iv my me mine we our son daughter child kid lad girl boy he his her she someone myself".split()
)
_OTHERS = re.compile(
    r"\b(?:my|mi|our|a|his|her|the) (?:(?:best|oldest|little|big|wee) )?(?:neighbou?r|m8|grandson|granddaughter"
    r"|niece|nephew|sister|brother|friend|mate|cousin|colleague|boss|manager|mentor|uncle"
    r"|aunt|auntie|gran|nan|grandad|teacher|partner|husband|wife|girlfriend|boyfriend|best friend|mum|dad"
    r"|mother|father"
    r"|flatmate|housemate|tutor|wee sister|brother in law|lad next door|girl next door|person i)s?\b"
    r"|\b(?:everyone|people|students|paramedics|physios|nurses|staff|half the|next door 's)\b"
)
_CHILD = re.compile(
    r"\b(?:son|daughter|child|kid|lad|girl|boy|youngest|eldest|oldest|(?:his|her|their) (?:mum|dad|mother|father))\b"
)
_PRONOUN = re.compile(r"\b(?:i|me|my|he|she|they|we|someone)\b")
#: A question about the very thing: "HNC or HND, which is higher?"
_ABOUT_IT = frozenset("which what whats difference mean how who".split())
_SELF = re.compile(r"\b(?:i|me)\b")
#: "an NVQ, not a BTEC", "I meant Highers, not A levels": what is taken back claims nothing.
_CORRECTED = re.compile(
    r"\b(?:meant|mean|sorry|ment|actually|was|its|it 's|change)\b.*"
    r" (?:,|[a-z0-9]+(?<!meant)(?<!ment)(?<!mean)) (?:not|no|nt"
    r"|rather than)(?: (?:a|an|the))?$"
    r"|^\*? ?[a-z]+ not$|\bwhen i said$|\byou (?:wrote|put|said)$"
)
_NEEDED = re.compile(r" ?(?:needed|required|do i need|do you need|you need)\b")
#: "can I get a degree", "should I do A levels": what one may do is not what one has.
_ASKS_TO_GET = re.compile(
    r"\b(?:can|could|should|would|do|will|shall|where|how) (?:i|we|you|u|he|she)(?: have to| need to)? (?:get"
    r"|have|do|"
    r"take|study|start|gain|need|go)(?: (?:a|an|my|the|some|any|for|to|at))*$"
)
_SENTENCE_END = frozenset({".", "?", "!", ";"})


#: Which cue changes nothing after which: "thinking about doing", "have to have", "start my course with".
_FIRST_WORD_COUNTS: dict[str, tuple[Name, ...]] = {"asked": ("has", "in_progress"), "in_progress": ("has",)}


#: Words that begin something new, and words that may.
_BREAKS = frozenset("yet except which while".split())
_JOINS = frozenset("and n & nd then also now".split())
#: Before "i" these belong to what it begins: "could I", "which I".
_BEFORE_I = frozenset(
    "and what which where when can could do did if am should would have that must will shall may might ,".split()
)
_ADVERBS = frozenset("done finished passed completed".split())


def clause_starts(doc: Doc) -> list[int]:
    """The tokens at which something new begins, so that what was said before no longer holds."""
    starts = []
    for token in doc:
        word = token.norm_
        following = [t.norm_ for t in doc[token.i + 1 : token.i + 4]]
        if word == ",":
            if _begins(following):
                starts.append(token.i + 1)
        elif word in CLAUSE_END or word in _BREAKS or (word in _JOINS and _begins(following[:3])):
            starts.append(token.i + 1)
        elif word == "i" and token.i and doc[token.i - 1].norm_ not in _BEFORE_I:
            starts.append(token.i)
    return starts


def _begins(following: list[str]) -> bool:
    """Whether these words begin a new statement: "..., failed maths", "... and I've not got English"."""
    if not following:
        return False
    if following[0] in {"i", "ive", "iv", "im", "we", "my", "he", "she", "it", "its", "now"}:
        return True
    return any(
        _last_cue(" ".join(following[: size + 1]) + " ") is not None
        and following[size] not in _ADVERBS | {"with", "on", "a"}
        for size in range(min(2, len(following)))
    )


def statuses(doc: Doc, ends: list[int]) -> list[Status | None]:
    """For each token what the words before it in its clause say; None for nothing. ``ends`` are the tokens at which a
    new clause begins."""
    result: list[Status | None] = []
    begin = 0
    for token in doc:
        if token.i in ends:
            begin = token.i
        result.append(_last_cue(spaced(doc[begin : token.i])) if token.i > begin else None)
    return result


def _last_cue(before: str) -> Status | None:
    status: Status | None = None
    before = _NO_DENIAL.sub(" ", before)
    for match in _CUE.finditer(before):
        number = int(str(match.lastgroup)[1:])
        name, supposed, _ = _CUES[number]
        if name is None:
            status = None
        elif match.group().startswith(("apart", "except", "bar")):
            # "failed all my GCSEs except art"
            status = Status("has" if status is not None and status.name == "lacks" else "lacks")
        elif name in ("has", "in_progress") and (
            _DENIED.search(before[: match.start()]) or (status and status.name == "lacks" and name == "has")
        ):
            # "I haven't got", "never did": still what one lacks. "Not finished, doing it": what one is at.
            status = Status("lacks", status.supposed if status else False)
        elif status is not None and status.name == "lacks" and "through" in match.group():
            # "dropped out half way through"
            continue
        elif status is not None and name in _FIRST_WORD_COUNTS.get(status.name, ()):
            # "have to have", "start my course with": the first word counts.
            continue
        else:
            status = Status(name, supposed)
    return status


def status_of(
    doc: Doc, start: int, end: int, after_end: int, before: Status | None, generic: bool, detailed: bool
) -> Status | None:
    """What is said of the mention from ``start`` to ``end``; None where nothing is.

    ``after_end`` is where the next mention begins; ``generic`` is for words such as "exams", which claim nothing by
    themselves; ``detailed`` says that a grade, a count or a level was said, which nobody does who only asks.
    """
    first = max((t.i + 1 for t in doc[:start] if t.text in _SENTENCE_END), default=0)
    last = min((t.i for t in doc[end:] if t.text in _SENTENCE_END), default=len(doc))
    opening, words = doc[first:start], spaced(doc[first:start])
    if of_others(words):
        # Someone else's: a friend's BTEC gives the person none.
        return Status("asked", others=True)
    if _CORRECTED.search(words) or _NEEDED.match(spaced(doc[end:last])):
        return Status("asked")
    if before is not None and before.name == "asked" and "must" in words.split():
        return before
    told_after = _told_after(spaced(doc[end : min(after_end, last)]), before)
    if told_after is not None:
        return told_after
    speaker = next((token.i for token in opening if token.norm_ in _SPEAKER), len(doc))
    question = next((token.i for token in opening if token.norm_ in _QUESTION and token.i < speaker), None)
    asked_of_all = question is not None and not any(token.norm_ in _SPEAKER for token in doc[question:start])
    mine = detailed and any(token.norm_ in _SPEAKER for token in doc)
    if _ASKS_TO_GET.search(words):
        return Status("asked")
    if before is None:
        if generic and not detailed:
            return None
        if question is not None:
            return Status("has") if mine or (words.endswith(" my") and not asked_of_all) else Status("asked")
        later = any(token.norm_ in _ABOUT_IT for token in doc[end:last])
        spoken = any(token.norm_ in _SPEAKER for token in doc[first:last])
        return Status("asked") if later and not spoken and not detailed else Status("has")
    if before.name == "has" and any(token.norm_ == "if" for token in opening):
        # "if I get three A levels"
        return Status("has", supposed=True)
    if before.name == "has" and asked_of_all and not mine:
        # "do paramedics have degrees?" is about paramedics; "could you do it with a BTEC?" supposes one.
        return before if before.supposed else Status("asked")
    if before.name == "has" and generic and not detailed:
        return None
    if before.name == "lacks" and asked_of_all:
        return Status("lacks", supposed=True)
    return before


def of_others(before: str) -> bool:
    """Whether the words before a mention speak of someone other than the person or their child."""
    others = list(_OTHERS.finditer(before))
    if others and not _SELF.search(before[others[-1].end() :]):
        return True
    pronouns = _PRONOUN.findall(before)
    return bool(pronouns) and pronouns[-1] in ("he", "she", "they") and not _CHILD.search(before)


def told_behind(after: str) -> bool:
    """Whether the words after a mention say anything of it."""
    return any(pattern.search(after) for _, pattern in _AFTER)


def _told_after(after: str, before: Status | None) -> Status | None:
    """What the words after a mention say of it: "maths I have", "never finished it"."""
    near = after.split(" , ")[0].split(" but ")[0]
    told = []
    for name, pattern in _AFTER:
        # What was never finished is said after a comma too; the rest belongs to something else there.
        match = pattern.search(after if name == "lacks" else near)
        if match:
            told.append((match.start(), name))
    if not told:
        return None
    name = "lacks" if any(name == "lacks" for _, name in told) else min(told)[1]
    if name == "in_progress" and before is not None and before.name == "lacks" and "still" not in near:
        # "walked out in the first year"
        return None
    return None if name == "has" and before is not None and before.name == "lacks" else Status(name)
