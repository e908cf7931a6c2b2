"""A session's token proves who owns a conversation: nothing but the guide's own signature is believed."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jwt
import pytest

from ahp_careers.channel.sessions import InvalidToken, Sessions, kept_secret

SECRET = "a secret that is long enough for HS256, and known to the guide alone"
HOUR = timedelta(hours=1)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(SECRET, HOUR)


def token(secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> str:
    """A token as anyone could make it who knows ``secret``."""
    return jwt.encode(claims, secret, algorithm)


def in_an_hour() -> datetime:
    return datetime.now(timezone.utc) + HOUR


def assert_refused(sessions: Sessions, authorization: str | None, word: str) -> None:
    with pytest.raises(InvalidToken) as caught:
        sessions.owner(authorization)
    assert word in str(caught.value)


def test_a_token_opens_its_own_conversation(sessions: Sessions) -> None:
    session = sessions.new()
    assert sessions.owner(f"Bearer {session.token}") == session.id
    assert sessions.owner(f"bearer {session.token}") == session.id


def test_each_session_has_an_id_of_its_own_that_cannot_be_guessed(sessions: Sessions) -> None:
    ids = {sessions.new().id for _ in range(100)}
    assert len(ids) == 100
    # 128 random bits are 22 characters of base64.
    assert all(len(name) >= 22 for name in ids)


def test_a_session_ends_when_it_says_so() -> None:
    before = datetime.now(timezone.utc)
    session = Sessions(SECRET, timedelta(hours=24)).new()
    after = datetime.now(timezone.utc)
    assert before + timedelta(hours=24) <= session.expires_at <= after + timedelta(hours=24)
    signed = jwt.decode(session.token, SECRET, algorithms=["HS256"])["exp"]
    assert abs(signed - session.expires_at.timestamp()) < 1


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token abc", "eyJhbGciOiJIUzI1NiJ9"]
)
def test_a_missing_token_is_asked_for(sessions: Sessions, authorization: str | None) -> None:
    assert_refused(sessions, authorization, "Authorization: Bearer TOKEN")


@pytest.mark.parametrize("rubbish", ["x", "a.b.c", "..", "😀", "null"])
def test_rubbish_is_no_token(sessions: Sessions, rubbish: str) -> None:
    assert_refused(sessions, f"Bearer {rubbish}", "not valid")


def test_a_token_signed_with_another_secret_is_refused(sessions: Sessions) -> None:
    other = Sessions("another secret, just as long as the first one, but not the guide's", HOUR).new()
    assert_refused(sessions, f"Bearer {other.token}", "not valid")


def test_a_token_whose_owner_was_changed_is_refused(sessions: Sessions) -> None:
    """One's own signature under another's id must not open the other's talk."""
    mine, other = sessions.new(), sessions.new()
    header, _, signature = mine.token.split(".")
    _, payload, _ = other.token.split(".")
    assert_refused(sessions, f"Bearer {header}.{payload}.{signature}", "not valid")


def test_an_unsigned_token_is_refused(sessions: Sessions) -> None:
    unsigned = token("", "none", sub="someone", exp=in_an_hour())
    assert_refused(sessions, f"Bearer {unsigned}", "not valid")


def test_a_token_signed_in_another_way_is_refused(sessions: Sessions) -> None:
    assert_refused(sessions, f"Bearer {token(algorithm='HS512', sub='someone', exp=in_an_hour())}", "not valid")


@pytest.mark.parametrize("claims", [{"sub": "someone"}, {"exp": 32503680000}, {}], ids=["no end", "no owner", "empty"])
def test_a_token_without_owner_or_end_is_refused(sessions: Sessions, claims: dict[str, Any]) -> None:
    """A token without an end would be good for ever."""
    assert_refused(sessions, f"Bearer {token(**claims)}", "not valid")


def test_an_expired_token_is_refused_and_says_why(sessions: Sessions) -> None:
    expired = Sessions(SECRET, -HOUR).new()
    assert_refused(sessions, f"Bearer {expired.token}", "expired")


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "data" / "guide")
    assert len(first) >= 32
    assert kept_secret(tmp_path / "data" / "guide") == first


def test_two_guides_have_two_secrets(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_only_its_owner_can_read_the_secret(tmp_path: Path) -> None:
    kept_secret(tmp_path)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_token_outlives_a_restart(tmp_path: Path) -> None:
    session = Sessions(kept_secret(tmp_path), HOUR).new()
    assert Sessions(kept_secret(tmp_path), HOUR).owner(f"Bearer {session.token}") == session.id


def test_servers_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as servers:
        found = set(servers.map(kept_secret, [tmp_path] * 64))
    assert len(found) == 1
    assert len(found.pop()) >= 32
    assert len(list(tmp_path.iterdir())) == 1, "drafts of the key were left behind"


def test_an_empty_file_does_not_become_the_secret(tmp_path: Path) -> None:
    """A full disk, or a start that was cut short, may have left one: no session could be signed with it."""
    kept_secret(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"")
    assert len(kept_secret(tmp_path)) >= 32
