"""Settings come from the environment, have sound defaults, and refuse what cannot work in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ahp_careers import settings

NUMBERS: dict[str, tuple[Callable[[], int], int, int, int]] = {
    # name: setting, default, least, most
    "PORT": (settings.port, 5005, 1, 65535),
    "ACTIONS_PORT": (settings.actions_port, 5055, 1, 65535),
    "RATE_LIMIT": (settings.rate_limit, 60, 0, 1_000_000),
    "SESSION_HOURS": (settings.session_hours, 24, 1, 8760),
}
NAMES = [*NUMBERS, "HOST", "CONTENT", "DATA", "SECRET", "ORIGINS"]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in NAMES:
        monkeypatch.delenv(settings.PREFIX + name, raising=False)


@pytest.mark.parametrize("blank", [None, "", "   "], ids=["unset", "empty", "spaces"])
def test_what_is_not_set_has_a_default(monkeypatch: pytest.MonkeyPatch, blank: str | None) -> None:
    for name in NAMES if blank is not None else []:
        monkeypatch.setenv(settings.PREFIX + name, str(blank))
    for setting, default, _, _ in NUMBERS.values():
        assert setting() == default
    assert settings.host() == "127.0.0.1"
    assert settings.content_folder() == Path("content")
    assert settings.data_folder() == Path(".guide")
    assert settings.secret() is None
    assert settings.allowed_origins() == []


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_taken_from_the_least_to_the_most(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    setting, _, least, most = NUMBERS[name]
    for value in (least, least + 1, most):
        monkeypatch.setenv(settings.PREFIX + name, f" {value} ")
        assert setting() == value


@pytest.mark.parametrize("value", ["abc", "-1", "1.5", "5005x", "0x10", "1e3", "1 2", "²", "99999999"])
@pytest.mark.parametrize("name", NUMBERS)
def test_anything_else_is_refused_with_its_name_its_value_and_what_to_give(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    setting, _, least, most = NUMBERS[name]
    monkeypatch.setenv(settings.PREFIX + name, value)
    with pytest.raises(settings.SettingError) as refused:
        setting()
    said = str(refused.value)
    for words in (settings.PREFIX + name, f"'{value}'", "whole number", str(least), str(most)):
        assert words in said


@pytest.mark.parametrize("name", NUMBERS)
def test_just_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    setting, _, least, most = NUMBERS[name]
    for value in (least - 1, most + 1):
        monkeypatch.setenv(settings.PREFIX + name, str(value))
        with pytest.raises(settings.SettingError):
            setting()


def test_texts_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERS_GUIDE_HOST", "0.0.0.0")
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", "/srv/content")
    monkeypatch.setenv("CAREERS_GUIDE_DATA", "/srv/data")
    monkeypatch.setenv("CAREERS_GUIDE_ORIGINS", "https://a.example  https://b.example")
    assert settings.host() == "0.0.0.0"
    assert settings.content_folder() == Path("/srv/content")
    assert settings.data_folder() == Path("/srv/data")
    assert settings.allowed_origins() == ["https://a.example", "https://b.example"]


def test_a_secret_is_taken_if_long_enough_and_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7518 wants 256 bits; and an error may end up in a log."""
    monkeypatch.setenv("CAREERS_GUIDE_SECRET", "s" * 32)
    assert settings.secret() == "s" * 32
    monkeypatch.setenv("CAREERS_GUIDE_SECRET", "hunter2" * 4)
    with pytest.raises(settings.SettingError) as refused:
        settings.secret()
    assert "CAREERS_GUIDE_SECRET" in str(refused.value)
    assert "32" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_setting_changed_later_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are read when asked for, not when the library is imported."""
    monkeypatch.setenv("CAREERS_GUIDE_PORT", "7001")
    assert settings.port() == 7001
    monkeypatch.setenv("CAREERS_GUIDE_PORT", "7002")
    assert settings.port() == 7002


def test_every_setting_is_explained_in_the_docs() -> None:
    text = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if settings.PREFIX + name not in text] == []
