"""What frontdesk remembers: conversations, pages, vectors and index snapshots, in one database."""
