"""Session tokens: proof that a caller owns a conversation. Signed JSON Web Tokens (RFC 7519), HS256."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt

_ALGORITHM = "HS256"


#: The header that carries it.
START_UP_HEADER = "X-Guide-Start-Up"


class InvalidToken(Exception):
    """The token is missing, forged or expired; the text says which, for the person."""


@dataclass(frozen=True)
class Session:
    """``id`` names the conversation and is unguessable (128 random bits); ``token`` signs it."""

    id: str
    token: str
    expires_at: datetime


def start_up_key(secret: str) -> str:
    """What the guide's own start-up check shows to be let past the turn limit. Says nothing of the secret."""
    return hmac.new(secret.encode(), b"start-up check", "sha256").hexdigest()


class Sessions:
    """Makes and checks tokens. Keeps nothing: whether a conversation still exists is the tracker store's affair."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        self._secret = secret
        self._lifetime = lifetime

    def new(self) -> Session:
        name = secrets.token_urlsafe(16)
        expires = datetime.now(timezone.utc) + self._lifetime
        return Session(name, jwt.encode({"sub": name, "exp": expires}, self._secret, _ALGORITHM), expires)

    def owner(self, authorization: str | None) -> str:
        """The conversation id behind an ``Authorization: Bearer TOKEN`` header. Raises InvalidToken."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise InvalidToken("Send the session's token as 'Authorization: Bearer TOKEN'.")
        try:
            claims = jwt.decode(token, self._secret, algorithms=[_ALGORITHM], options={"require": ["sub", "exp"]})
        except jwt.ExpiredSignatureError:
            raise InvalidToken("This session has expired. Start a new one.") from None
        except jwt.InvalidTokenError:
            raise InvalidToken("This token is not valid. Start a new session.") from None
        return str(claims["sub"])


def kept_secret(folder: Path) -> str:
    """The guide's own signing key: made once, kept in a file only its owner can read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "secret"
    if path.exists() and not path.read_text(encoding="ascii").strip():
        # A blank key signs nothing; what left it so is long gone.
        path.unlink()
    if not path.exists():
        # Written whole under another name first, then linked: two servers that start together agree on one key, and
        # none ever reads half of it.
        draft = folder / f"secret.{secrets.token_hex(8)}"
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
