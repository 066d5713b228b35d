"""The stages of a vote's way through the house, as verbs. One event, what it changes and what it queues are one transaction;
no platform is ever called inside one."""
