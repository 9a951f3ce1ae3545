"""What the demo says about itself: who is there, how one speaks, how one comes in with Element."""

from orosbot.demo import names
from orosbot.demo.helpline import Access
from orosbot.texts import N_, Texts

FIRST_LINE = N_("!case new phone relative religious 18-21")

_HELP = (
    (FIRST_LINE, N_("say something; what starts with `!case` is for the bot")),
    (N_("> 3 text"), N_("reply to the bot's message [3]; there the `!case` may be left out")),
    ("+ ✅ 3", N_("react to message [3]; with `off` at the end the reaction goes")),
    (N_("lead: text"), N_("say something as somebody else (bertil > 3: text, bertil + ✅ 3, … too)")),
    (N_("~ 2: text"), N_("give what you typed in line 2 another text")),
    ("- 2", N_("delete it")),
    ("< case-opened", N_("check the code of the bot's next answer, as in a script")),
    (N_("as bertil"), N_("be somebody else from now on; who is not there yet comes in")),
    ("$1", N_("stands for the number of the first case that was opened here")),
    (N_("help, quit"), N_("this, and the end (Ctrl-D too)")),
)


def help_lines(texts: Texts) -> list[str]:
    """Every way to speak, and what it does, a line each."""
    _ = texts.get
    forms = [(_(form), _(meaning)) for form, meaning in _HELP]
    width = max(len(form) for form, _meaning in forms[1:])
    return [f"{form:{width}}   {meaning}" for form, meaning in forms]


def welcome(access: Access, texts: Texts) -> list[str]:
    """What stands above the first prompt."""
    _ = texts.get
    people = ", ".join(_short(user) for user in access.users)
    browser = _(
        "Element Desktop takes the address as it is (“Edit” beside the homeserver). In a browser, use an Element Web"
        " that this machine serves over http: one that came over https reaches http://127.0.0.1 only where the browser"
        " allows it. Phones do not reach this homeserver."
    )
    confirm = _("{people} have the same password; as one of them confirm your device with this recovery key:")
    homeserver, user, password, room = _("homeserver"), _("user"), _("password"), _("room")
    invited = _("an invitation to it waits for you")
    begin = _("Type this to begin, and `help` for more:")
    return [
        "",
        _("You are {you}, staff of a helpline, in its encrypted room. {lead} leads it.").format(
            you=names.YOU, lead=names.LEAD
        ),
        _(
            "All of this is on this machine alone, and gone when you leave: {people}, the bot, the homeserver."
        ).format(people=people),
        "",
        _("To come in with Element too, on this machine:"),
        f"  {homeserver:12}  {access.homeserver}",
        f"  {user:12}  {_short(access.guest)}   {password}  {access.password}",
        f"  {room:12}  {access.room}   ({invited})",
        f"  {confirm.format(people=people)}",
        f"  {'':12}  {access.recovery_key}",
        f"  {browser}",
        "",
        begin,
        "  " + _(FIRST_LINE),
        "",
    ]


def _short(user_id: str) -> str:
    return user_id.removeprefix("@").split(":", 1)[0]
