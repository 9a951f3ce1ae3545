"""How much one event of Matrix holds: long lists go page by page, and no message is too long to be sent.

The homeserver takes 65,536 bytes of an encrypted event. What is encrypted is JSON, which may write a letter that
is not ASCII as six bytes, and grows by a third.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from orosbot.messages import Block, Message, Numbered, Para, Rich, Segment, fitting, para
from orosbot.texts import Texts

Found = TypeVar("Found")

MOST_BYTES = 45_000
"""Bytes of JSON that the content of a message may have; what the homeserver adds has room beside it."""

LINES_BYTES = 30_000
"""So many of them a list may have."""

MOST_LINES = 100
"""Lines of a list that one reads on a phone."""

_SHORTER = (8_000, 2_000, 500, 200)
"""Bytes to which texts are cut, one after the other, until the message fits."""

_SAID = 400
"""Bytes for saying that lines are left out."""


def size(message: Message) -> int:
    """Bytes of JSON that the content of a message has."""
    return len(json.dumps(message.content()))


def pages(lines: Sequence[Rich], most: int = MOST_LINES) -> list[slice]:
    """Where to cut a list so that each part has room in one message: at most `most` lines; one page at least."""
    found, start, taken = [], 0, 0
    for at, line in enumerate(lines):
        bytes_ = _size(Para((line,)))
        if at > start and (at - start == most or taken + bytes_ > LINES_BYTES):
            found.append(slice(start, at))
            start, taken = at, 0
        taken += bytes_
    return [*found, slice(start, len(lines))]


def parts(found: Sequence[Found]) -> list[Sequence[Found]]:
    """What has a short line each, in parts that have room in one message; one part at least."""
    return [found[at : at + MOST_LINES] for at in range(0, len(found), MOST_LINES)] or [found]


def fit(message: Message, texts: Texts) -> Message:
    """The same message, if need be with long texts cut and, where that is not enough, with lines left out; then
    it says how many."""
    for most in _SHORTER:
        if size(message) <= MOST_BYTES:
            return message
        message = replace(message, blocks=tuple(_shortened(block, most) for block in message.blocks))
    while (over := size(message) - MOST_BYTES) > 0 and _can_go(message):
        message = _without_lines(message, over, texts)
    return message


def _size(block: Block) -> int:
    alone = Message("", (block,))
    return len(json.dumps(alone.plain())) + len(json.dumps(alone.html()))


def _shortened(block: Block, most: int) -> Block:
    lines = tuple(tuple(_cut(segment, most) for segment in line) for line in block.lines)
    return replace(block, lines=lines)


def _cut(segment: Segment, most: int) -> Segment:
    return replace(segment, text=fitting(segment.text, most))


def _can_go(message: Message) -> bool:
    return len(message.blocks) > 1 or len(message.blocks[0].lines) > 1


def _without_lines(message: Message, over: int, texts: Texts) -> Message:
    """The message without the last lines of its longest block; without its last blocks, if none has more than
    one line."""
    blocks = message.blocks
    at = max(range(len(blocks)), key=lambda one: (len(blocks[one].lines) > 1, _size(blocks[one])))
    block = blocks[at]
    if len(block.lines) == 1:
        kept = _that_fit(blocks, sum(map(_size, blocks)) - over - _SAID)
        return replace(message, blocks=(*blocks[:kept], _left_out(texts, len(blocks) - kept)))
    kept = _that_fit([Numbered((line,)) for line in block.lines], _size(block) - over - _SAID)
    fewer = (replace(block, lines=block.lines[:kept]), _left_out(texts, len(block.lines) - kept))
    if isinstance(block, Numbered) and len(block.lines) == len(message.items):
        message = replace(message, items=message.items[:kept], subjects=message.subjects[:kept])
    return replace(message, blocks=(*blocks[:at], *fewer, *blocks[at + 1 :]))


def _that_fit(blocks: Sequence[Block], most: int) -> int:
    """How many of the blocks take at most so many bytes, but never none and never all."""
    kept = sum(1 for taken in accumulate(map(_size, blocks)) if taken <= most)
    return min(max(1, kept), len(blocks) - 1)


def _left_out(texts: Texts, count: int) -> Para:
    text = texts.plural(
        "… and {count} more line, too long for one message.",
        "… and {count} more lines, too long for one message.",
        count,
    )
    return para(text, count=count)
