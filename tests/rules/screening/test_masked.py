"""What is shown of a screened text: every find blanked by its kind, everything else as it was."""

from orosbot.rules.screening import KINDS, Find, Screening, masked

LABELS = {kind: kind for kind in KINDS}


def test_each_find_is_replaced_by_its_kind_and_the_rest_stays() -> None:
    text = "Anna ring 070-174 06 05 i morgon"
    found = Screening((Find("name", 0, 4), Find("phone", 10, 23)))
    assert masked(text, found, LABELS) == "[name] ring [phone] i morgon"
    assert found.kinds == ("phone", "name")
    assert found.refused
    assert found.certain


def test_a_text_without_a_find_stays_as_it_is() -> None:
    assert masked("råd om nästa steg", Screening(), LABELS) == "råd om nästa steg"
    assert not Screening().refused


def test_a_name_alone_is_no_certain_find() -> None:
    assert not Screening((Find("name", 0, 4),)).certain
