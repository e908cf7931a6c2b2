"""Making typed text comparable without moving a single character, so that offsets keep their meaning."""

from __future__ import annotations

_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "-": " ", "‐": " ", "–": " ", "_": " "})


def comparable(text: str) -> str:
    """Lower case, straight quotes, hyphens as spaces. Has exactly the length of ``text``."""
    lowered = text.lower()
    # A few characters (such as the Turkish dotted I) grow when lowered: keep those as they are.
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_SAME_LENGTH)
