"""Reads a file of public services in JSON-LD: CPSV-AP or schema.org's GovernmentService.

A file tells everything a portal has; it is read when it changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hall.sources.document import Document
from hall.sources.door import MOST_BYTES
from hall.sources.fields import Wrong, check
from hall.sources.linked.graph import Graph, Node
from hall.sources.linked.service import TYPES, read_service
from hall.sources.parts import Portal
from hall.sources.source import MOST_COMPLAINTS, MOST_RECORDS, Complaint, Page, Told, whole_pass
from hall.sources.texts import local_id, printable
from kiosk.catalog.feed import Kind
from kiosk.catalog.strict_json import parse_json
from kiosk.errors import SourceUnusable


class LinkedFile:
    """One file of linked data."""

    def __init__(self, portal: Portal, document: Document) -> None:
        self._portal = portal
        self._document = document

    def changes(self, after: str) -> Iterator[Page]:
        """All services, when the file is another one than at the mark `after`.

        Raises SourceUnreachable, SourceUnusable, BadRecord.
        """
        content = self._document.read(after)
        if content is None:
            return
        raw = parse_json(content.data, self._document.name, MOST_BYTES)
        told: dict[tuple[Kind, str], Told] = {}
        complaints: list[Complaint] = []
        refused: set[tuple[Kind, str]] = set()
        for node in self._services(raw):
            try:
                for one in self._read(node):
                    told[one.kind, one.id] = one
            except Wrong as wrong:
                refused.add((Kind.SERVICE, local_id(node.id or node.text("identifier") or "?")))
                if len(complaints) < MOST_COMPLAINTS:
                    name = printable(node.id or node.text("title", "name"))
                    complaints.append(Complaint(name, wrong.field, wrong.why))
        if not told and not complaints:
            raise SourceUnusable(self._portal.id, f"tidak memuat layanan ({' atau '.join(TYPES)})")
        agencies_first = sorted(told.values(), key=lambda one: one.kind)
        yield from whole_pass(agencies_first, complaints, frozenset(refused), content.mark, after)

    def close(self) -> None:
        """End what is being read."""
        self._document.close()

    def _services(self, raw: object) -> list[Node]:
        try:
            nodes = list(Graph(raw).nodes_of(TYPES))
        except Wrong as wrong:
            raise SourceUnusable(self._portal.id, f"{wrong.field}: {wrong.why}") from wrong
        if len(nodes) > MOST_RECORDS:
            raise SourceUnusable(self._portal.id, f"lebih dari {MOST_RECORDS} layanan")
        return nodes

    def _read(self, node: Node) -> tuple[Told, Told]:
        service, agency, known_as = read_service(node, self._portal)
        check(service, agency)
        return (
            Told(Kind.AGENCY, agency.id, agency),
            Told(Kind.SERVICE, service.id, service, known_as),
        )
