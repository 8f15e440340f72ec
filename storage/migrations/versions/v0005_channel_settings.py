"""Settings of each channel, the thread that a question continues, and questions by person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "channel_settings",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("answers_unmentioned", sa.Boolean(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("editors", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "platform", "workspace", "channel", name=op.f("pk_channel_settings")
        ),
    )
    op.add_column(
        "conversations",
        sa.Column("continues", sa.Text(), nullable=False, server_default=sa.text("''")),
    )
    op.add_column(
        "turns", sa.Column("continues", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_turns_open_conversation",
        "turns",
        ["platform", "workspace", "channel", "thread"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_messages_person_created_at", "messages", ["person", "created_at"])
