"""The guide's only way in: JSON over HTTP for the chat widget, and the page that shows it.

See docs/channel.md for the requests and answers.
"""

from __future__ import annotations

import functools
import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, file, json

from ahp_careers import settings
from ahp_careers.channel import messages
from ahp_careers.channel.limits import TurnLimit
from ahp_careers.channel.problems import Problem
from ahp_careers.channel.sessions import START_UP_HEADER, InvalidToken, Sessions, kept_secret, start_up_key
from ahp_careers.channel.store import OPENING_INTENT, GuideTrackerStore, StoreCannotErase, guide_store

PAGE_FOLDER = Path(__file__).resolve().parents[2] / "widget"
PAGE_FILES = {path.name: path for path in PAGE_FOLDER.iterdir() if path.is_file()}
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
#: Far more than the longest message takes in JSON; a bigger body is refused before it is read.
MAX_BODY_BYTES = 64 * 1024
logger = logging.getLogger(__name__)
Handler = Callable[..., Awaitable[HTTPResponse]]


class Outbox(OutputChannel):
    """Collects the guide's messages of one turn, each whole: text, buttons, card and sources together."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return WidgetChannel.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.sent.append(messages.from_guide(message.get("text"), message.get("buttons"), message.get("custom")))


class WidgetChannel(InputChannel):
    """Rasa input channel ``widget``."""

    @classmethod
    def name(cls) -> str:
        return "widget"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        desk = _FrontDesk(on_new_message)
        blueprint = _WithPage("widget_channel")
        for handler, path, method in (
            (desk.health, "/", "GET"),
            (desk.start, "/sessions", "POST"),
            (desk.say, "/messages", "POST"),
            (desk.history, "/messages", "GET"),
            (desk.erase, "/session", "DELETE"),
        ):
            blueprint.add_route(_answering_problems(handler), path, methods={method}, name=handler.__name__)
        return blueprint


class _WithPage(Blueprint):
    """The channel's routes, and the page beside them."""

    def register(self, app: Sanic, options: Any) -> None:
        super().register(app, options)
        # Rasa owns "/" (it says hello with its version there) and a route cannot be replaced: answer before it.
        app.register_middleware(_page, "request")
        app.register_middleware(_secured, "response")
        app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
        app.exception(SanicException)(_refused)
        app.exception(Exception)(_failed)


class _FrontDesk:
    """Handles the channel's requests. Made once a server, so limits and keys live as long as it does."""

    def __init__(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._handle = on_new_message
        self._limit = TurnLimit(settings.rate_limit())
        secret = settings.secret() or kept_secret(settings.data_folder())
        self._start_up_key = start_up_key(secret)
        self._sessions = Sessions(secret, timedelta(hours=settings.session_hours()))

    async def health(self, request: Request) -> HTTPResponse:
        ready = _ready(request)
        return json({"status": "ok" if ready else "starting"}, 200 if ready else 503)

    async def start(self, request: Request) -> HTTPResponse:
        self._take_turn(request)
        session = self._sessions.new()
        # An empty message of the person's opens the talk; the guide's welcome is its answer.
        try:
            sent = await self._turn(request, session.id, f"/{OPENING_INTENT}", {messages.HIDDEN: True})
        except Problem:
            # Nobody will ever hold the token of this one.
            await _store(request).erase(session.id)
            raise
        about = {"id": session.id, "token": session.token, "expires_at": session.expires_at.isoformat()}
        return json({"session": about, "messages": sent}, 201)

    async def say(self, request: Request) -> HTTPResponse:
        owner = await self._owner(request)
        kind, value = _said(request)
        self._take_turn(request)
        if kind == "text":
            sent = await self._turn(request, owner, messages.plain(value), {messages.SHOWN: value})
            return json({"messages": sent})
        tracker = await _store(request).retrieve_full_tracker(owner)
        title = messages.offered_title(tracker.events if tracker else (), value)
        if title is None:
            raise Problem(422, "That choice was not offered in this conversation.")
        return json({"messages": await self._turn(request, owner, value, {messages.SHOWN: title})})

    async def history(self, request: Request) -> HTTPResponse:
        tracker = await _store(request).retrieve_full_tracker(await self._owner(request))
        return json({"messages": messages.history(tracker.events if tracker else ())})

    async def erase(self, request: Request) -> HTTPResponse:
        owner = await self._owner(request)
        # The lock of a turn: one under way is finished first, so that it does not write into what was erased.
        async with request.app.ctx.agent.lock_store.lock(owner):
            await _store(request).erase(owner)
        return empty()

    def _take_turn(self, request: Request) -> None:
        """Count a turn against the caller's address. Raises Problem 429. The guide's own start-up check is free."""
        shown = request.headers.get(START_UP_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._start_up_key.encode()):
            self._limit.take(request.ip)

    async def _owner(self, request: Request) -> str:
        """The conversation the caller owns and that still exists. Raises Problem 401 or 404."""
        try:
            owner = self._sessions.owner(request.headers.get("Authorization"))
        except InvalidToken as error:
            raise Problem(401, str(error), {"WWW-Authenticate": "Bearer"}) from None
        if not await _store(request).exists(owner):
            raise Problem(404, "This conversation has been deleted. Start a new session.")
        return owner

    async def _turn(self, request: Request, owner: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """Let Rasa take one turn. Raises Problem 503 where no answer came."""
        if not _ready(request):
            raise Problem(503, "The guide is still starting. Try again in a moment.", {"Retry-After": "5"})
        outbox = Outbox()
        await self._handle(UserMessage(text, outbox, owner, input_channel=WidgetChannel.name(), metadata=metadata))
        if not await _store(request).exists(owner):
            # Erased while this message waited for its turn: leave nothing of it behind.
            await _store(request).erase(owner)
            raise Problem(404, "This conversation has been deleted. Start a new session.")
        if not outbox.sent:
            # Rasa logs a failed action and goes on without a word.
            raise Problem(503, "Sorry, I could not answer just now. Please try again.", {"Retry-After": "5"})
        return outbox.sent


def _ready(request: Request) -> bool:
    """Whether Rasa's agent has its model."""
    agent = getattr(request.app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())


def _store(request: Request) -> GuideTrackerStore:
    try:
        return guide_store(request.app.ctx.agent.tracker_store)
    except (AttributeError, StoreCannotErase):
        raise Problem(503, "The guide's store of conversations is not available.", {"Retry-After": "5"}) from None


def _said(request: Request) -> tuple[str, str]:
    """("text" or "payload", what was said). Raises Problem 400, 413 or 422."""
    try:
        body = request.json
    except SanicException:
        raise Problem(400, "Send JSON with either 'text' or 'payload'.") from None
    if not isinstance(body, dict) or len(body) != 1 or next(iter(body)) not in ("text", "payload"):
        raise Problem(400, "Send JSON with either 'text' or 'payload', and nothing else.")
    kind, value = next(iter(body.items()))
    if not isinstance(value, str):
        raise Problem(400, f"'{kind}' must be text.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise Problem(400, "The text holds half a character (a lone surrogate), which cannot be stored.")
    if len(value) > messages.MAX_LENGTH:
        raise Problem(413, f"Please use at most {messages.MAX_LENGTH:,} characters.")
    if not value.strip():
        raise Problem(422, "Please type something first.")
    return kind, value


def _answering_problems(handler: Handler) -> Handler:
    @functools.wraps(handler)
    async def answered(request: Request) -> HTTPResponse:
        try:
            return await handler(request)
        except Problem as problem:
            return problem.response()

    return answered


async def _refused(request: Request, error: SanicException) -> HTTPResponse:
    """What Sanic itself refuses: an unknown path, a wrong method, too big a body."""
    status = error.status_code or 500
    details = {404: "There is nothing at this address.", 413: "The request is too big."}
    return Problem(status, details.get(status, "This request cannot be answered.")).response()


async def _failed(request: Request, error: Exception) -> HTTPResponse:
    """Anything unforeseen: the log gets it all, the person a sentence."""
    logger.error("A request failed.", exc_info=error)
    return Problem(503, "Sorry, something went wrong. Please try again.", {"Retry-After": "5"}).response()


async def _page(request: Request) -> HTTPResponse | None:
    """The demo page and the widget's files."""
    if request.method not in ("GET", "HEAD"):
        return None
    if request.path == "/":
        return await file(PAGE_FOLDER / "index.html", headers=_SECURITY_HEADERS)
    if request.path.startswith("/widget/"):
        # Only names that lie directly in the folder: no way up and out of it.
        wanted = PAGE_FILES.get(request.path.removeprefix("/widget/"))
        if wanted is not None:
            return await file(wanted, headers={**_SECURITY_HEADERS, "Cache-Control": "no-cache"})
    return None


async def _secured(request: Request, response: HTTPResponse) -> None:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.path.startswith("/webhooks/"):
        response.headers.setdefault("Cache-Control", "no-store")
