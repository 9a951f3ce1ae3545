"""The example config says the truth."""

import re
import tomllib

from orosbot import settings
from orosbot.categories import shipped

EXAMPLE = shipped("orosbot.example.toml")


def test_the_example_config_is_accepted_as_it_stands() -> None:
    assert settings.load(EXAMPLE).roles.leads == ["@lead:example.org"]


def uncommented() -> dict[str, object]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    commented = re.compile(r"^# ((\[\w+\]|\w+ = ).*)$")
    kept = [found[1] if (found := commented.match(line)) else line for line in lines]
    return tomllib.loads("\n".join(line for line in kept if not line.startswith("#")))


def test_the_example_config_names_every_key_there_is() -> None:
    documented = uncommented()
    for name, field in settings.Settings.model_fields.items():
        assert name in documented, f"{name} is not documented"
        section = documented[name]
        keys = getattr(field.annotation, "model_fields", None) or (
            settings.Matrix.model_fields if name == "matrix" else {}
        )
        assert isinstance(section, dict) or not keys
        missing = set(keys) - set(section if isinstance(section, dict) else ()) - {"sat", "sun"}
        assert not missing, f"[{name}] does not document {missing}"


def test_what_the_example_config_says_holds_without_a_key_holds() -> None:
    documented = uncommented()
    for name, section in (("routine", settings.Routine()), ("privacy", settings.Privacy())):
        assert documented[name] == section.model_dump()
    hours = documented["hours"]
    assert isinstance(hours, dict)
    default = settings.DEFAULT_HOURS.model_dump()
    assert {day: hours.get(day, []) for day in settings.WEEKDAYS} == {
        day: default[day] for day in settings.WEEKDAYS
    }
