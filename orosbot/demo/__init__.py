"""A whole helpline on one machine, to look at and to test with: homeserver, people, bot."""
