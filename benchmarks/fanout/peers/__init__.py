"""What others send posts with, each as its own documentation shows it, and all by Mastodon.py as we do."""
