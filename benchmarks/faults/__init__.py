"""What killing the bot does to its promise: never twice by itself, never lost silently, doubt to a person."""
