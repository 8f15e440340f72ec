"""What the picture of a post shows, as data."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column(
        "posts", sa.Column("chart", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
