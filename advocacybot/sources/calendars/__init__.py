"""Calendars as others write them (RFC 5545), read into the events and their hours."""
