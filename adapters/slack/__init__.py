"""Slack as a place where people talk to the desk, on slack-bolt."""
