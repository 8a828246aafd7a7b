"""Residents' words become questions, theirs to follow, to add to and to take back."""
