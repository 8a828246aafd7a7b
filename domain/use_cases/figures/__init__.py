"""Counted for people: the week, the rating, promises, the quality of answers."""
