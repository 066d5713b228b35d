"""What it costs, and what it withstands: measured on the machine at hand, never asserted in a test."""
