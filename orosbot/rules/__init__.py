"""Pure functions over values: no I/O, no clock of their own."""
