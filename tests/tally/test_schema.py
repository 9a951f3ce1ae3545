"""docs/tally.schema.json describes what is written, all of it and nothing else."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from orosbot import texts
from orosbot.rules.periods import Period
from orosbot.tally import formats
from orosbot.tally.beside import Line
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from tests.tally.test_outside import EDITION

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "tally.schema.json").read_text(encoding="utf-8"))


def written(edition: Edition | Outside) -> dict[str, object]:
    found = json.loads(formats.write("json", edition, texts.load("en")))
    assert isinstance(found, dict)
    return found


def validate(told: object, of: str = "") -> None:
    """:raises ValidationError: if it is not as the schema says."""
    schema = {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{of}"}]} if of else SCHEMA
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_edition_of_the_made_up_year_is_as_it_says(editions: Mapping[str, Edition | Outside]) -> None:
    for name, edition in editions.items():
        validate(written(edition), "public" if isinstance(edition, Outside) else "internal")
        validate(written(edition))
        assert written(edition)["period"] == name or isinstance(edition, Outside)


def test_the_year_has_its_well_known_sums(editions: Mapping[str, Edition | Outside]) -> None:
    told = written(editions["2017"])
    cases = told["cases"]
    assert isinstance(cases, dict)
    assert (cases["total"], cases["about_child"]) == (108, 25)
    assert told["events"] == ["2017-12-30"]


@pytest.mark.parametrize("lessons", [None, (Line("", "say the number twice", "$1"),)])
def test_what_is_hidden_and_lessons_are_as_it_says(lessons: tuple[Line, ...] | None) -> None:
    validate(written(Outside(EDITION, lessons)), "public")


def test_nothing_else_passes(editions: Mapping[str, Edition | Outside]) -> None:
    told = written(editions["2017-02"])
    for key in told:
        with pytest.raises(ValidationError):
            validate({name: value for name, value in told.items() if name != key})
    with pytest.raises(ValidationError):
        validate({**told, "caller": "somebody"})
    with pytest.raises(ValidationError):
        validate({**told, "slips_living": -1})
    with pytest.raises(ValidationError):
        validate({**told, "period": str(Period.read("2017-02"))})


def parts(schema: object, at: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Every property that the schema names, by its place."""
    if isinstance(schema, dict):
        for name, described in schema.get("properties", {}).items():
            yield f"{at}/{name}", described
        for name, part in schema.items():
            yield from parts(part, f"{at}/{name}")
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part, at)


def test_every_key_is_described() -> None:
    found = dict(parts(SCHEMA))
    assert len(found) > 60
    assert [at for at, described in found.items() if not described.get("description")] == []
