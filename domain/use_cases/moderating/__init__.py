"""What moderators decide, and how strict and how learned the bot is by their word."""
