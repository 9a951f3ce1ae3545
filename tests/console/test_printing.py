"""Messages of the bot on paper."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from orosbot.heard import BotEdit, BotMessage, BotRemoval, from_content, heard
from orosbot.player import Shown
from orosbot.printing import for_people, for_programs
from orosbot.values import OutboxRow

ZONE = ZoneInfo("Europe/Stockholm")
AT = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
CONTENT: dict[str, object] = {
    "msgtype": "m.notice",
    "body": "Ärende 482-7391\n\nrad två",
    "formatted_body": "<p>Ärende</p>",
    "m.mentions": {"user_ids": ["@anna:console", "@lead:example.org"]},
    "m.relates_to": {"m.in_reply_to": {"event_id": "$line"}},
    "se.orosbot": {"code": "case-opened", "ref": "4827391"},
}


def shown(
    content: dict[str, object] = CONTENT, to: str | None = "anna", redacts: tuple[int, ...] = ()
) -> Shown:
    message = from_content(content, "$bot", AT)
    assert isinstance(message, BotMessage)
    return Shown(3, message, to, redacts)


def test_people_see_number_local_time_and_text_with_its_further_lines_indented() -> None:
    assert for_people(shown(), ZONE) == "[3] 2017-02-01 09:05 Ärende 482-7391\n\n    rad två"


def test_a_terminal_gets_no_signs_that_it_would_obey() -> None:
    assert "\x1b" not in for_people(shown(CONTENT | {"body": "\x1b[2Jhej\x00\r"}), ZONE)


def test_programs_get_every_field() -> None:
    assert json.loads(for_programs(shown(redacts=(2, 5)), ZONE, {"@anna:console": "Anna"})) == {
        "n": 3,
        "at": "2017-02-01T09:05:00+01:00",
        "code": "case-opened",
        "ref": "4827391",
        "to": "anna",
        "mentions": ["Anna", "lead"],
        "text": "Ärende 482-7391\n\nrad två",
        "html": "<p>Ärende</p>",
        "attachments": [],
        "redacts": [2, 5],
    }


def test_what_is_absent_is_null_and_not_left_out() -> None:
    fields = json.loads(for_programs(shown({"se.orosbot": {"code": "help"}}, to=None), ZONE, {}))
    assert (fields["ref"], fields["to"], fields["text"], fields["mentions"]) == (None, None, "", [])


def test_an_object_is_one_line_to_every_program() -> None:
    line = for_programs(shown(CONTENT | {"body": "a\nb\u2028c\u0085d\u2029e\x0bf"}), ZONE, {})
    assert line.splitlines() == [line]
    assert json.loads(line)["text"] == "a\nb\u2028c\u0085d\u2029e\x0bf"


def test_a_file_is_an_attachment_with_name_type_and_size() -> None:
    content = CONTENT | {
        "msgtype": "m.image",
        "filename": "tally.png",
        "info": {"mimetype": "image/png", "size": 2048},
    }
    fields = json.loads(for_programs(shown(content), ZONE, {}))
    assert fields["attachments"] == [{"name": "tally.png", "mimetype": "image/png", "bytes": 2048}]
    assert for_people(shown(content), ZONE).endswith("\n    [tally.png, 3 kB]")


def test_an_edit_is_read_as_the_new_text_of_an_earlier_message() -> None:
    content: dict[str, object] = {
        "body": "* new",
        "m.new_content": {"body": "new", "formatted_body": "<p>new</p>", "se.orosbot": {"code": "help"}},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"},
    }
    assert heard(OutboxRow("txn", "edit", content, None, 0), "$x", AT) == BotEdit(
        "$old", "help", "new", "<p>new</p>"
    )


def test_a_redaction_is_read_as_a_removal() -> None:
    assert heard(OutboxRow("txn", "redaction", {}, "$line", 0), "$x", AT) == BotRemoval("$line")


def test_in_a_thread_only_a_true_reply_answers_somebody() -> None:
    relation: dict[str, object] = {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$last"},
    }
    fallback = from_content(CONTENT | {"m.relates_to": relation}, "$bot", AT)
    true = from_content(CONTENT | {"m.relates_to": relation | {"is_falling_back": False}}, "$bot", AT)
    assert isinstance(fallback, BotMessage)
    assert isinstance(true, BotMessage)
    assert (fallback.answers, true.answers) == (None, "$last")
