"""How the desk behaves in chats, on whatever platform: who is addressed, what was heard, how answers grow.

The chat adapters stand on it.  It must not know any platform.
"""
