"""What docs/console.md says is so."""

import re
from pathlib import Path

from orosbot import console, script

TEXT = (Path(__file__).parents[2] / "docs" / "console.md").read_text(encoding="utf-8")


def test_the_example_plays(tmp_path: Path) -> None:
    found = re.search(r"```oros\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    example = tmp_path / "example.txt"
    example.write_text(found[1], encoding="utf-8")
    assert console.main(["--lang", "en", str(example)]) == 0


def test_every_form_of_the_table_can_be_read() -> None:
    table = TEXT.split("## A script")[1].split("## For programs")[0]
    forms = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(script.parse(forms)) == 9
