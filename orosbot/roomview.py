"""What the desk knows of its room: who is in it, what the bot may do there, which words are the line's own."""

from orosbot.casebook import Casebook
from orosbot.casebook.powers import may_redact
from orosbot.rules.screening import Screening
from orosbot.rules.screening.screen import Screen
from orosbot.settings import Settings


class RoomView:
    """Reads the casebook alone; a console has no room."""

    def __init__(self, settings: Settings, book: Casebook, screen: Screen) -> None:
        self._settings = settings
        self._book = book
        self._screen = screen
        self._persons: dict[str, bool] = {}

    def members(self) -> list[str]:
        """All staff in the room; in a console those who have typed something and are staff as it is set up now."""
        room = self._book.room.get()
        present = self._book.audit.people() if room is None else room.joined
        bot = None if self._settings.matrix is None else self._settings.matrix.user_id
        role_of = self._settings.roles.role_of
        return sorted(user for user in present if user != bot and role_of(user) is not None)

    def look(self, text: str) -> Screening:
        """Screen a text; the directory's names and what leads have allowed passes. A name of the directory that is a
        person's does not: anybody may add an actor, and only leads say that a name means no person."""
        names = [name for name in self._book.actors.names() if not self._of_a_person(name)]
        screen = self._screen.with_allowed([*names, *self._book.allowed.words()])
        return screen.look(text, is_case=self._book.cases.given_out)

    def _of_a_person(self, name: str) -> bool:
        if (known := self._persons.get(name)) is None:
            known = self._persons[name] = self.names_a_person(name)
        return known

    def is_full_name(self, text: str) -> bool:
        """Whether a text is a person's given name and surname, as a whole."""
        return self._screen.is_full_name(text)

    def names_a_person(self, text: str) -> bool:
        """Whether a name of the directory, or a word that is to pass, names somebody."""
        return self._screen.names_a_person(text)

    def is_given_name(self, word: str) -> bool:
        """Whether a word is a usual given name and no everyday word."""
        return self._screen.is_given_name(word)

    def may_remove(self) -> bool:
        """Whether the bot may remove other people's messages; in a console it may."""
        room, matrix = self._book.room.get(), self._settings.matrix
        return room is None or matrix is None or may_redact(room, matrix.user_id)

    def has_left(self, user: str) -> bool:
        """Whether somebody is not in the room any more. Emoji are clear text: what a server still delivers
        from somebody who left, however it is dated, does nothing."""
        room = self._book.room.get()
        return room is not None and user not in room.joined
