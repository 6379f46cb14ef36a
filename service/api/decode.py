"""Bytes → request: strict JSON, then the struct that the operation takes, with every fault of the body named at once."""

from __future__ import annotations

import codecs
import json
import math
import re
import types
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Annotated, Any, NoReturn, Protocol, TypeVar, Union, get_args, get_origin

import msgpack
import msgspec

from service.settings import Settings

from .media import JSON, MSGPACK
from .problems import Fault, Refused

MOST_FAULTS = 100
TYPE_NAME = re.compile("`([^`]*)`")
JSON_NAMES = {"str": "string", "int": "integer", "float": "number", "decimal": "number", "bool": "boolean"}
MOST_DIGITS = 100  # no figure of a text is longer; a number of thousands of digits is an attack
MOST_EXPONENT = 400  # what a binary float can hold, and a little more
FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class Request(Protocol):
    """What an operation takes: a struct that can audit the parsed body for what types alone cannot say."""

    @classmethod
    def audit(cls, body: Any, settings: Settings) -> Iterator[Fault]:
        """Faults of a parsed body, of any shape, beyond those of its types."""


R = TypeVar("R", bound=Request)


def decode(body: bytes, request: type[R], settings: Settings, media_type: str = JSON) -> R:
    """The request that a body of JSON or MessagePack holds.

    Raises Refused: a problem of status 400 where the body is neither, of 422 with every fault where its fields are
    not as they should be.
    """
    try:
        tree = parse_msgpack(body) if media_type == MSGPACK else parse(body)
    except Refused as refused:
        if refused.kind == "nested-too-deeply":
            refused.limit = settings.max_depth
        raise
    depth = depth_of(tree)
    if depth > settings.max_depth:
        detail = f"Arrays and objects may be {settings.max_depth} deep, these are {depth}."
        raise Refused("nested-too-deeply", detail, limit=settings.max_depth, actual=depth)
    if media_type == MSGPACK:
        tree = _as_json(tree)
    faults = list(islice(request.audit(tree, settings), MOST_FAULTS))
    try:
        found = msgspec.convert(tree, request)
    except msgspec.ValidationError:
        faults = list(islice(_merged(faults_of(tree, request, ""), faults), MOST_FAULTS))
    else:
        if not faults:
            return found
    if len(faults) == 1:
        raise Refused("invalid-fields", faults[0].detail, errors=tuple(faults), limit=faults[0].limit, actual=faults[0].actual)
    raise Refused("invalid-fields", f"{len(faults)} faults, each with a pointer in errors.", errors=tuple(faults))


def parse(body: bytes) -> Any:
    """The value that a JSON text stands for, fractions as Decimal.

    RFC 8259 JSON in UTF-8 and nothing more: no NaN, no key twice in an object, no half of a surrogate pair, no number
    beyond what any text states. A byte-order mark in front is ignored, as the RFC allows. Raises Refused.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        for mark, name in FOREIGN_MARKS:
            if body.startswith(mark):
                raise Refused("bad-encoding", f"The body is {name}; JSON is exchanged in UTF-8.") from None
        raise Refused("bad-encoding", f"The byte at offset {error.start} does not belong to UTF-8 text.") from None
    if "\0" in text[:4]:
        raise Refused("bad-encoding", "The body looks like UTF-16 or UTF-32; JSON is exchanged in UTF-8.")
    if not text.strip():
        raise Refused("invalid-json", "The body is empty.")
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_fraction, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise Refused("invalid-json", f"{error.msg} at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise Refused("nested-too-deeply", "Arrays and objects are nested too deeply to be read.") from None
    if "\\ud" in text or "\\uD" in text:
        _whole_characters(tree)
    return tree


def parse_msgpack(body: bytes) -> Any:
    """The value that MessagePack stands for, as strict as `parse`: text is UTF-8, no key twice. Raises Refused."""
    if not body:
        raise Refused("invalid-msgpack", "The body is empty.")
    try:
        return msgpack.unpackb(body, object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise Refused("bad-encoding", "A string of the body is not UTF-8 text.") from None
    except msgpack.StackError:
        raise Refused("nested-too-deeply", "Arrays and objects are nested too deeply to be read.") from None
    except (ValueError, TypeError, OverflowError, msgpack.UnpackException):
        raise Refused("invalid-msgpack", "The body is cut short, goes on behind its end, or holds what is not read here.") from None


def depth_of(tree: Any) -> int:
    """How many arrays and objects of a value are inside each other."""
    level = [tree] if isinstance(tree, dict | list) else []
    depth = 0
    while level:
        depth += 1
        children = (child for node in level for child in (node.values() if isinstance(node, dict) else node))
        level = [child for child in children if isinstance(child, dict | list)]
    return depth


def _as_json(value: Any) -> Any:
    """A tree of MessagePack as JSON would have it: fractions as Decimal, whole ones as integers; nothing that JSON lacks."""
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise Refused("invalid-msgpack", "A key that is no string has no place here.")
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Refused("invalid-msgpack", "NaN and infinity have no place here.")
        return _fraction(repr(value))
    if value is None or isinstance(value, str | int):
        return value
    raise Refused("invalid-msgpack", f"Values of type {type(value).__name__} have no place here.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        double = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Refused("duplicate-key", f"The key {double[:100]!a} stands twice in one object.")
    return found


def _constant(name: str) -> NoReturn:
    raise Refused("invalid-json", f"{name} is not a JSON number.")


def _integer(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise Refused("invalid-json", f"A number of {len(digits)} digits is beyond what this service reads ({MOST_DIGITS}).")
    return int(digits)


def _fraction(digits: str) -> Decimal | int:
    """A number with a point or an exponent; 12.0 is an integer, as JSON Schema has it."""
    if len(digits) > MOST_DIGITS:
        raise Refused("invalid-json", f"A number of {len(digits)} characters is beyond what this service reads ({MOST_DIGITS}).")
    _, mark, exponent = digits.lower().partition("e")
    if mark and (len(exponent) > 5 or abs(int(exponent)) > MOST_EXPONENT):
        raise Refused("invalid-json", f"The number {digits} is beyond what this service reads (exponents up to {MOST_EXPONENT}).")
    value = Decimal(digits)
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else value


def _whole_characters(tree: Any) -> None:
    try:
        msgspec.json.encode(tree)
    except UnicodeEncodeError:
        raise Refused("bad-encoding", "A \\u escape gives one half of a surrogate pair without the other.") from None


def faults_of(value: Any, kind: Any, pointer: str) -> Iterator[Fault]:
    """Every fault of a parsed value against a type, innermost first to blame: a struct is at fault only where no field is."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error).rpartition(" - at ")[0] or str(error)
    else:
        return
    blamed = False
    for fault in _inner_faults(value, _bare(kind, value), pointer):
        blamed = True
        yield fault
    if not blamed:
        yield Fault(pointer, f"{TYPE_NAME.sub(_json_name, message)}.")


def _json_name(match: re.Match[str]) -> str:
    return JSON_NAMES.get(match[1], match[1])


def _inner_faults(value: Any, kind: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for name, field in fields.items():
            if name in value:
                yield from faults_of(value[name], field.type, step(pointer, name))
            elif field.required:
                yield Fault(step(pointer, name), "This field is required.")
        if kind.__struct_config__.forbid_unknown_fields:
            for name in value:
                if name not in fields:
                    yield Fault(step(pointer, name), f"There is no such field; there are {', '.join(fields)}.")
    elif isinstance(value, list) and get_origin(kind) in {tuple, list}:
        inner = get_args(kind)[0]
        for number, item in enumerate(value):
            yield from faults_of(item, inner, step(pointer, number))


def _bare(kind: Any, value: Any) -> Any:
    """A type without its constraints; of an optional type, the part that is not None."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in {Union, types.UnionType}:
            members = [member for member in get_args(kind) if member is not type(None)]
            if len(members) != 1 or value is None:
                return None
            kind = members[0]
        else:
            return kind


def _merged(first: Iterator[Fault], second: list[Fault]) -> Iterator[Fault]:
    """Faults of types, then those of the audit at fields that types did not blame."""
    blamed = set()
    for fault in first:
        blamed.add(fault.pointer)
        yield fault
    yield from (fault for fault in second if fault.pointer not in blamed)


def step(pointer: str, key: str | int) -> str:
    """A JSON Pointer one step further (RFC 6901: ~ and / in keys are escaped)."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
