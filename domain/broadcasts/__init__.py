"""Live broadcasts: questions to a head on air, the desk of the moderators, what is shown to the viewers."""
