"""What becomes due by time alone."""
