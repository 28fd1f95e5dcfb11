"""What other portals tell: sources, their records, and what shows two records to be the same.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "sources",
        *(_text(n) for n in ("hall_id", "id", "origin", "cursor")),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        _text("refused"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_sources"),
    )
    op.create_table(
        "source_records",
        *(_text(n) for n in ("hall_id", "source_id", "kind", "id")),
        *(_text(n) for n in ("agency_id", "record", "same_as", "catalog_id")),
        sa.PrimaryKeyConstraint("hall_id", "source_id", "kind", "id", name="pk_source_records"),
    )
    agency = ["hall_id", "source_id", "agency_id"]
    op.create_index("ix_source_records_agency", "source_records", agency)
    published = ["hall_id", "kind", "catalog_id"]
    op.create_index("ix_source_records_catalog", "source_records", published)
    names = ("hall_id", "kind", "link", "source_id", "id")
    op.create_table(
        "source_links",
        *(_text(n) for n in names),
        sa.PrimaryKeyConstraint(*names, name="pk_source_links"),
        sqlite_with_rowid=False,
    )
    record = ["hall_id", "source_id", "kind", "id"]
    op.create_index("ix_source_links_record", "source_links", record)


def downgrade() -> None:
    """Go back to 0001."""
    for name in ("source_links", "source_records", "sources"):
        op.drop_table(name)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
