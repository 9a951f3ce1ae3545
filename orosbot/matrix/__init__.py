"""Everything that knows Matrix and nio.

The crypto core, from below: `shape` reads foreign JSON, `quiet` silences nio's loggers, `store` keeps its
files private, `machine` and `client` are nio with guards, `http` makes plain requests, `signing` and
`identity` are the bot's cross-signing keys, `publish` puts them on the server, `recovery` brings them back,
`chain` and `trust` judge other people's devices, `keyshare` hands out room keys, `replay` remembers what
was decrypted.
"""
