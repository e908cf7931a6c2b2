"""Finding roles, fields, nations and names that mean several roles; also when misspelt or spoken against.

Misspelt names are found with rapidfuzz's normalised Indel similarity (``fuzz.ratio``, 0 to 100).
"""

import re
from typing import Any

from rapidfuzz import fuzz, process
from spacy.tokens import Doc, Span

from ahp_careers.nlu.finding import Finder, spaced
from ahp_careers.nlu.lexicon import Lexicon

#: Below this similarity a word is not taken for a misspelt name. "podietrist" has 90, "paramedik" 89.
MISSPELT_AT_LEAST = 84.0
#: A window that reaches beyond a correct name ("podiatry assistent", where "podiatry" is a field) must be this alike.
WIDER_NAME_AT_LEAST = 88.0
WORD_AT_LEAST = 60.0
#: A word less like any word of a name than this is looked at no further.
NEAR_A_WORD = 66.0
#: A long single word may differ more.
LONG_WORD, LONG_WORD_AT_LEAST = 12, 81.0
#: Of two names that overlap the longer is likelier meant: so much likeness a word of it is worth.
WORD_COUNTS = 3.0
#: In a name of so many words, one may be another word that is this like the right one: "emergency car assistant".
EXISTING_WORDS, EXISTING_AT_LEAST = 3, 75.0
#: Written as they sound, names must be this alike: "fyziotherapist", "kyropodist".
SOUNDS_AT_LEAST = 93.0
#: Names put apart or together otherwise ("radio therapy assistant") must be this alike without their gaps.
RUN_TOGETHER_AT_LEAST, RUN_TOGETHER_LENGTH = 92.0, 14
#: A misspelt name must be this long: among short words nearly everything is alike.
MISSPELT_LENGTH = 6

#: Labels whose names are found only as they are written.
EXACT_ONLY = ("nation", "term", "elsewhere")

# "not a paramedic", "anything but paramedic", "I don't want to be a paramedic": named, but not wanted.
_SPOKEN_AGAINST = re.compile(
    r"(?<!why )\b(?:not|except|besides|apart from|other than|instead of|rather than|anything but|anything except)"
    r"(?: (?:for|being|be|to be|become))?(?: (?:a|an|the))?$"
    r"|\b(?:do ?n't|dont|do not|did ?n't|would ?n't|wouldnt)(?: \w+)? (?:want|wanna|fancy|mean)"
    r"(?: (?:to|be|become|a|an|the|do|work|as|about))*$"
)


_HELPER = "assistants?|helpers?|aides?|aids?|support workers?"
_PRACTITIONER_BEHIND = re.compile(r"(?:aps?|(?:assistant|associate) practitioners?)\b")
_HELPS_BEHIND = re.compile(rf"(?:'s?|s) (?:{_HELPER})\b|(?:{_HELPER})\b")
_HELPS_BEFORE = re.compile(
    rf"(?:someone|person|people|one|lady|man|worker) (?:who|that|what) helps?(?: out)?(?: (?:a|an|the))?$"
    rf"|(?:(?:assistant|support|junior|helper|entry level) version|(?:{_HELPER})) (?:of|to|for)(?: (?:a|an|the))?$"
)


#: Short forms that are words too, and what stands around the word.
_ALSO_WORDS = {
    "salt": re.compile(r"\b(?:of|with|some|add|worth|more|less|no|the|too much) (?:\w+ )?salt|salt (?:and|water|in)\b")
}


class CareerNames(Finder):
    """Labels role, role_group, family, uncovered, term, nation; ``details["excluded"]`` where it was spoken against."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {name: lexicon[name] for name in ("names", "known_words", "helpers", "practitioners")}  # type: ignore[literal-required]

    def prepare(self) -> None:
        self.exact = self.matcher(self.data["names"])
        self.forgiving = {
            spelling: key
            for spelling, *key in self.data["names"]
            if key[0] not in EXACT_ONLY and len(spelling) >= MISSPELT_LENGTH
        }
        self.longest = max((len(self.nlp.make_doc(spelling)) for spelling in self.forgiving), default=0)
        self.known = set(self.data["known_words"])
        self.words = {word for spelling in self.forgiving for word in spelling.split() if len(word) > 2}
        self.sounding = {_sound(word) for word in self.words}
        self.but_one: dict[tuple[int | str, ...], list[str]] = {}
        for spelling in self.forgiving:
            words = spelling.split()
            for at in range(len(words) if len(words) >= EXISTING_WORDS else 0):
                self.but_one.setdefault((at, *words[:at], *words[at + 1 :]), []).append(spelling)
        self.sounds = {_sound(spelling): spelling for spelling in self.forgiving}
        self.together = {
            spelling.replace(" ", ""): spelling
            for spelling in self.forgiving
            if " " in spelling and len(spelling) >= RUN_TOGETHER_LENGTH
        }

    def __call__(self, doc: Doc) -> Doc:
        exact = self.matches(self.exact, doc)
        misspelt = self._misspelt(doc, [span for _, span in exact])
        covered = {token.i for _, span in misspelt for token in span}
        found = [pair for pair in exact if pair[1].start not in covered and not _is_a_word(pair[1])] + misspelt
        for (label, value), span in map(self._helper, found):
            against = _SPOKEN_AGAINST.search(doc[max(0, span.start - 8) : span.start].text)
            self.add(doc, span, label, value, {"excluded": True} if against else None)
        return doc

    def _helper(self, found: tuple[list[str], Span]) -> tuple[list[str], Span]:
        """The one who helps, where a registered role is named only to say whom: "OT's helper", "assistant version of a
        physio"."""
        (label, value), span = found
        doc = span.doc
        helper, practitioner = self.data["helpers"].get(value), self.data["practitioners"].get(value)
        if label not in ("role", "family"):
            return found
        following = spaced(doc[span.end : span.end + 3])
        behind = _PRACTITIONER_BEHIND.match(following) if practitioner else None
        if behind:
            return ["role", practitioner], doc[span.start : span.end + len(behind.group().split())]
        behind = _HELPS_BEHIND.match(following) if helper else None
        if behind:
            return ["role", helper], doc[span.start : span.end + len(behind.group().split())]
        before = _HELPS_BEFORE.search(spaced(doc[max(0, span.start - 5) : span.start])) if helper else None
        if before:
            return ["role", helper], doc[span.start - len(before.group().split()) : span.end]
        return found

    def _misspelt(self, doc: Doc, exact: list[Span]) -> list[tuple[list[str], Span]]:
        """Windows of words that are nearly a name, best first; a window needs a word nobody uses otherwise.

        A window may take in a correct name only whole and as part of a longer one. Only a role's name may be broken
        in pieces ("para medic") or run together: "the rapist" is no therapist.
        """
        taken = {token.i for span in exact for token in span}
        odd = {t.i for t in doc if t.is_alpha and len(t) > 3 and t.text not in self.known and t.i not in taken}
        strange = {at for at in odd if self._like_a_name(doc[at].text)}
        whole = {(span.start, span.end) for span in exact}
        candidates: list[tuple[float, int, Span, list[str]]] = []
        punctuation = [token.is_punct for token in doc]
        for start in range(len(doc)):
            for end in range(start + 1, min(start + self.longest, len(doc)) + 1):
                if punctuation[end - 1]:
                    break
                near = not strange.isdisjoint(range(start, end))
                if (start, end) in whole or not (near or end - start >= EXISTING_WORDS):
                    continue
                inside = [span for span in exact if span.start < end and start < span.end]
                if any(span.start < start or span.end > end for span in inside):
                    continue
                window = doc[start:end]
                found = self._nearest(window, inside) if near else self._with_one_other_word(window)
                if found is not None:
                    candidates.append((found[0], end - start, window, found[1]))
        chosen: list[tuple[list[str], Span]] = []
        for _, _, span, key in sorted(candidates, key=lambda item: -item[0] - WORD_COUNTS * item[1]):
            if not any(span.start < other.end and other.start < span.end for _, other in chosen):
                chosen.append((key, span))
        return chosen

    def _like_a_name(self, word: str) -> bool:
        """Whether a word may be a slip for, or a piece of, a word of a name: a quick look before a long one."""
        if len(word) > RUN_TOGETHER_LENGTH or any(name.startswith(word) or name.endswith(word) for name in self.words):
            return True
        score = process.extractOne(word, self.words, scorer=fuzz.ratio, score_cutoff=NEAR_A_WORD)
        heard = process.extractOne(_sound(word), self.sounding, scorer=fuzz.ratio, score_cutoff=NEAR_A_WORD)
        return bool(score or heard)

    def _with_one_other_word(self, span: Span) -> tuple[float, list[str]] | None:
        """The long name that a slip made of other words: "emergency car assistant"."""
        words = span.text.split()
        for at, word in enumerate(words if len(words) >= EXISTING_WORDS else ()):
            for spelling in self.but_one.get((at, *words[:at], *words[at + 1 :]), ()):
                alike = fuzz.ratio(spelling.split()[at], word)
                if alike >= EXISTING_AT_LEAST:
                    return fuzz.ratio(spelling, span.text), self.forgiving[spelling]
        return None

    def _nearest(self, span: Span, inside: list[Span]) -> tuple[float, list[str]] | None:
        """How alike the words are to the nearest name, and whose it is; None where no name is near enough.

        ``inside`` are the correct names among the words.
        """
        tried = [self._best(typed, inside) for typed in dict.fromkeys((span.text, spaced(span)))]
        return max((found for found in tried if found is not None), key=lambda found: found[0], default=None)

    def _best(self, typed: str, inside: list[Span]) -> tuple[float, list[str]] | None:
        if len(typed) < MISSPELT_LENGTH:
            return None
        one_long_word = len(typed) >= LONG_WORD and " " not in typed
        least = WIDER_NAME_AT_LEAST if inside else LONG_WORD_AT_LEAST if one_long_word else MISSPELT_AT_LEAST
        best = process.extractOne(typed, self.forgiving.keys(), scorer=fuzz.ratio, score_cutoff=least)
        if best is not None:
            words, typed_words = best[0].split(), typed.split()
            in_pieces = self.forgiving[best[0]][0] == "role" and not inside and 1 in (len(words), len(typed_words))
            if in_pieces or (len(words) == len(typed_words) and all(map(_alike, words, typed_words))):
                return best[1], self.forgiving[best[0]]
        found: tuple[str, float] | None = None
        if not inside:
            sound = process.extractOne(
                _sound(typed), self.sounds.keys(), scorer=fuzz.ratio, score_cutoff=SOUNDS_AT_LEAST
            )
            found = (self.sounds[sound[0]], sound[1]) if sound and sound[0].count(" ") == typed.count(" ") else None
        if found is None and len(typed) >= RUN_TOGETHER_LENGTH:
            cutoff = RUN_TOGETHER_AT_LEAST
            close = process.extractOne(
                typed.replace(" ", ""), self.together.keys(), scorer=fuzz.ratio, score_cutoff=cutoff
            )
            found = (self.together[close[0]], close[1]) if close else None
        return (found[1], self.forgiving[found[0]]) if found else None


#: Letters that sound alike in English, and how they are written here.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("ch", "k"), ("th", "t"), ("c", "k"), ("z", "s"), ("y", "i"), ("q", "k"))


def _sound(text: str) -> str:
    """The text much as it sounds: "physio" and "fizzio" are both "fisio"."""
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    return re.sub(r"([a-z])\1", r"\1", text)


def _is_a_word(span: Span) -> bool:
    """Whether a short form is the ordinary word it looks like: "a pinch of salt"."""
    around = _ALSO_WORDS.get(span.text)
    return around is not None and bool(around.search(spaced(span.doc[max(0, span.start - 3) : span.end + 2])))


def _alike(word: str, typed: str) -> bool:
    """Whether one word may be a slip for another: the words of a name must each be, not only the name as a whole."""
    return fuzz.ratio(word, typed) >= WORD_AT_LEAST
