"""Time into use cases: APScheduler only ticks, rows remember."""
