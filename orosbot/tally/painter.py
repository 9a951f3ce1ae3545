"""Paints a picture in a process of its own: the drawing comes in on stdin, a PNG goes out on stdout.

So the bot carries matplotlib for a second a month and not all day, answers while it paints, and outlives
whatever goes wrong in it.
"""

import asyncio
import os
import re
import sys
from contextlib import suppress

from orosbot.tally.drawing import paint

SECONDS = 120.0
"""So long one picture may take: the first on a machine looks through all its fonts."""


class NotPainted(Exception):
    """There is no picture. Its text is the name of the fault's class, or why the process ended."""


async def painted(drawing: str, *, seconds: float = SECONDS) -> bytes:
    """The picture of a drawing (see `drawing.paint`) as a PNG. :raises NotPainted: if there will be none."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OROSBOT_")}
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "orosbot.tally.painter"),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=environment,
        )
    except OSError as error:
        raise NotPainted(type(error).__name__) from None
    try:
        async with asyncio.timeout(seconds):
            png, said = await process.communicate(drawing.encode())
    except TimeoutError:
        raise NotPainted(f"it took longer than {seconds:g} seconds") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        last = said.decode("ascii", "replace").splitlines()[-1:]
        named = last and re.fullmatch(r"\w{1,60}", last[0])
        raise NotPainted(last[0] if named else f"it ended with {process.returncode}")
    return png


def main() -> int:
    """Paint what stdin holds; of a fault, stderr gets the class alone."""
    try:
        png = paint(sys.stdin.buffer.read().decode())
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    sys.stdout.buffer.write(png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
