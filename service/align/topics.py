"""Links → topics: groups in which nearly every pair would hold by itself, so that no chain joins what no pair would."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import Link, Topic

from .signature import Signature
from .similarity import Score


def topics_of(signed: Sequence[Signature], links: Sequence[tuple[int, int, Score]]) -> tuple[Topic, ...]:
    """Topics from links, strongest first; two groups join only where no sentence would stand in the topic twice."""
    group = list(range(len(signed)))
    members: dict[int, list[int]] = {index: [index] for index in group}
    linked: dict[tuple[int, int], int] = {}
    for first, second, _ in links:
        linked[first, second] = linked[second, first] = 1
    kept = []
    for first, second, found in sorted(links, key=lambda link: (-link[2].link, link[0], link[1])):
        one, two = group[first], group[second]
        if one != two and not _may_join(members[one], members[two], linked, signed):
            kept.append((first, second, found))
            continue
        if one != two:
            if len(members[one]) < len(members[two]):
                one, two = two, one
            for index in members[two]:
                group[index] = one
            members[one].extend(members.pop(two))
        kept.append((first, second, found))
    return _topics(signed, group, kept)


def _may_join(one: Sequence[int], two: Sequence[int], linked: dict[tuple[int, int], int], signed: Sequence[Signature]) -> bool:
    """Whether at least a third of the pairs across are links themselves (sampled in large groups), and no sentence comes twice."""
    if {signed[index].sentence for index in one} & {signed[index].sentence for index in two}:
        return False
    left, right = one[:8], two[:8]
    held = sum((first, second) in linked for first in left for second in right)
    return 3 * held >= len(left) * len(right) or (len(one) > 8 and held > 0)


def _topics(signed: Sequence[Signature], group: Sequence[int], links: Sequence[tuple[int, int, Score]]) -> tuple[Topic, ...]:
    members: dict[int, list[int]] = {}
    for index, root in enumerate(group):
        members.setdefault(root, []).append(index)
    inside: dict[int, list[Link]] = {}
    for first, second, found in sorted(links, key=lambda link: link[:2]):
        if group[first] == group[second]:
            link = Link(signed[first].claim.id, signed[second].claim.id, round(found.link, 3), round(found.context, 3), found.shared)
            inside.setdefault(group[first], []).append(link)
    topics: list[Topic] = []
    for root, indices in sorted(members.items(), key=lambda item: item[1][0]):
        if len(indices) > 1:
            claims = [signed[index].claim for index in indices]
            label = next((claim.measure.text for claim in claims if claim.measure.text), claims[0].expression.text)
            topics.append(
                Topic(
                    id=f"t{len(topics) + 1}",
                    label=label,
                    kind=claims[0].kind,
                    claims=tuple(claim.id for claim in claims),
                    links=tuple(inside.get(root, ())),
                )
            )
    return tuple(topics)
