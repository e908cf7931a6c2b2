"""The channel over HTTP, as docs/channel.md describes it, against the running guide."""

from __future__ import annotations

import http.client
import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
import requests

from ahp_careers.serving import Guide
from tests.talk import Talk

#: Every request that needs a token.
OWNED = [("GET", "messages"), ("POST", "messages"), ("DELETE", "session")]


def call(base: str, method: str, path: str, authorization: str | None = None) -> requests.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {"text": "hello"} if method == "POST" else None
    return requests.request(method, f"{base}/{path}", headers=headers, json=body, timeout=60)


def post_raw(talk: Talk, body: bytes) -> requests.Response:
    return requests.post(f"{talk.base}/messages", data=body, headers=talk.headers, timeout=60)


def fetch(address: str, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """GET a path exactly as it is written: ordinary clients tidy up ".." before they ask."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.putrequest("GET", path)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def assert_problem(answer: requests.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"].strip().endswith((".", "'")), "one plain sentence that one can show to a person"
    assert "Traceback" not in answer.text
    return dict(problem)


def assert_message(message: dict[str, Any]) -> None:
    assert set(message) == {"from", "text", "buttons", "card", "sources"}
    assert message["from"] in ("guide", "person")
    assert isinstance(message["text"], str)
    assert message["text"]
    assert all(set(button) == {"title", "payload"} for button in message["buttons"])
    assert all(set(source) == {"title", "url", "date"} for source in message["sources"])
    assert message["card"] is None or message["card"]["kind"] in ("quiz_question", "matches", "verdict")


@pytest.fixture
def database(guide: Guide) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{guide.folder / 'conversations.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


def rows(database: sqlite3.Connection, talk: Talk) -> list[dict[str, Any]]:
    """Every event kept of a conversation."""
    kept = database.execute("select data from events where sender_id = ? order by id", (talk.session["id"],))
    return [json.loads(data) for (data,) in kept]


def test_a_new_session_is_greeted(guide: Guide) -> None:
    answer = requests.post(f"{guide.address}/webhooks/widget/sessions", timeout=60)
    assert answer.status_code == 201
    assert set(answer.json()) == {"session", "messages"}
    session = answer.json()["session"]
    assert set(session) == {"id", "token", "expires_at"}
    assert datetime.fromisoformat(session["expires_at"]) > datetime.now(timezone.utc) + timedelta(hours=23)
    assert answer.json()["messages"]
    for message in answer.json()["messages"]:
        assert_message(message)
        assert message["from"] == "guide"


def test_an_answer_has_text_buttons_card_and_sources(talk: Talk) -> None:
    answer = talk.post(text="Can I be a podiatry assistant without GCSEs?")
    assert answer.status_code == 200
    assert set(answer.json()) == {"messages"}
    for message in answer.json()["messages"]:
        assert_message(message)
    assert any(message["buttons"] for message in answer.json()["messages"])
    assert any(message["sources"] for message in answer.json()["messages"])
    assert any(message["card"] for message in answer.json()["messages"])


def test_the_history_is_what_both_sides_saw(talk: Talk) -> None:
    """A pressed button reads as its title: nobody said the payload."""
    seen = list(talk.messages)
    for step, said in ((talk.press, "Help me choose"), (talk.say, "What's the pay?"), (talk.say, "  /restart  ")):
        step(said)
        seen += [person(said), *talk.messages]
    assert talk.history() == seen


def person(text: str) -> dict[str, Any]:
    return {"from": "person", "text": text, "buttons": [], "card": None, "sources": []}


def test_the_guide_says_that_it_is_ready(guide: Guide) -> None:
    answer = requests.get(f"{guide.address}/webhooks/widget/", timeout=60)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"hello", b"\xff\xfe", b"[]", b'"text"', b"null", b"{}", b"[" * 50_000),
        *(b'{"text": 1}', b'{"text": null}', b'{"text": ["a"]}', b'{"payload": {}}', b'{"payload": true}'),
        *(b'{"text": "a", "payload": "b"}', b'{"text": "a", "sender": "b"}', b'{"message": "a"}', b'{"Text": "a"}'),
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_message_is_refused(talk: Talk, body: bytes) -> None:
    assert_problem(post_raw(talk, body), 400)
    assert talk.history() == talk.messages


@pytest.mark.parametrize(("method", "path"), OWNED)
@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer forged.to.ken", "Basic dXNlcjpwYXNz"])
def test_no_token_no_talk(guide: Guide, method: str, path: str, authorization: str | None) -> None:
    answer = call(f"{guide.address}/webhooks/widget", method, path, authorization)
    assert_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), OWNED)
def test_an_expired_token_opens_nothing(guide: Guide, talk: Talk, method: str, path: str) -> None:
    secret = (Path(guide.folder) / "secret").read_text(encoding="ascii").strip()
    past = datetime.now(timezone.utc) - timedelta(hours=1)
    expired = jwt.encode({"sub": talk.session["id"], "exp": past}, secret, "HS256")
    problem = assert_problem(call(talk.base, method, path, f"Bearer {expired}"), 401)
    assert "expired" in problem["detail"]
    assert talk.history() == talk.messages


def test_nobody_reads_or_ends_anothers_talk(guide: Guide, talk: Talk) -> None:
    talk.say("I have no GCSEs and nobody else needs to know")
    other = Talk(guide.address)
    assert "GCSEs and nobody" not in json.dumps(other.history())
    name = talk.session["id"]
    for query in (f"?session={name}", f"?id={name}", f"/{name}"):
        answer = requests.get(f"{talk.base}/messages{query}", headers=other.headers, timeout=60)
        assert "GCSEs and nobody" not in answer.text
    # Rasa's own ways to a conversation, and its stock channel, are shut.
    for path in (f"/conversations/{name}/tracker", f"/conversations/{name}/story", "/webhooks/rest/webhook"):
        assert fetch(guide.address, path)[0] == 404
    # The id alone opens nothing: it is no token.
    assert_problem(call(talk.base, "GET", "messages", f"Bearer {name}"), 401)
    assert requests.delete(f"{talk.base}/session", headers=other.headers, timeout=60).status_code == 204
    assert "GCSEs and nobody" in json.dumps(talk.history())


def test_a_deleted_talk_is_gone_from_the_store(talk: Talk, database: sqlite3.Connection) -> None:
    talk.say("What do paramedics earn?")
    assert rows(database, talk)
    answer = requests.delete(f"{talk.base}/session", headers=talk.headers, timeout=60)
    assert (answer.status_code, answer.content) == (204, b"")
    for method, path in OWNED:
        assert_problem(call(talk.base, method, path, talk.headers["Authorization"]), 404)
    # The refused message must not have begun the talk anew either.
    assert rows(database, talk) == []


def test_two_thousand_characters_are_enough(talk: Talk) -> None:
    long = "what does a paramedic do " * 80
    assert len(long) == 2000
    assert talk.post(text=long).status_code == 200
    before = talk.history()
    for too_long in ({"text": long + "?"}, {"payload": f"/{long}"}, {"text": "é" * 2001}):
        assert "2,000" in assert_problem(talk.post(**too_long), 413)["detail"]
    assert talk.history() == before


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "nowhere", 404), ("PUT", "messages", 405)])
def test_a_request_the_channel_does_not_know_is_a_problem_too(talk: Talk, method: str, path: str, status: int) -> None:
    assert_problem(call(talk.base, method, path, talk.headers["Authorization"]), status)


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_an_empty_message_is_asked_for_again(talk: Talk, blank: str) -> None:
    problem = assert_problem(talk.post(text=blank), 422)
    assert "type something" in problem["detail"]
    assert talk.history() == talk.messages


@pytest.mark.parametrize(
    "payload",
    ['/pay{"role": "paramedic"}', "/restart", "/session_start", "quiz_start", "Help me choose", "/quiz_start "],
)
def test_a_payload_that_was_not_offered_is_refused(talk: Talk, payload: str) -> None:
    assert_problem(talk.post(payload=payload), 422)
    assert talk.history() == talk.messages


def test_a_payload_offered_to_another_is_refused(guide: Guide, talk: Talk) -> None:
    other = Talk(guide.address)
    talk.say("what does a paramedic do?")
    mine = {button["payload"] for message in talk.messages for button in message["buttons"]}
    payload = next(p for p in sorted(mine) if p not in json.dumps(other.history(), ensure_ascii=False))
    assert_problem(other.post(payload=payload), 422)
    assert talk.post(payload=payload).status_code == 200


def test_an_earlier_button_still_works(talk: Talk) -> None:
    """The page shows the whole talk, so people press what stands further up."""
    first = talk.messages[0]["buttons"][0]["payload"]
    talk.say("what does a paramedic do?")
    assert talk.post(payload=first).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        *("/restart", "/session_start", '/pay{"role": "paramedic"}', '/pay{"role": "no_such_role"}', "/back", "/"),
        *("///restart", " /restart", "/ /restart", "\n/restart", "/welcome", '/quiz_answer{"quiz_answer": "x=y"}'),
        # Rasa trims every kind of white space before it looks for its "/".
        *("\u00a0/restart", "\u2003/session_start", "\x0b/restart", "/\u00a0/restart"),
    ],
)
def test_typed_text_is_never_a_command(talk: Talk, database: sqlite3.Connection, text: str) -> None:
    answer = talk.post(text=text)
    assert answer.status_code == 200, answer.text
    assert talk.history() == [*talk.messages, person(text), *answer.json()["messages"]]
    understood = [event for event in rows(database, talk) if event["event"] == "user"][-1]
    assert not understood["text"].strip().startswith("/")
    assert not [event for event in rows(database, talk) if event["event"] in ("restart", "rewind", "reset_slots")]


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\ud83d\\ude00", "\\u202e abc", "<script>alert(1)</script>"])
def test_odd_characters_break_nothing(talk: Talk, text: str) -> None:
    """Half an emoji, cut off by some keyboard, is JSON but no text that can be stored."""
    answer = post_raw(talk, f'{{"text": "hello {text}"}}'.encode())
    if answer.status_code != 200:
        assert_problem(answer, 400)
    assert talk.post(text="hello").status_code == 200
    assert talk.history()[-1]["from"] == "guide"


def test_answers_are_not_kept_by_caches_nor_open_to_other_sites(talk: Talk) -> None:
    answer = requests.get(
        f"{talk.base}/messages", headers={**talk.headers, "Origin": "https://elsewhere.example"}, timeout=60
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_page_is_served_with_a_strict_policy(guide: Guide) -> None:
    status, headers, body = fetch(guide.address, "/")
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert b"<careers-guide" in body
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_widget_is_served(guide: Guide) -> None:
    status, headers, body = fetch(guide.address, "/widget/careers-guide.js")
    assert status == 200
    assert "javascript" in headers.get_content_type()
    assert b"careers-guide" in body


@pytest.mark.parametrize(
    "path",
    [
        *("/widget/../config.yml", "/widget/%2e%2e/config.yml", "/widget/..%2fconfig.yml", "/../config.yml"),
        *("/widget/%2E%2E%2Fconfig.yml", "/widget/..%5cconfig.yml", "/widget/%252e%252e/config.yml", "/config.yml"),
        *("/widget/x/../../config.yml", "/widget//etc/passwd", "/widget/%2fetc/passwd", "/widget/..", "/widget/"),
        *("/widget/%00", "/widget/nowhere.js", pytest.param("/widget/" + "a" * 300, id="far too long")),
    ],
)
def test_nothing_but_the_widgets_files_is_served(guide: Guide, path: str) -> None:
    status, _, body = fetch(guide.address, path)
    assert status in (400, 404)
    assert b"recipe:" not in body, "config.yml was served"
    assert b"root:" not in body, "a file of the system was served"
