"""A question on wait times, understood: rules over the names and places of the board.

`understanding` is the way in; the other modules are its steps.
"""
