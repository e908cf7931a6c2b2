"""The real content keeps its promises, and a new role is one new file."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from ahp_careers.content import loading, model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, answer
from ahp_careers.guidance.facts import FACTS
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import shown_source
from ahp_careers.nlu import lexicon, spans
from ahp_careers.quiz.matching import ranked

CONTENT = Path(__file__).resolve().parents[2] / "content"
ROLES = sorted(path.stem for path in (CONTENT / "roles").glob("*.yml"))
MARKERS = re.compile(r"\b(TODO|FIXME|XXX|TBC|TBD|lorem ipsum|placeholder|N/A)\b|[{}]|\?\?")
#: Parts of host names that tell a copy, a trial site or a private page.
NO_PAGE_FOR_PEOPLE = re.compile(r"test|uat|staging|beta|intranet|environments|archive\.org|wikipedia|issuu|pdf")


def parts(knowledge: Knowledge) -> dict[str, model.Model]:
    """All files that state facts, by name."""
    family_file = loading.parse(loading.read_document(CONTENT / "families.yml"), model.FamilyFile)
    return {
        "families": family_file,
        "qualifications": knowledge.qualification_file,
        "pay": knowledge.pay,
        "apprenticeships": knowledge.apprenticeships,
        "professions": knowledge.professions,
        "glossary": knowledge.glossary,
        **{f"topics/{name}": file for name, file in knowledge.topics.items()},
        **{f"faqs/{name}": file for name, file in knowledge.faq_files.items()},
        "signposting": knowledge.signposting,
        "talk": knowledge.talk,
        **knowledge.roles,
    }


def walk(node: object) -> Iterator[object]:
    """The node and all that is in it."""
    yield node
    if isinstance(node, model.Model):
        for name in node.__fields__:
            yield from walk(getattr(node, name))
    elif isinstance(node, dict):
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def sources(knowledge: Knowledge) -> list[tuple[str, model.Source]]:
    return [
        (f"{name}: {id_}", source) for name, part in parts(knowledge).items() for id_, source in part.sources.items()
    ]


def test_every_fact_cites_sources_of_its_own_file(knowledge: Knowledge) -> None:
    for name, part in parts(knowledge).items():
        facts = [node for node in walk(part) if isinstance(node, model.Sourced)]
        assert facts, name
        for fact in facts:
            assert fact.source or isinstance(fact, model.FrequentQuestion), f"{name}: {fact}"
            assert set(fact.source) <= set(part.sources), f"{name}: {fact}"


def test_no_source_stands_there_unused(knowledge: Knowledge) -> None:
    """A source no fact cites is a leftover that someone would check for nothing."""
    for name, part in parts(knowledge).items():
        cited = {source for node in walk(part) if isinstance(node, model.Sourced) for source in node.source}
        assert set(part.sources) == cited | set(getattr(part, "links", ())), name


def test_a_copy_is_named_and_its_home_is_linked(knowledge: Knowledge) -> None:
    copies = [(where, source) for where, source in sources(knowledge) if source.home is not None]
    assert copies
    for where, source in copies:
        shown = shown_source(source)
        assert shown["url"] == source.home != source.url, where
        assert source.url not in str(shown), where
        assert str(shown["title"]).startswith(str(source.home_title)), where
        assert source.title in str(shown["title"]), "where the fact was read must stay to be seen"


def test_a_page_that_is_plainly_no_official_one_has_a_home(knowledge: Knowledge) -> None:
    for where, source in sources(knowledge):
        assert source.home or not NO_PAGE_FOR_PEOPLE.search(urlparse(source.url).netloc), f"{where}: {source.url}"
        assert not NO_PAGE_FOR_PEOPLE.search(urlparse(source.home or "").netloc), f"{where}: {source.home}"


def test_a_page_unfit_to_be_shown_in_one_file_is_shown_in_none(knowledge: Knowledge) -> None:
    files: dict[str, dict[bool, list[str]]] = defaultdict(lambda: defaultdict(list))
    for where, source in sources(knowledge):
        files[source.url][source.home is not None].append(where)
    mixed = {url: dict(homes) for url, homes in files.items() if len(homes) > 1}
    assert not mixed


def test_no_text_sends_people_to_a_copy(knowledge: Knowledge) -> None:
    copies = {source.url for _, source in sources(knowledge) if source.home is not None}
    shown = {source.url for _, source in sources(knowledge) if source.home is None}
    for name, part in parts(knowledge).items():
        for fact in walk(part):
            if isinstance(fact, model.Sourced):
                texts = [text for text in walk(fact) if isinstance(text, str)]
                assert not [url for url in copies - shown for text in texts if url in text], name


@pytest.mark.parametrize("role_id", ROLES)
def test_a_support_role_open_to_all_says_so(knowledge: Knowledge, role_id: str) -> None:
    """The answer to "can I without GCSEs?" rests on these words."""
    role = knowledge.roles[role_id]
    says_so = "no set" in role.entry.statement.text.lower()
    assert says_so == (role.entry.minimum == "none")
    if role.entry.minimum == "none":
        assert role.level != "registered"
        assert any(route.kind in ("direct_entry", "apprenticeship", "college_course") for route in role.entry.routes)


@pytest.mark.parametrize("role_id", ROLES)
def test_registration_and_level_agree(knowledge: Knowledge, role_id: str) -> None:
    role = knowledge.roles[role_id]
    if role.level == "registered" and role.registration.regulator == "none":
        # A degree is needed, though no law asks for registration.
        assert role.registration.protected_titles == []
        assert role.entry.minimum in ("degree", "masters")
    elif role.level == "registered":
        assert role.registration.regulator in ("HCPC", "GOsC")
        assert role.registration.regulator in role.registration.text
        assert role.title in role.registration.protected_titles
        assert role.entry.minimum in ("degree", "masters")
    else:
        assert role.registration.regulator == "none"
        assert role.registration.protected_titles == []


@pytest.mark.parametrize("role_id", ROLES)
def test_a_role_shows_both_sides_of_the_day(knowledge: Knowledge, role_id: str) -> None:
    assert {"good", "hard"} <= {item.side for item in knowledge.roles[role_id].day}


@pytest.mark.parametrize("role_id", ROLES)
def test_the_bands_of_a_role_have_figures(knowledge: Knowledge, role_id: str) -> None:
    pay = knowledge.roles[role_id].pay
    assert set(pay.start_bands if pay else ()) <= {band.band for band in knowledge.pay.bands}


@pytest.mark.parametrize("role_id", ROLES)
def test_reasons_fit_into_a_sentence(knowledge: Knowledge, role_id: str) -> None:
    """They are set after "you like ..., and": no capital at the start (but for NHS and the like), no full stop."""
    for trait in knowledge.roles[role_id].traits.values():
        assert not trait.because.endswith("."), trait.because
        assert trait.because[0].islower() or trait.because[:2].isupper(), trait.because


def test_texts_are_whole(knowledge: Knowledge) -> None:
    everything = [*parts(knowledge).values(), knowledge.quiz, knowledge.uncovered, *knowledge.ambiguous_names.values()]
    # People may type as many question marks as they like.
    asked = {text for faq in knowledge.faqs.values() for text in faq.phrasings}
    texts = [text for part in everything for text in walk(part) if isinstance(text, str) and text not in asked]
    assert len(texts) > 1000
    for text in texts:
        assert text.strip()
        assert not MARKERS.search(text), text


def test_every_family_has_a_role(knowledge: Knowledge) -> None:
    assert set(knowledge.families) == {role.family for role in knowledge.roles.values()}


INVENTED = """\
id: lantern_therapy_helper
title: Lantern therapy helper
names: [lamp lighter]
family: dramatherapy
level: support
summary: {text: A lantern therapy helper builds lanterns with teenagers., source: book}
tasks: {items: [fold paper into lanterns, light the lanterns at dusk], source: book}
people: {groups: [teenagers], source: book}
places: {settings: [school], text: schools and school yards, source: book}
day:
  - {side: good, text: Every evening ends in light., source: book}
  - {side: hard, text: Paper cuts sting., source: book}
skills: {items: [patience with paper], source: book}
entry:
  minimum: none
  statement: {text: There are no set entry requirements to be a lantern therapy helper., source: book}
  routes:
    - {kind: direct_entry, name: Apply to a lantern workshop, source: book}
registration: {regulator: none, text: Lantern therapy helpers are not registered., source: book}
pay: {start_bands: [2], text: In the NHS this would be band 2., source: book}
hours: {text: From dusk until nine., source: book}
questions:
  - {ask: "Do I need a lamp?", answer: Lamps are given out at the start., source: book}
conflicts:
  - topic: When lanterns are lit
    taken: At dusk.
    why: The book says so in two places.
    versions:
      - {says: At dusk., source: book}
      - {says: "Sunset, not dusk.", source: book}
progression: {roles: [dramatherapist], text: Some go on to dramatherapy., source: book}
traits:
  outdoors: {level: 3, because: lanterns hang in the yard, source: book}
  making: {level: 3, because: you fold lanterns all day, source: book}
  machines: {level: 0, because: it is all done by hand, source: book}
  emergencies: {level: 0, because: the work is calm, source: book}
  creativity: {level: 3, because: every lantern is a picture, source: book}
  listening: {level: 1, because: people talk while they fold, source: book}
  blood: {level: 0, because: there is none but for paper cuts, source: book}
  hands_on: {level: 0, because: you hold paper and not people, source: book}
  nights: {level: 0, because: it ends at nine, source: book}
sources:
  book: {title: The lantern book, publisher: Lantern Press, url: "https://lanterns.example/", checked: 2026-11-22}
"""
#: Words of the invented file that the answer to each topic must have.
SAYS = {
    "about_role": "builds lanterns with teenagers",
    "entry_requirements": "Apply to a lantern workshop",
    "people_and_places": "schools and school yards",
    "pay": "this would be band 2",
    "hours": "From dusk until nine",
    "skills": "patience with paper",
    "day": "Paper cuts sting",
    "progression": "Some go on to dramatherapy",
    "registration": "are not registered",
    "apprenticeship": "no apprenticeship for lantern therapy helpers",
    "eligibility": "Yes, you can apply",
    "pathway": "Apply to a lantern workshop",
    "more": "Do I need a lamp?",
    "disputes": "Sunset, not dusk",
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The real content with one more file."""
    folder = shutil.copytree(CONTENT, tmp_path_factory.mktemp("grown") / "content")
    (folder / "roles" / "lantern_therapy_helper.yml").write_text(INVENTED, encoding="utf-8")
    return loading.load(folder)


@pytest.mark.parametrize(
    "named",
    ["lantern therapy helper", "Lantern therapy helpers", "lamp lighter", "lamp lighters", "lantern therapie helper"],
)
def test_a_new_role_is_found_by_its_names(grown: Knowledge, named: str) -> None:
    nlp = spans.build(lexicon.build(grown, {}, []))
    found = spans.found(spans.read(nlp, f"what does a {named} do"))
    assert [(span.label_, span.kb_id_) for span in found] == [("role", "lantern_therapy_helper")]


@pytest.mark.parametrize("topic", sorted({*FACTS, *ROLE_TOPICS}))
def test_a_new_role_is_answered_about(grown: Knowledge, topic: str) -> None:
    told = answer(Question(topic, roles=("lantern_therapy_helper",)), grown)
    assert told.focus == "lantern_therapy_helper"
    assert SAYS[topic] in told.reply.text
    assert "https://lanterns.example/" in [source.url for source in told.reply.sources]


def test_a_new_role_is_listed(grown: Knowledge) -> None:
    told = answer(Question("list_roles", families=("dramatherapy",)), grown)
    assert "Lantern therapy helper" in told.reply.text


def test_a_new_role_is_compared(grown: Knowledge) -> None:
    told = answer(Question("compare_roles", roles=("podiatrist", "lantern_therapy_helper")), grown)
    assert SAYS["about_role"] in told.reply.text
    assert "podiatrist" in told.reply.text


def test_a_new_role_is_the_way_in_to_its_profession(grown: Knowledge) -> None:
    told = answer(Question("eligibility", roles=("dramatherapist",)), grown)
    assert "You could start sooner as a lantern therapy helper" in told.reply.text


def test_a_new_role_is_ranked_by_the_quiz(grown: Knowledge) -> None:
    answers = {"groups": ["teenagers"], "settings": ["school"], "outdoors": "love", "making": "love", "blood": "no"}
    best = ranked(answers, grown)[0]
    assert best.role.id == "lantern_therapy_helper"
    assert best.percent == 100
    assert any("lanterns hang in the yard" in reason for reason in best.reasons)
