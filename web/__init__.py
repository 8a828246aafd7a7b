"""What the staff and the operators open in a browser."""
