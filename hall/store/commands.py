"""Commands that may arrive twice: the first answer is kept and given again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import bindparam, insert, select

from hall.store.schema import commands
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.errors import ContentConflict

T = TypeVar("T")

_KNOWN = Sql(
    select(commands.c.content, commands.c.answer).where(commands.c.key == bindparam("wanted"))
)
_KEEP = Sql(insert(commands), "key", "content", "answer", "at")


def once(tx: Transaction, key: str, content: str, form: TypeAdapter[T], do: Callable[[], T]) -> T:
    """Do a command and keep its answer in `form`; a key that comes again gets the kept one.

    A refused command is not kept: nothing was done, so it may be tried again. Raises
    ContentConflict when the key was used for something else.
    """
    known = _KNOWN.first(tx.connection, wanted=key)
    if known is not None:
        if known[0] != content:
            raise ContentConflict
        return form.validate_json(known[1])
    answer = do()
    kept = form.dump_json(answer).decode()
    _KEEP.run(tx.connection, key=key, content=content, answer=kept, at=tx.now_ms)
    return answer
