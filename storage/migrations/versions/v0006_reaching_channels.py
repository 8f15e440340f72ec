"""How channels are reached, and which messages show answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "channel_references",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "platform", "workspace", "channel", name=op.f("pk_channel_references")
        ),
    )
    op.create_index(
        "ix_channel_references_person", "channel_references", ["platform", "workspace", "person"]
    )
    op.create_index(
        "ix_channel_references_group", "channel_references", ["platform", "workspace", "group_id"]
    )
    op.create_table(
        "shown_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_answers")),
        sa.UniqueConstraint(
            "platform",
            "workspace",
            "channel",
            "message",
            name=op.f("uq_shown_answers_platform_workspace_channel_message"),
        ),
    )
    op.create_index(op.f("ix_shown_answers_turn_id"), "shown_answers", ["turn_id"])
