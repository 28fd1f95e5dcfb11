"""Commands that may arrive twice: the first answer is kept and given again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, select, update

from hall.store.schema import commands
from hall.store.sql import Rows, Sql
from hall.store.transaction import Transaction
from kiosk.errors import ContentConflict

T = TypeVar("T")

KEPT_MS = 7 * 24 * 3600 * 1000

_KNOWN = Sql(
    select(commands.c.content, commands.c.answer).where(
        commands.c.hall_id == bindparam("h"), commands.c.key == bindparam("wanted")
    )
)
_ROWS = Rows(commands, *(column.name for column in commands.columns))
_FORGET = Sql(
    delete(commands).where(commands.c.hall_id == bindparam("h"), commands.c.at < bindparam("old"))
)

_REWRITE = Sql(
    update(commands)
    .where(commands.c.hall_id == bindparam("h"), commands.c.answer.contains(bindparam("old")))
    .values(answer=func.replace(commands.c.answer, bindparam("old"), bindparam("new")))
)


def once(tx: Transaction, key: str, content: str, form: TypeAdapter[T], do: Callable[[], T]) -> T:
    """Do a command and keep its answer in `form`; a key that comes again gets the kept one.

    A refused command is not kept: nothing was done, so it may be tried again. Raises
    ContentConflict when the key was used for something else.
    """
    known = _KNOWN.first(tx.connection, h=tx.hall_id, wanted=key)
    if known is not None:
        if known[0] != content:
            raise ContentConflict
        return form.validate_json(known[1])
    answer = do()
    kept = form.dump_json(answer).decode()
    tx.append(_ROWS, (tx.hall_id, key, content, kept, tx.now_ms))
    return answer


def forget_old(tx: Transaction) -> None:
    """Forget commands that nobody repeats any more."""
    _FORGET.run(tx.connection, h=tx.hall_id, old=tx.now_ms - KEPT_MS)


def rewrite_answers(tx: Transaction, old: str, new: str) -> None:
    """Write something else for a piece of the answers that are kept, say what is personal."""
    _REWRITE.run(tx.connection, h=tx.hall_id, old=old, new=new)
