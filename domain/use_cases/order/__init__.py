"""Peace in the chats: spam, abuse, impostors, rumours, private data; everything can be taken back."""
