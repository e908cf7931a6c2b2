"""Finding likes and dislikes, each with its polarity: "I love kids and art but hate blood"."""

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from ahp_careers.nlu.finding import Finder, taken_tokens
from ahp_careers.nlu.lexicon import Lexicon

_LIKE = frozenset(
    "like likes love loves loving luv enjoy into keen want wanna prefer passion passionate interested fan adore fond "
    "fancy good great".split()
)
_DISLIKE = frozenset("hate hates hating dislike loathe scared afraid terrified avoid rubbish awful detest fear".split())
#: "I don't mind" and "I mind"; "it doesn't bother me": neutral either way.
_INDIFFERENT = frozenset("mind fussed bothered bother bothers".split())
#: Neutral, but a dislike when negated: "fine with", "can't handle".
_BEAR = frozenset("fine ok okay alright handle cope stand bear deal used".split())
_NEGATION = frozenset("no not n't nt never dont cant cannot without doesnt didnt wouldnt isnt arent hardly".split())
_TURN = frozenset({".", "?", "!", ";", "but", "though", "however", "although"})
_EXCEPT = frozenset({"except", "besides"})
_ALL_BUT = frozenset("anything everything anyone everyone anybody anywhere everywhere any all".split())
_GOOD = frozenset("great cool fun good brilliant lovely nice amazing best".split())
_BAD = frozenset("boring gross scary awful bad horrible disgusting yucky terrible hard worst".split())
_LEFT = frozenset("left leave leaving finished quit kicked excluded expelled dropped".split())
#: How far after a mention its verdict may stand: "computers are ok", "rain doesn't bother me".
_LOOK_AHEAD = 5


@dataclass
class _Mood:
    """What the words so far say of what comes next."""

    polarity: str | None = None
    negated: bool = False

    def hear(self, word: str) -> None:
        if word in _TURN:
            self.polarity, self.negated = None, False
        elif word in _EXCEPT:
            self.polarity, self.negated = "dislikes", False
        elif word in _NEGATION:
            self.negated = True
        elif word in _LIKE:
            self._set("dislikes" if self.negated else "likes")
        elif word in _DISLIKE:
            self._set("neutral" if self.negated else "dislikes")
        elif word in _INDIFFERENT:
            self._set("neutral")
        elif word in _BEAR:
            self._set("dislikes" if self.negated else "neutral")

    def _set(self, polarity: str) -> None:
        self.polarity, self.negated = polarity, False


class Preferences(Finder):
    """Label preference; ``details["status"]`` is likes, dislikes or neutral. Named without a word on it: likes."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"preferences": lexicon["preferences"]}

    def prepare(self) -> None:
        self.exact = self.matcher(self.data["preferences"])

    def __call__(self, doc: Doc) -> Doc:
        taken = taken_tokens(doc)
        matches = {span.start: (key, span) for key, span in self.matches(self.exact, doc)}
        mood = _Mood()
        at = 0
        while at < len(doc):
            key, span = matches.get(at, (None, None))
            if key is None or span is None or at in taken:
                if at in taken:
                    # "no GCSEs and I'd like kids": what is denied is behind us.
                    mood.negated = False
                    at += 1
                    continue
                mood.hear(doc[at].norm_)
                if doc[at].norm_ == "but" and at and doc[at - 1].norm_ in _ALL_BUT:
                    mood.hear("except")
                at += 1
                continue
            about, *averse = key
            if averse:
                # "squeamish": says both what it is about and that it is disliked.
                mood.polarity = "neutral" if mood.negated else "dislikes"
            elif mood.negated:
                mood.polarity = "dislikes"
            mood.negated = False
            # "I left school", "kicked out of school"
            if not any(token.norm_ in _LEFT for token in doc[max(0, span.start - 3) : span.start]):
                self.add(doc, span, "preference", about, {"status": _said_after(doc, span) or mood.polarity or "likes"})
            at = span.end
        return doc


def _said_after(doc: Doc, span: Span) -> str | None:
    """The verdict that follows a mention, if one does: "blood is fine", "machines are boring"."""
    following = doc[span.end : span.end + _LOOK_AHEAD]
    if len(following) > 1 and following[0].norm_ == "?":
        # "blood? no thanks"
        return {"no": "dislikes", "nope": "dislikes", "nah": "dislikes", "yes": "likes"}.get(following[1].norm_)
    if (
        not len(following)
        or following[0].norm_ not in {"is", "are", "'s", "does", "do", "makes", "make", "would"} | _NEGATION
    ):
        return None
    negated = False
    for token in following:
        word = token.norm_
        if word in _TURN or word == ",":
            return None
        if word in _NEGATION:
            negated = True
        elif word in _INDIFFERENT:
            return "neutral"
        elif word in _BEAR:
            return "dislikes" if negated else "neutral"
        elif word in _GOOD:
            return "dislikes" if negated else "likes"
        elif word in _BAD | {"faint", "sick", "ill"}:
            return "neutral" if negated else "dislikes"
    return None
