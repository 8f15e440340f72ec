"""Feeds of wait times, each understood by a module of its own."""

from adapters.wait_times.alberta import AlbertaFeedParser

__all__ = ["AlbertaFeedParser"]
