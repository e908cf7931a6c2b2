"""Replies to "can I?" and "how do I get there?" for one person and one role."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge, cited
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance import places
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.eligibility import Verdict, judge, open_routes
from ahp_careers.guidance.facts import route_line, route_name
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Reply, a, bullets, lower_first


def eligibility(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """The verdict first, then why, what employers ask, and what to do next."""
    verdict = judge(role, question.claims, knowledge)
    if verdict.outcome == "register":
        job = a(lower_first(role.title))
        next_step = f"If your degree is an approved one, you can register and then apply to work as {job}."
        ask = "Ask the regulator or your university whether it is."
        return Reply(
            f"{role.entry.statement.text}\n\n{next_step} {ask}",
            sources=tuple(cited(role.sources, role.entry.statement, role.registration)),
        )
    if role.level == "registered":
        parts, shown = _registered(verdict, question, knowledge)
    elif verdict.unhindered or verdict.outcome == "nearly":
        parts, shown = _open_now(verdict, question, knowledge)
    else:
        parts, shown = _not_yet(verdict, question, knowledge)
    if role.thin:
        parts.append(role.thin)
    jobs = places.serving(knowledge.signposting.jobs, question.nation)
    parts.append("**What to do next**\n\n" + bullets(_next_steps(verdict, jobs, question, knowledge)))
    return Reply(
        "\n\n".join(parts),
        sources=(*shown, *cited(knowledge.signposting.sources, *jobs)),
        card={"kind": "verdict", "role": role.id, "outcome": verdict.outcome},
    )


def _open_now(verdict: Verdict, question: Question, knowledge: Knowledge) -> tuple[list[str], list[model.Source]]:
    role = verdict.role
    # The reply must name the role, but not twice in one breath.
    named = role.title.lower() in role.entry.statement.text.lower()
    to_be = "" if named else f" to be {a(lower_first(role.title))}"
    if verdict.outcome == "nearly":
        opening = f"You may be able to apply{to_be}, if you have experience too: it depends on the employer."
    else:
        opening = f"Yes, you can {'apply' if verdict.open_now else 'train'}{to_be}."
    parts = [f"{opening} {role.entry.statement.text}"]
    lacking = [claim for claim in question.new_claims if claim.status == "lacks"]
    if lacking and role.entry.minimum == "none":
        parts[0] += f" Having {claim_rules.in_words(lacking, knowledge)} does not rule you out."
    parts.extend(_asked_for(role))
    return parts, cited(role.sources, role.entry.statement, role.entry.asked_for, role.entry.experience)


def _asked_for(role: model.Role) -> list[str]:
    """What employers look for, and that experience helps."""
    parts = []
    if role.entry.asked_for:
        parts.append(f"Employers look for, or may ask for:\n\n{bullets(role.entry.asked_for.items)}")
    if role.entry.experience:
        parts.append(role.entry.experience.text)
    return parts


def _not_yet(verdict: Verdict, question: Question, knowledge: Knowledge) -> tuple[list[str], list[model.Source]]:
    role = verdict.role
    parts = [
        f"Not yet, but you can work up to being {a(lower_first(role.title))}. {role.entry.statement.text}",
        *_asked_for(role),
    ]
    shown = cited(role.sources, role.entry.statement, role.entry.asked_for, role.entry.experience)
    parts_stone, shown_stone = _start_today(verdict)
    return [*parts, *parts_stone], [*shown, *shown_stone]


def _registered(verdict: Verdict, question: Question, knowledge: Knowledge) -> tuple[list[str], list[model.Source]]:
    role = verdict.role
    parts = [
        f"Not straight away, but there is a way to become {a(lower_first(role.title))}. {role.entry.statement.text}"
    ]
    held = [claim for claim in question.new_claims or question.claims if claim.status == "has"]
    if (claim_rules.standing(held, knowledge) or 0) >= 3:
        parts.append(f"About {claim_rules.in_words(held, knowledge)}: that can count, so ask courses what they accept.")
    parts_stone, shown_stone = _start_today(verdict)
    lacking = [claim for claim in question.new_claims if claim.status == "lacks"]
    if lacking and parts_stone:
        parts_stone[0] += f" Having {claim_rules.in_words(lacking, knowledge)} does not rule that out."
    parts.extend(parts_stone)
    routes = open_routes(role, verdict.level, question.nation)
    parts.append("Ways to get there:\n\n" + bullets([route_name(route) for route in routes]))
    shown = cited(role.sources, role.entry.statement, *routes)
    return parts, [*shown, *shown_stone]


def _start_today(verdict: Verdict) -> tuple[list[str], list[model.Source]]:
    stone = verdict.stepping_stone
    if stone is None:
        return [], []
    name = a(lower_first(stone.title))
    text = f"**You could start sooner as {name}.** {stone.entry.statement.text} {stone.progression.text}"
    return [text], cited(stone.sources, stone.entry.statement, stone.progression)


def _next_steps(verdict: Verdict, jobs: list[model.Place], question: Question, knowledge: Knowledge) -> list[str]:
    if verdict.unhindered and not verdict.open_now:
        way = route_name(verdict.role.entry.routes[0])
        return [f"Look at this way to train: {way}.", knowledge.talk.lines["no_promise"]]
    role = verdict.role if verdict.open_now or verdict.stepping_stone is None else verdict.stepping_stone
    title = lower_first(role.title)
    if role.level == "registered":
        steps = [
            "Look at courses and ask each one what it accepts.",
            "Get some experience of the work, paid or unpaid.",
        ]
        return [
            *steps,
            *(places.line(place) for place in places.serving(knowledge.signposting.courses, question.nation)[:1]),
        ]
    return [
        f"Look for {title} jobs on {places.any_of(jobs)}.",
        knowledge.talk.lines["next_apply"],
        knowledge.talk.lines["no_promise"],
    ]


def pathway(role: model.Role, question: Question, knowledge: Knowledge) -> Reply:
    """The ways to a role as numbered steps, from where the person stands."""
    verdict = judge(role, question.claims, knowledge)
    shown = [*cited(role.sources, role.entry.statement, role.entry.experience, *role.entry.routes)]
    parts = [f"**{role.title}**: {role.entry.statement.text}"]
    if verdict.stepping_stone is not None:
        stone = verdict.stepping_stone
        parts.append(
            "**Earn while you learn, step by step**\n\n"
            f"1. Apply to be {a(lower_first(stone.title))}. {stone.entry.statement.text}\n"
            f"2. Learn on the job. {stone.progression.text}\n"
            f"3. Train to be {a(lower_first(role.title))} by one of the ways below."
        )
        shown.extend(cited(stone.sources, stone.entry.statement, stone.progression))
    routes = open_routes(role, verdict.level, question.nation)
    parts.append("**Ways in**\n\n" + bullets([route_line(route) for route in routes]))
    if role.entry.experience:
        parts.append(role.entry.experience.text)
    parts.append(knowledge.talk.lines["no_promise"])
    return Reply("\n\n".join(parts), sources=tuple(shown))


def way_in(role: model.Role, claims: tuple[Claim, ...], knowledge: Knowledge) -> str:
    """The first step towards a role in one sentence, from the qualifications given."""
    verdict = judge(role, claims, knowledge)
    if verdict.outcome == "register":
        return "If your degree is an approved one, you can register: ask the regulator."
    if verdict.outcome == "nearly":
        return "You may be able to apply once you have experience in a support job: ask the employer."
    if verdict.open_now:
        return f"You can apply now. {role.entry.statement.text}"
    training = [route for route in open_routes(role, verdict.level) if route.kind not in ("work_up", "volunteering")]
    first = f"Look at this way to train: {(training or role.entry.routes)[0].name}."
    if verdict.stepping_stone is not None and (verdict.level or 0) < 3:
        stone = lower_first(verdict.stepping_stone.title)
        return f"Start as {a(stone)}, with no set entry requirements, and train from there."
    if role.entry.minimum == "masters" and (verdict.level or 0) < model.MINIMUM_LEVEL["degree"]:
        # The last step alone would hide that a degree comes before it.
        return f"{role.entry.statement.text} {first}"
    return first
