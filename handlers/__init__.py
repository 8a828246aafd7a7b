"""From a VK event to one use case: read tolerantly, pick a function, parse, call."""
