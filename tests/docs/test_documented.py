"""What the project offers is written down: a setting or command nobody can find is as good as missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = sorted(
    set(re.findall(r'(?:_text|_whole_number)\("([A-Z_]+)"', (ROOT / "ahp_careers" / "settings.py").read_text("utf-8")))
)
INTENTS = [
    line.strip()[2:]
    for line in (ROOT / "domain.yml").read_text("utf-8").split("entities:")[0].splitlines()
    if line.startswith("  - ")
]


def test_there_are_settings_and_intents_to_check() -> None:
    assert "PORT" in SETTINGS
    assert "RATE_LIMIT" in SETTINGS
    assert "eligibility" in INTENTS


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `CAREERS_GUIDE_{setting}` |" in (ROOT / "docs" / "settings.md").read_text("utf-8")


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - {"quiz_answer", "welcome"}))
def test_every_intent_that_people_can_say_is_documented_and_has_sentences(intent: str) -> None:
    assert f"| {intent} |" in (ROOT / "docs" / "intents.md").read_text("utf-8")
    # What is asked frequently has its sentences in content.
    assert intent == "faq" or f"- intent: {intent}\n" in (ROOT / "data" / "nlu.yml").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:|tel:)([^)#]+)", text) + re.findall(r'src="(docs/[^"]+)"', text):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("target", ["run", "test", "check", "train"])
def test_every_make_target_that_the_readme_names_exists(target: str) -> None:
    assert f"make {target}" in (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
