"""What the demo says about itself: who is there, how one speaks, how one comes in with Element."""

from orosbot.demo import names
from orosbot.demo.helpline import Access

FIRST_LINE = "!case new phone relative religious 18-21"

HELP = (
    f"{FIRST_LINE}   say something; what starts with !case is for the bot",
    "> 3 text        reply to the bot's message [3]; there the !case may be left out",
    "+ ✅ 3          react to message [3]; with `off` at the end the reaction goes",
    "lead: text      say something as somebody else (bertil > 3: text, bertil + ✅ 3, … too)",
    "~ 2: text       give what you typed in line 2 another text",
    "- 2             delete it",
    "< case-opened   check the code of the bot's next answer, as in a script",
    "as bertil       be somebody else from now on; who is not there yet comes in",
    "$1              stands for the number of the first case that was opened here",
    "help, quit      this, and the end (Ctrl-D too)",
)


def welcome(access: Access) -> list[str]:
    """What stands above the first prompt."""
    people = ", ".join(_short(user) for user in access.users)
    return [
        "",
        f"You are {names.YOU}, staff of a helpline, in its encrypted room. {names.LEAD} leads it.",
        f"All of this is on this machine alone, and gone when you leave: {people}, the bot, the homeserver.",
        "",
        "To come in with Element too, on this machine:",
        f"  homeserver    {access.homeserver}",
        f"  user          {_short(access.guest)}   password  {access.password}",
        f"  room          {access.room}   (an invitation to it waits for you)",
        f"  {people} have the same password; as one of them confirm your device with this recovery key:",
        f"                {access.recovery_key}",
        "  Element Desktop takes the address as it is (“Edit” beside the homeserver). In a browser, use an Element",
        "  Web that this machine serves over http: one that came over https reaches http://127.0.0.1 only where",
        "  the browser allows it. Phones do not reach this homeserver.",
        "",
        f"Type this to begin, and `help` for more:   {FIRST_LINE}",
        "",
    ]


def _short(user_id: str) -> str:
    return user_id.removeprefix("@").split(":", 1)[0]
