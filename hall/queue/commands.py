"""Commands that may arrive twice: the first answer is kept and given again."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter
from sqlalchemy import bindparam, insert, select

from hall.queue.schema import commands
from hall.queue.sql import Sql
from hall.queue.transaction import Transaction
from hall.queue.views import CallAnswer
from kiosk.errors import ContentConflict

_KNOWN = Sql(
    select(commands.c.content, commands.c.answer).where(commands.c.key == bindparam("wanted"))
)
_KEEP = Sql(insert(commands), "key", "content", "answer", "at")
_ANSWER = TypeAdapter(CallAnswer)


def once(tx: Transaction, key: str, content: str, do: Callable[[], CallAnswer]) -> CallAnswer:
    """Do a command and keep its answer; a key that comes again gets the kept one.

    A refused command is not kept: nothing was done, so it may be tried again. Raises
    ContentConflict when the key was used for something else.
    """
    known = _KNOWN.first(tx.connection, wanted=key)
    if known is not None:
        if known[0] != content:
            raise ContentConflict
        return _ANSWER.validate_json(known[1])
    answer = do()
    _KEEP.run(
        tx.connection,
        key=key,
        content=content,
        answer=_ANSWER.dump_json(answer).decode(),
        at=tx.now_ms,
    )
    return answer
