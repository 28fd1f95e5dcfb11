"""The nodes of a JSON-LD file, read without its context.

Contexts live on other machines, which may be down or lie. What a property means is told by its last
word: `dct:title`, `http://purl.org/dc/terms/title`, `PublicService.title` and `title` are one. That
is right for the two vocabularies read here, and for what portals make of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hall.sources.fields import Wrong
from hall.sources.texts import plain, unique

#: The language people read here; then texts without one, then whatever there is.
_LANGUAGES = ("id", "", "en")
_MOST_ITEMS = 500
_MOST_NODES = 200_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})?|@none")


class Graph:
    """All nodes of a file by their id, nested ones included. Raises Wrong for too many."""

    def __init__(self, content: object) -> None:
        self._by_id: dict[str, dict[str, list[Any]]] = {}
        self._nodes: list[dict[str, list[Any]]] = []
        self._collect(content)

    def nodes_of(self, types: Iterable[str]) -> Iterator[Node]:
        """Every node of one of the types, each once, in the order of the file."""
        wanted = set(types)
        seen: set[int] = set()
        for raw in self._nodes:
            known = self._whole(raw)
            if id(known) not in seen and wanted & set(Node(self, known).types):
                seen.add(id(known))
                yield Node(self, known)

    def resolved(self, raw: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """The node itself where `raw` only names it."""
        return self._whole(raw)

    def _whole(self, raw: dict[str, list[Any]]) -> dict[str, list[Any]]:
        names = raw.get("@id")
        return self._by_id.get(str(names[0]), raw) if names else raw

    def _collect(self, content: object) -> None:
        waiting: list[object] = [content]
        while waiting:
            one = waiting.pop()
            if isinstance(one, list):
                waiting += reversed(one)
            elif isinstance(one, dict):
                node = _folded(one)
                if "@value" in node:
                    continue
                self._add(node)
                waiting += [
                    v for name, values in node.items() for v in values if name != "@context"
                ]

    def _add(self, node: dict[str, list[Any]]) -> None:
        """Keep a node; what several places say of one id belongs together."""
        if len(self._nodes) >= _MOST_NODES:
            raise Wrong("@graph", f"lebih dari {_MOST_NODES} simpul")
        self._nodes.append(node)
        names = node.get("@id")
        if not names or not isinstance(names[0], str):
            return
        known = self._by_id.setdefault(names[0], node)
        if known is not node:
            for name, values in node.items():
                known.setdefault(name, values)


class Node:
    """One node; properties are named by their last word."""

    def __init__(self, graph: Graph, raw: dict[str, list[Any]]) -> None:
        self._graph = graph
        self._raw = raw

    @property
    def id(self) -> str:
        """Its @id, "" for a node without."""
        return next((one for one in self._raw.get("@id", []) if isinstance(one, str)), "")

    @property
    def types(self) -> tuple[str, ...]:
        """The last words of its types."""
        return tuple(last_word(one) for one in self._raw.get("@type", []) if isinstance(one, str))

    def texts(self, *names: str) -> tuple[str, ...]:
        """All texts of the first property that has any, in the best language there is."""
        for name in names:
            values = self._values(name)
            spoken = [(lang, text) for value in values for lang, text in _spoken(value) if text]
            for language in _LANGUAGES:
                found = unique(text for lang, text in spoken if lang.split("-")[0] == language)
                if found:
                    return found
            if spoken:
                return unique(text for lang, text in spoken if lang == spoken[0][0])
        return ()

    def text(self, *names: str) -> str:
        """The first of those texts, "" without any."""
        return next(iter(self.texts(*names)), "")

    def nodes(self, *names: str) -> Iterator[Node]:
        """The nodes of all these properties, those that are only named resolved."""
        for name in names:
            for value in self._values(name):
                if isinstance(value, dict) and "@value" not in value and not _is_spoken(value):
                    yield Node(self._graph, self._graph.resolved(_folded(value)))

    def addresses(self, *names: str) -> tuple[str, ...]:
        """The ids of nodes and the texts that these properties have."""
        found: list[str] = []
        for name in names:
            for value in self._values(name):
                if isinstance(value, dict):
                    raw = _folded(value)
                    found += [one for one in raw.get("@id", []) if isinstance(one, str)]
                found += [text for _, text in _spoken(value)]
        return unique(found)

    def says(self, name: str) -> bool:
        """Whether a property is true."""
        return any(value is True or value == "true" for value in self._values(name))

    def number(self, *names: str) -> float | None:
        """A number, also one that is written as a typed text. Raises Wrong for anything else."""
        for name in names:
            for value in self._values(name):
                text = (
                    value
                    if isinstance(value, int | float)
                    else next((text for _, text in _spoken(value)), "")
                )
                try:
                    number = float(text)
                except (ValueError, OverflowError):
                    raise Wrong(name, "harus berupa bilangan") from None
                if abs(number) <= 1e15:
                    return number
                raise Wrong(name, "bilangan terlalu besar")
        return None

    def _values(self, name: str) -> list[Any]:
        values = self._raw.get(name, [])
        if len(values) > _MOST_ITEMS:
            raise Wrong(name, f"lebih dari {_MOST_ITEMS} isi")
        return values


def last_word(name: str) -> str:
    """The last word of a property's or type's name, keywords as they are."""
    if name.startswith("@"):
        return name
    bare = name.rstrip("/#")
    return bare[max(bare.rfind(mark) for mark in "/#:.") + 1 :] or name


def _folded(raw: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Properties under their last words, each with a list of values."""
    folded: dict[str, list[Any]] = {}
    for name, value in raw.items():
        word = {"id": "@id", "type": "@type"}.get(name, name)
        values = value if isinstance(value, list) else [value]
        folded.setdefault(last_word(word), []).extend(v for v in values if v is not None)
    return folded


def _spoken(value: object) -> Iterator[tuple[str, str]]:
    """Texts with their language, of a text, a tagged text or a map of languages."""
    if isinstance(value, str):
        yield "", plain(value)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int | float):
        yield "", f"{value:g}"
    elif isinstance(value, dict) and "@value" in value:
        language = value.get("@language", "")
        for _, text in _spoken(value["@value"]):
            yield (language.lower() if isinstance(language, str) else ""), text
    elif isinstance(value, dict) and _is_spoken(value):
        for language, texts in value.items():
            for one in texts if isinstance(texts, list) else [texts]:
                for _, text in _spoken(one):
                    yield language.lower(), text


def _is_spoken(value: dict[str, Any]) -> bool:
    """Whether it maps languages to texts; "id" alone is the name of a node, not Indonesian."""
    languages = all(_LANGUAGE.fullmatch(name) for name in value)
    return languages and bool(value) and set(value) != {"id"}
