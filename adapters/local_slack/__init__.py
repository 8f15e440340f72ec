"""Slack as a server on this machine: enough of it to run the real app against, without a workspace.

The tests use it, and `frontdesk slack try`.  It knows nothing of `adapters.slack`: what it accepts and
refuses follows Slack's documentation, so that a call which is wrong there fails here.
"""
