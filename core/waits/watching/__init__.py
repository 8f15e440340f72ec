"""Digests when they are due, alerts when something happens: `watch` is the way in."""
