"""Going along the record: every link, every chained row, every sealed event.

What cannot be seen from inside: that the newest links were cut off together with their
rows, or that everything from some link on was made anew. A head that was noted before,
on a receipt or in a backup, tells: it must still be in the chain.
"""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace as Row
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg import sql

from trusts import chain_queries
from trusts.chaining import NO_HASH, PLAIN
from trusts.guards import chained_tables, what_is_missing
from trusts.models import Head, RecordLink

LINKS_AT_ONCE = 10_000
SEALS_AT_ONCE = 100
MOST_TOLD = 100  # findings that are kept; the others are counted
WHY_MISSED = "links were cut off or made anew, this one or one before it"
BEFORE_ALL = -(2**63)
HEAD = re.compile(r"(?P<hash>[0-9a-f]{64})(?:/(?P<number>[1-9][0-9]{0,17}))?")


class Finding(NamedTuple):
    """What is wrong, in words. `number` is the link that shows it, where one does."""

    says: str
    number: int | None = None
    at: datetime | None = None  # when the link was added
    table: str = ""
    row: int | None = None


@dataclass(slots=True)
class Verified:
    """What was gone along, and what was found on the way."""

    links: int = 0
    events: int = 0
    head: Head | None = None
    findings: list[Finding] = field(default_factory=list)
    more: int = 0  # findings beyond those
    first: Finding | None = None  # the broken link before which the chain is in order
    _first_number: float = math.inf

    def add(self, found: Finding) -> None:
        if len(self.findings) < MOST_TOLD:
            self.findings.append(found)
        else:
            self.more += 1
        if found.number is not None and found.number < self._first_number:
            self.first, self._first_number = found, found.number


def verify(*, expect: Collection[str] = ()) -> Verified:
    """Go along the whole record; memory does not grow with it.

    `expect` are heads that were seen before, each HASH or HASH/NUMBER; ValueError
    where one is neither. Of those that are gone the first is told.
    """
    for each in expect:
        if not HEAD.fullmatch(each):
            raise ValueError(
                f"{each!r} is no head: 64 digits and letters, or HASH/NUMBER"
            )
    verified = Verified()
    with transaction.atomic():
        for name, value in PLAIN.items():
            _ask("SELECT set_config(%s, %s, true)", [name, value])
        tables = chained_tables()
        for says in what_is_missing():
            verified.add(Finding(says))
        for walk in (_links, _strangers, _seals):
            for found in walk(verified, tables):
                verified.add(found)
        if gone := _first_gone(expect):
            verified.add(_missed(gone, verified.head))
    return verified


Tables = list[tuple[str, str]]


def _ask(question: str | sql.Composed, values: Any = None) -> list[Row]:
    """The answer's rows, with their columns by name."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        names = [column.name for column in cursor.description]
        return [Row(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _links(verified: Verified, tables: Tables) -> Iterator[Finding]:
    """Numbers without gaps, each hash and what it follows; then the rows."""
    after, head = BEFORE_ALL, Head(0, NO_HASH)
    asked = {"tables": [name for name, _ in tables], "most": LINKS_AT_ONCE}
    while part := _ask(
        chain_queries.LINKS,
        asked | {"after": after, "number": head.number, "hash": head.hash},
    ):
        for link in part:
            yield from _about(link)
        head = verified.head = Head(part[-1].number, part[-1].hash)
        verified.links += part[-1].links
        for name, key in tables:
            for link in _ask(
                _of_table(chain_queries.ROWS, name, key), [after, head.number]
            ):
                what = "is gone" if link.is_gone else "is not what it was"
                yield _finding(f"Row {link.row_number} of {name} {what}.", link)
        after = head.number


def _about(link: Row) -> Iterator[Finding]:
    first, last = link.before + 1, link.number - 1
    if first < link.number:
        which = f"Link {first} is" if first == last else f"Links {first} to {last} are"
        yield Finding(f"{which} missing, before link {link.number}.", first)
    elif first > link.number:
        yield _finding(f"Link {link.number} stands before the first.", link)
    elif not link.follows:
        yield _finding(f"Link {link.number} does not follow the one before it.", link)
    if not link.holds:
        yield _finding(f"Link {link.number} is not what its hash says.", link)
    if not link.is_chained:
        says = f"Link {link.number} is of {link.table_name}, which is not chained now."
        yield _finding(says, link)


def _finding(says: str, link: Row) -> Finding:
    return Finding(says, link.number, link.at, link.table_name, link.row_number)


def _strangers(_: Verified, tables: Tables) -> Iterator[Finding]:
    """Rows that were put into a chained table without a link."""
    for name, key in tables:
        [found] = _ask(_of_table(chain_queries.WITHOUT_LINK, name, key))
        if found.count:
            says = f"{found.count} rows of {name} have no link, from {found.min} on."
            yield Finding(says, table=name, row=found.min)


def _of_table(question: str, name: str, key: str) -> sql.Composed:
    """A question about one chained table; of its bytes the hash is compared."""
    columns = [each.attname for each in _ask(chain_queries.BYTES, [name])]
    parts = [
        sql.SQL(chain_queries.ONE_BYTES).format(
            name=sql.Literal(each), column=sql.Identifier(each)
        )
        for each in columns
    ]
    return sql.SQL(question).format(
        key=sql.Identifier(key),
        table=sql.Identifier(name),
        name=sql.Literal(name),
        bytes=sql.SQL(" || ").join([sql.SQL("'{}'"), *parts]),
    )


def _seals(verified: Verified, _: Tables) -> Iterator[Finding]:
    """Each seal's events are there and unchanged, and are those it was put on."""
    after = BEFORE_ALL
    while part := _ask(chain_queries.SEALS, [after, SEALS_AT_ONCE]):
        for seal in part:
            verified.events += seal.held
            for says in _about_seal(seal):
                yield Finding(says, seal.number, seal.at, "trusts_auditseal", seal.id)
        after = part[-1].id


def _about_seal(seal: Row) -> Iterator[str]:
    if seal.gone is not None:
        yield f"Event {seal.gone} of the audit record is gone; seal {seal.id} has it."
    if seal.changed is not None:
        yield f"Event {seal.changed} of the audit record is not as seal {seal.id} says."
    if seal.events != seal.held:
        yield f"Seal {seal.id} was put on {seal.events} events and has {seal.held}."
    elif not seal.holds:
        yield f"Seal {seal.id} is not what its events say."


def _first_gone(expect: Collection[str]) -> str:
    """Of heads seen before the first that is not in the chain, or ""."""
    hashes = {each.partition("/")[0] for each in expect}
    links = RecordLink.objects.filter(hash__in=hashes).values_list("hash", "number")
    there = {seen for link in links for seen in (link[0], f"{link[0]}/{link[1]}")}
    gone = {each for each in expect if each not in there}
    return min(gone, key=lambda each: int(each.partition("/")[2] or 0), default="")


def _missed(expect: str, head: Head | None) -> Finding:
    """That a head seen before is not there; as the link that stands in its place."""
    seen = HEAD.fullmatch(expect)
    assert seen
    says = f"{expect} was the head before and is not in the chain now: {WHY_MISSED}."
    number = int(seen["number"] or 0)
    if number > (head.number if head else 0):
        return Finding(says, (head.number if head else 0) + 1)
    link = RecordLink.objects.filter(number=number).first()
    if link is None:
        return Finding(says)
    return Finding(says, link.number, link.at, link.table_name, link.row_number)


def in_words(verified: Verified) -> list[str]:
    """Lines for the person who asked."""
    lines = [each.says for each in verified.findings]
    if verified.more:
        lines.append(f"And {verified.more:,} more.")
    if verified.first:
        lines.append(f"First broken link: {_place(verified.first)}.")
    if not lines:
        counts = f"{verified.links:,} links and {verified.events:,} events"
        lines.append(f"{counts} of the record are in order.")
        lines.append(f"Head: {verified.head or 'none yet'}")
    return lines


def _place(link: Finding) -> str:
    said = f"number {link.number}"
    if link.at is None:
        return said
    return f"{said}, {link.table} row {link.row}, added {link.at:%Y-%m-%d %H:%M:%S} UTC"
