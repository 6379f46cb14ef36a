"""Links → topics: groups in which nearly every pair would hold by itself, so that no chain joins what no pair would."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import Link, Topic

from .signature import Signature
from .similarity import Score, deciding


def topics_of(signed: Sequence[Signature], links: Sequence[tuple[int, int, Score]]) -> tuple[Topic, ...]:
    """Topics from links, strongest first, ordered by their first claim.

    Two groups join where enough of the pairs across are linked and no sentence would stand in the topic twice; a link
    between groups that do not join makes a topic of its two claims, so a claim may stand in more than one topic.
    """
    group = list(range(len(signed)))
    members: dict[int, list[int]] = {index: [index] for index in group}
    linked: dict[tuple[int, int], int] = {}
    for first, second, _ in links:
        linked[first, second] = linked[second, first] = 1
    kept, apart = [], []
    for first, second, found in sorted(links, key=lambda link: (-link[2].link, link[0], link[1])):
        one, two = group[first], group[second]
        if one != two and not _may_join(members[one], members[two], linked, signed):
            apart.append((first, second, found))
            continue
        if one != two:
            if len(members[one]) < len(members[two]):
                one, two = two, one
            for index in members[two]:
                group[index] = one
            members[one].extend(members.pop(two))
        kept.append((first, second, found))
    sets: dict[int, list[int]] = {}
    inside: dict[int, list[tuple[int, int, Score]]] = {}
    for index, root in enumerate(group):
        sets.setdefault(root, []).append(index)
    for link in kept:
        inside.setdefault(group[link[0]], []).append(link)
    found_topics = [(indices, inside.get(root, [])) for root, indices in sets.items() if len(indices) > 1]
    found_topics += [([min(first, second), max(first, second)], [(first, second, found)]) for first, second, found in apart]
    found_topics.sort(key=lambda topic: topic[0])
    return tuple(_topic(number, signed, *topic) for number, topic in enumerate(found_topics, 1))


def _may_join(one: Sequence[int], two: Sequence[int], linked: dict[tuple[int, int], int], signed: Sequence[Signature]) -> bool:
    """Whether at least a third of the pairs across are links themselves (sampled in large groups), and no sentence comes twice."""
    if {signed[index].sentence for index in one} & {signed[index].sentence for index in two}:
        return False
    left, right = one[:8], two[:8]
    held = sum((first, second) in linked for first in left for second in right)
    return 3 * held >= len(left) * len(right) or (len(one) > 8 and held > 0)


def _topic(number: int, signed: Sequence[Signature], indices: Sequence[int], links: Sequence[tuple[int, int, Score]]) -> Topic:
    claims = [signed[index].claim for index in indices]
    return Topic(
        id=f"t{number}",
        label=next((claim.measure.text for claim in claims if claim.measure.text), claims[0].expression.text),
        kind=claims[0].kind,
        claims=tuple(claim.id for claim in claims),
        links=tuple(
            Link(
                signed[first].claim.id,
                signed[second].claim.id,
                round(found.link, 3),
                round(found.context, 3),
                found.shared,
                deciding(found),
            )
            for first, second, found in sorted(links, key=lambda link: link[:2])
        ),
    )
