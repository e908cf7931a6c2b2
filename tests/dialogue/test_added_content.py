"""A role and a question more are two files more: a guide trained on them speaks of both, with no change to code.

The whole way is gone here: content on disk, training, both servers, HTTP.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from ahp_careers import serving, training
from tests.conftest import ROOT, free_port
from tests.content.test_content import INVENTED
from tests.talk import Talk

QUESTION = """\
faqs:
  - id: lantern_smoke
    ask: Does lantern smoke sting?
    phrasings:
      - does the smoke from the lanterns get in your eyes
      - will lantern smoke make me cough
      - i have heard paper lanterns smell of smoke all day
      - are the lanterns smoky
      - Is there a lot of smoke when you light a lantern?
      - lantern smoke eyes
      - my son is worried about smoke from lanterns
      - is it smoky when all the lamps are lit
    answer: No. Our lanterns burn without smoke.
    source: book
sources:
  book: {title: The lantern book, publisher: Lantern Press, url: "https://lanterns.example/", checked: 2026-11-22}
"""


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """A talk with a guide whose content has one role file and one file of questions more."""
    folder = shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("added") / "content")
    (folder / "roles" / "lantern_therapy_helper.yml").write_text(INVENTED, encoding="utf-8")
    (folder / "faqs" / "lanterns.yml").write_text(QUESTION, encoding="utf-8")
    settings = {
        "CONTENT": str(folder),
        "PORT": str(free_port()),
        "ACTIONS_PORT": str(free_port()),
        "DATA": str(tmp_path_factory.mktemp("guide")),
        "RATE_LIMIT": "0",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(f"CAREERS_GUIDE_{name}", value)
        model = training.train(ROOT, print)
        try:
            with serving.Guide(model, ROOT) as guide:
                guide.wait_until_ready()
                yield Talk(guide.address)
        finally:
            model.unlink()


def test_the_new_role_and_the_new_question_are_part_of_the_guide(lanterns: Talk) -> None:
    assert "builds lanterns with teenagers" in lanterns.say("what does a lantern therapy helper do?")
    assert "https://lanterns.example/" in [source["url"] for source in lanterns.sources()]
    assert "There are no set entry requirements" in lanterns.say("can I do it without GCSEs?")
    compared = lanterns.say("what is the difference between a lamp lighter and a podiatrist?")
    assert "Lantern therapy helper" in compared
    assert "Podiatrist" in compared
    assert "burn without smoke" in lanterns.say("do your eyes sting from the smoke of those lanterns?")
    assert "https://lanterns.example/" in [source["url"] for source in lanterns.sources()]
    matched = lanterns.say("I love being outdoors and making things, with teenagers, in a school")
    assert "Lantern therapy helper" in matched
