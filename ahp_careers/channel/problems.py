"""Errors as ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from sanic.response import HTTPResponse, json

_TITLES = {
    400: "The request could not be read",
    401: "Not your session",
    404: "No such conversation",
    413: "The message is too long",
    422: "That choice was not offered",
    429: "Too many messages",
    503: "The guide is not available just now",
}


class Problem(Exception):
    """An error to tell the caller: an HTTP status and one plain sentence."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}

    def response(self) -> HTTPResponse:
        body = {"type": "about:blank", "title": _TITLES[self.status], "status": self.status, "detail": self.detail}
        return json(body, self.status, {**self.headers}, content_type="application/problem+json")
