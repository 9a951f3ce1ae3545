"""`orosbot run` as a process of its own: it ends whole when told to, and lets nobody else read its files."""

import signal

import pytest

from tests.matrix.place import Place


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_while_the_homeserver_was_never_there_a_signal_ends_it_at_once(
    place: Place, number: signal.Signals
) -> None:
    await place.init()
    await place.server.stop()
    running = await place.running()
    await running.says("event=waiting")
    code, log = await running.end(number)
    assert code == 0, log
    assert "event=stopped" in log


async def test_what_others_could_read_it_takes_from_them_at_start(place: Place) -> None:
    await place.init()
    files = [place.folder / "storage-key", place.data, place.data / "identity.key", place.password]
    for path in files:
        path.chmod(path.stat().st_mode | 0o044)
    await place.server.stop()
    running = await place.running()
    assert "files=4" in await running.says("event=narrowed")
    await running.says("event=waiting")
    await running.end(signal.SIGTERM)
    assert [oct(path.stat().st_mode & 0o077) for path in files] == ["0o0"] * 4
