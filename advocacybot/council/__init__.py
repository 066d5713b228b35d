"""What happens in New York, as pure values and rules: no clock, no file, no network, no database."""
