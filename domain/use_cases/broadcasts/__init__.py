"""A broadcast before, during and after the air."""
