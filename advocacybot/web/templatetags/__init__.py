"""What the pages' templates say shortly."""
