"""What a wheel needs beyond the package's sources: compiled translations, and `config/` inside the package.

Also runs by itself (`python hatch_build.py`), to bring the translations of a checkout up to date.
"""

import io
import os
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("orosbot", "locale")


def compile_translations(root: Path) -> list[Path]:
    """Compile each `orosbot.po` beside itself to `orosbot.mo`; return all of the latter, written or not."""
    compiled = []
    for source in sorted((root / LOCALES).glob("*/LC_MESSAGES/orosbot.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as readable:
            catalog = read_po(readable, locale=source.parts[-3], domain="orosbot")
        content = io.BytesIO()
        write_mo(content, catalog)
        _replace(target, content.getvalue())
        compiled.append(target)
    return compiled


def _replace(target: Path, content: bytes) -> None:
    """Write a file whole, so that who reads it meanwhile sees the old one or the new one."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as writable:
        writable.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)


class OrosbotBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles translations for every wheel; adds `config/` to those that are no editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See hatchling's build hook interface; `version` is `standard` or `editable`."""
        root = Path(self.root)
        compiled = compile_translations(root)
        if version != "standard":  # an editable install reads config/ where it stands in the checkout
            return
        include = build_data["force_include"]
        include[str(root / "config")] = "orosbot/config"
        include.update({str(path): path.relative_to(root).as_posix() for path in compiled})


if __name__ == "__main__":
    compile_translations(Path(__file__).parent)
