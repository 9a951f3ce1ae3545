"""A whole helpline on one machine, to look at and to test with: homeserver, people, bot."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot demo` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    from orosbot.demo import command

    return command.main(arguments)
