"""Settings, each an environment variable with the prefix ``CAREERS_GUIDE_``. Explained in docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

PREFIX = "CAREERS_GUIDE_"
#: RFC 7518 asks for a key of at least 256 bits with HS256.
SHORTEST_SECRET = 32


class SettingError(Exception):
    """A setting has a value that cannot be used."""


def _text(name: str, default: str) -> str:
    return os.environ.get(PREFIX + name, "").strip() or default


def _whole_number(name: str, default: int, least: int, most: int) -> int:
    value = _text(name, str(default))
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise SettingError(f"{PREFIX}{name} is '{value}': give a whole number from {least} to {most}.")
    return int(value)


def port() -> int:
    """Where the guide is served."""
    return _whole_number("PORT", 5005, 1, 65535)


def actions_port() -> int:
    """Where the action server listens, on this machine only."""
    return _whole_number("ACTIONS_PORT", 5055, 1, 65535)


def rate_limit() -> int:
    """Turns a minute from one address; 0 means no limit."""
    return _whole_number("RATE_LIMIT", 60, 0, 1_000_000)


def session_hours() -> int:
    """How long a session's token is good for."""
    return _whole_number("SESSION_HOURS", 24, 1, 8760)


def host() -> str:
    """The network interface to serve on."""
    return _text("HOST", "127.0.0.1")


def content_folder() -> Path:
    return Path(_text("CONTENT", "content"))


def data_folder() -> Path:
    """Where conversations and the signing secret are kept."""
    return Path(_text("DATA", ".guide"))


def secret() -> str | None:
    """The key that signs session tokens; None means that the guide makes and keeps its own."""
    value = _text("SECRET", "")
    if value and len(value) < SHORTEST_SECRET:
        raise SettingError(f"{PREFIX}SECRET is too short: give at least {SHORTEST_SECRET} random characters.")
    return value or None


def allowed_origins() -> list[str]:
    """Web sites, besides its own, whose pages may talk to the guide."""
    return _text("ORIGINS", "").split()
