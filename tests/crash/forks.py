"""Work in forked processes: they start warm, with everything imported and a copy of all that was set up."""

import gc
import os
import selectors
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_SECONDS = 240


def fork(work: Callable[[], int], alarm_seconds: int = MOST_SECONDS) -> tuple[int, int]:
    """Do work in a child process; its process id, and a pipe that ends when the child does.

    Whatever happens the child ends here, at the latest after `alarm_seconds`.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    code = 1
    try:
        os.close(reading)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(alarm_seconds)
        code = work()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


@contextmanager
def warm() -> Iterator[None]:
    """While it holds, forks share memory better: the collector leaves alone what is there already."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def each(jobs: list[Callable[[], bytes]], at_once: int) -> list[bytes]:
    """Do jobs in forks of their own, some at once; what each returned, empty if it died."""
    results = [b""] * len(jobs)
    waiting = list(enumerate(jobs))[::-1]
    running: dict[int, tuple[int, int]] = {}
    selector = selectors.DefaultSelector()
    while waiting or running:
        while waiting and len(running) < at_once:
            number, job = waiting.pop()
            pid, pipe = _fork_answering(job)
            running[pipe] = (number, pid)
            selector.register(pipe, selectors.EVENT_READ)
        for key, _ in selector.select():
            number, pid = running[key.fd]
            if piece := os.read(key.fd, 1 << 16):
                results[number] += piece
                continue
            selector.unregister(key.fd)
            os.close(key.fd)
            del running[key.fd]
            _, status = os.waitpid(pid, 0)
            if status:
                results[number] = b""
    return results


def _fork_answering(job: Callable[[], bytes]) -> tuple[int, int]:
    reading, writing = os.pipe()

    def work() -> int:
        rest = job()
        while rest:
            rest = rest[os.write(writing, rest) :]
        return 0

    pid, ended = fork(work)
    os.close(ended)
    os.close(writing)
    return pid, reading
