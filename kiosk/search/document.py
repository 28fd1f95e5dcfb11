"""An entry as the index keeps it: the words of each field, folded, with stems and formal words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.search.entry import Entry
from kiosk.search.language.regions import region_words
from kiosk.search.language.words import codes, split
from kiosk.search.lexicon import Lexicon

_LIST_IN_BRACKETS = re.compile(r"\([^()]*,[^()]*\)")
FIELDS = ("name", "agency", "category", "description", "alias")


@dataclass(frozen=True, slots=True)
class Document:
    """The words of each field parted by blanks.

    `groups` holds the numbers of alias groups, `own` the stems of the record's own aliases, one a
    line, `shown` what people read, as JSON.
    """

    name: str
    agency: str
    category: str
    description: str
    alias: str
    region: str
    groups: str
    own: str
    shown: str

    @property
    def terms(self) -> set[str]:
        """Every word a query can find it by."""
        fields = (self.name, self.agency, self.category, self.description, self.alias)
        return set(" ".join(fields).split())


def document(entry: Entry, lexicon: Lexicon) -> Document:
    """Make the document of an entry."""
    title, aside = _title_and_aside(entry.name)
    name, agency = split(title), split(entry.agency)
    groups = lexicon.aliases.groups_for(_stems(name, lexicon), _stems(agency, lexicon))
    said = [word for text in entry.aliases for word in split(text)]
    for group in groups:
        said += [word for phrase in lexicon.aliases.groups[group] for word in phrase]
    return Document(
        name=_indexed(name, lexicon),
        agency=_indexed(agency, lexicon),
        category=_indexed(split(" ".join(entry.categories)), lexicon),
        description=_indexed(split(f"{aside} {entry.description}"), lexicon),
        alias=_indexed(said, lexicon),
        region=" ".join(region_words(entry.region)),
        groups=" ".join(map(str, groups)),
        own="\n".join(" ".join(lexicon.telling_stems(split(text))) for text in entry.aliases),
        shown=json.dumps([entry.name, entry.agency, entry.aliases], ensure_ascii=False),
    )


def _title_and_aside(name: str) -> tuple[str, str]:
    """A name without the list in brackets that says what comes with it: "(paket akta, KK, KIA)"."""
    lists = _LIST_IN_BRACKETS.findall(name)
    return _LIST_IN_BRACKETS.sub(" ", name), " ".join(lists)


def _indexed(words: list[str], lexicon: Lexicon) -> str:
    found = dict.fromkeys(words)
    found.update(dict.fromkeys(codes(words)))
    for word in list(found):
        found.update(dict.fromkeys(lexicon.forms(word)))
    return " ".join(found)


def _stems(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    stem = lexicon.stemmer.stem
    return frozenset(stem(form) for word in words for form in lexicon.forms(word))
