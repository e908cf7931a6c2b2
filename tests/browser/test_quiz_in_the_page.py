"""The quiz as a person meets it: buttons, own words, a question in the middle, and results they can act on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Visitor

#: The rest of the questions after the first three, some in own words.
ANSWERS = {
    "outdoors": "no thanks",
    "art, music or drama": "love it",
    "emergencies": "hate it",
    "making": "not fussed",
    "machines": "Not for me",
    "feelings": "yes please",
    "blood": "no way",
}


def answer_the_rest(visitor: Visitor) -> str:
    """Answer whatever is asked until the results come; returns what they say."""
    for _ in range(len(ANSWERS) + 1):
        if "Skip" not in visitor.buttons():
            break
        asked = visitor.question()
        words = next(words for key, words in ANSWERS.items() if key in asked)
        visitor.press(words) if words in visitor.buttons() else visitor.say(words)
    return visitor.answer()


def test_a_question_in_the_middle_is_answered_and_the_quiz_goes_on_where_it_was(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("help me choose")
    assert visitor.question().startswith("Question 1 of 10.")
    visitor.press("A few GCSEs")
    assert visitor.question().startswith("Question 2 of 10.")
    visitor.say("kids and teenagers")
    open_question, choices = visitor.question(), visitor.buttons()
    assert open_question.startswith("Question 3 of 10.")
    said = visitor.say("what do paramedics earn?")
    assert "£31,049 to £37,796" in said
    assert visitor.question() == open_question
    assert visitor.buttons() == choices
    bar = visitor.newest()[-1].locator("[part=progress]")
    expect(bar).to_have_attribute("value", "3")
    expect(bar).to_have_attribute("max", "10")


def test_a_question_can_be_skipped_and_the_one_before_taken_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.press("Help me choose")
    visitor.press("None yet")
    second = visitor.question()
    visitor.press("Skip")
    assert visitor.question().startswith("Question 3 of 10.")
    visitor.press("Back")
    assert visitor.question() == second
    visitor.press("Children")
    assert visitor.question().startswith("Question 3 of 10.")


def test_the_whole_quiz_ends_in_ranked_matches_with_a_bar_a_reason_and_a_way_in(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("help me choose")
    visitor.press("A few GCSEs")
    visitor.say("kids and teenagers")
    visitor.say("what do paramedics earn?")
    visitor.press("A school")
    visitor.press("Skip")
    visitor.press("Back")
    said = answer_the_rest(visitor)
    assert "You could apply for these now" in said
    assert "You could work towards these" in said
    card = visitor.history().json()["messages"][-1]["card"]
    matches = visitor.log.locator("[part=match]")
    assert matches.locator(".match strong").all_inner_texts() == [match["title"] for match in card["matches"]]
    for drawn, match in zip(matches.all(), card["matches"], strict=True):
        expect(drawn.locator("progress")).to_have_attribute("value", str(match["percent"]))
        words = drawn.inner_text()
        assert f"{match['percent']}% match" in words
        assert f"Way in: {match['way_in']}" in words
        reasons = drawn.locator("ul > li").all_inner_texts()
        assert [reason.lower() for reason in reasons] == [reason.lower() for reason in match["reasons"]]
    assert matches.locator("ul > li").count() > 0
    for group in visitor.newest()[-1].locator(".text > ol").all():
        percents = [int(str(bar.get_attribute("value"))) for bar in group.locator("progress").all()]
        assert percents == sorted(percents, reverse=True)
        assert percents


def test_a_match_leads_on_to_what_the_job_is(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("help me choose")
    visitor.press("None yet")
    visitor.press("Teenagers")
    visitor.press("A school")
    answer_the_rest(visitor)
    best = visitor.buttons()[0]
    assert best.lower() in visitor.press(best).lower()
