"""What listening and surfaces share: who did something where, giving questions to the desk, telling.

Neither is known in here.
"""
