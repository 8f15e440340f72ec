"""Tests that read like transcripts: who says what where, and what is then seen there."""
