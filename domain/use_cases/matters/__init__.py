"""Questions beside each other: the same trouble, the same place, an emergency."""
