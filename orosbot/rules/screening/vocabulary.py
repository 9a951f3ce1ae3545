"""Words that tell what stands beside them: relatives, roles, verbs that people do, words that introduce a name."""

from itertools import product

from orosbot.rules.screening.lists import words

PRONOUNS = words(
    "hans hens per vi hen han hon jag du ni de dom det den en ett my bo inga mina sina dina alla ute can "
    "will may"
)

_KIN = (
    "mamma mamman pappa pappan mor modern far fadern morsan farsan mormor morfar farmor farfar son sonen "
    "dotter dottern bror brodern brorsan syster "
    "systern syrran storebror storasyster lillebror lillasyster halvbror halvsyster styvfar styvpappa "
    "styvmamma styvmor bonuspappa bonusmamma "
    "bonuspappan bonusmamman kusin kusinen farbror farbrodern morbror morbrodern moster mostern faster "
    "fastern svärmor svärfar svärson "
    "svärdotter man mannen maken make fru frun hustru hustrun sambo sambon exman exmannen exfru exet ex "
    "pojkvän pojkvännen flickvän flickvännen tjej "
    "tjejen kille killen pojke pojken flicka flickan barn barnet barnen tonåring tonåringen fästman "
    "fästmannen fästmö tvilling brorson systerson brorsdotter "
    "systerdotter barnbarn släkting släktingen vän vännen vännina väninnan kompis kompisen polare "
    "polaren bästis granne grannen "
    "familjen syskonen syskon barnbarnet ungen"
)
_ROLES = (
    "lärare läraren kurator kuratorn rektor rektorn handläggare handläggaren soc-handläggaren "
    "socialsekreterare socialsekreteraren tränare tränaren imam imamen präst prästen "
    "psykolog psykologen läkare läkaren sjuksköterska sköterskan doktor polis polisen mentor mentorn "
    "chef chefen advokat advokaten kollega kollegan "
    "fritidsledare fritidsledaren ungdomsledare ledaren elev eleven klasskompis klasskompisen "
    "kontaktperson kontaktpersonen god gode "
    "fröken magister magistern herr fru hr kompisen personen klient klienten ungdomen uppringaren "
    "inringaren killen tjejen tolken tolk "
    "coach boendepersonal familjehemmet stödperson vaktmästare väktare pastor pastorn åklagare målsägande"
)
_ENGLISH = (
    "mother father mum mom dad son daughter brother sister cousin uncle aunt husband wife boyfriend "
    "girlfriend partner friend teacher "
    "counsellor counselor imam priest doctor coach principal stepfather stepmother stepdad stepmom "
    "grandmother grandfather grandma granddad "
    "nephew niece neighbour neighbor classmate girl boy kid child caller mr mrs ms miss dr colleague "
    "boss roommate fiancé ex social-worker worker"
)
ROLE_ENDS = tuple(
    words("kuratorn läraren chefen ledaren sekreteraren sköterskan assistenten handläggaren pedagogen")
)
"""Ends of what people are called by their work: `skolkuratorn`."""
KIN = words(_KIN) | words(
    "mother father mum mom dad son daughter brother sister cousin uncle aunt husband wife boyfriend girlfriend"
)
"""Relatives and those whom one has as one's own."""
PEOPLE = KIN | words(_ROLES) | words(_ENGLISH)
"""Relatives and roles, after which a name may follow."""

TITLES = words("herr fru fröken hr mr mrs ms miss dr doktor familjen lärarn magister imam pastor mister sir")

NAMING = words("heter hette heta namnet namn named called kallas kallad döpt vid-namn hetandes hetter")
"""What says that a name follows."""

NICK = words(
    "kallas kallad kallade smeknamn smeknamnet alias aka nickname nicknamed nick öknamn öknamnet a.k.a"
)

VERBS = words(
    "ringer ringde ring ringt ringa vill ville är var har hade säger sa sade berättar berättade mår "
    "mådde skriver skrev kommer kom går gick bor bodde "
    "känner kände tycker tyckte undrar undrade frågar frågade behöver behövde fick får kan kunde ska "
    "skulle blev blir orkar vågar vågade "
    "tror trodde heter gråter grät hörde hör hotar hotade slog slår hotas lämnade flyttade flyttar söker "
    "sökte ber bad svarade svarar "
    "återkommer återkom mejlade mejlar smsade chattade chattar pratar pratade lovade försöker försökte "
    "önskar önskade vet visste och "
    "rymde försvann åkte åker jobbar studerar pluggar fyller tackar tackade "
    "calls called rang wants wanted is was has had says said tells told feels felt asks asked needs "
    "needed lives works worries "
    "thinks wrote writes came left moved hit threatens threatened cries cried and wonders wondered will "
    "would can could rings texted "
    "hänger drar bråkar bråkade dricker drack röker sover sov äter vägrar vägrade kräver krävde tafsar styr bestämmer "
    "bestämde klagar klagade ljuger ljög skolkar missbrukar rymmer somnade stal håller höll saknar saknade"
)
"""What people do: after a sentence's first word they say that it is a name."""

PERSONAL = VERBS - words(
    "är var har hade kan kunde ska skulle blev blir kommer kom går gick och får fick ville behöver "
    "behövde är slår slog hör hörde "
    "is was has had will would can could and needs needed works came left åker åkte flyttar söker fyller"
)
"""Those of them that only people do: after a first word that is an everyday word as well."""

TOWARDS = words(
    "med till om av hos för mot träffade träffat träffa mötte såg kontaktade ringde ringt och samt with "
    "about to and by for from met saw med: "
    "slog hotar hotade älskar gifte m enl enligt"
)
"""What leads to a person."""

OWNERS = words("hans per mina my bo inga")
"""Names that are possessives, prepositions or verbs as well."""
LINKS = words(
    "om på i idag igår imorgon igen sen som men för att från hos vid till med av nu about on in again today"
)
"""What may follow a name, and nothing that is owned."""

SURNAME_ENDS = tuple(
    words(
        "sson ström ströem berg borg gren lund qvist kvist quist dahl stedt blad holm feldt felt hammar löf "
        "lööf fors blom gård zadeh nejad pour oglu oğlu ovic owski ewski ovski escu opoulos shvili ullah "
        "uddin zai pourian"
    )
)
"""Ends of family names."""

ORGANISATION_ENDS = tuple(
    words(
        "kommun kommunen kommuns myndigheten verket förvaltningen nämnden tjänsten jouren linjen huset hemmet "
        "kliniken mottagningen centralen centrum center centret stiftelsen föreningen förbundet kyrkan kåren "
        "byrån domstolen rätten regionen länet akuten sjukhuset lasarettet enheten gruppen teamet rådet "
        "stödet hjälpen telefonen fonden museet biblioteket universitetet högskolan folkhögskolan missionen "
        "skyddet polisen företagen ombudsmannen garden boendet gårdar programmet projektet församlingen "
        "moskén moské institutet inspektionen hälsan vården partiet ungdomarna demokraterna kassan"
    )
)
"""Ends of what organisations and places of work are called."""

_ONES = (
    "noll ett två tre fyra fem sex sju åtta nio|zero one two three four five six seven eight nine|"
    "nolla etta tvåa trea fyra femma sexa sjua åtta nia"
)
UNIT_WORDS = frozenset(_ONES.replace("|", " ").split())
"""Numerals of one digit as words."""
DIGIT_WORDS = {word: str(digit) for ones in _ONES.split("|") for digit, word in enumerate(ones.split())}
DIGIT_WORDS |= {"en": "1", "oh": "0", "dubbelnolla": "00"}
DIGIT_WORDS |= {
    word: str(number)
    for number, word in enumerate(
        ["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"], 10
    )
}
"""Numerals as words → digits, tens put together with units (`sjuttiotre`)."""

_TENS = {
    word: ten
    for ten, word in enumerate(
        ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"], 2
    )
}
_UNITS = {"en": 1} | {
    word: unit
    for unit, word in enumerate(["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"], 1)
}
DIGIT_WORDS.update({tens: f"{ten}0" for tens, ten in _TENS.items()})
DIGIT_WORDS.update(
    {f"{tens}{unit}": f"{ten}{one}" for (tens, ten), (unit, one) in product(_TENS.items(), _UNITS.items())}
)

COMPANIES = words(
    "ica coop willys lidl hemköp maxi ikea volvo scania saab ericsson mcdonalds mcdonald's burger "
    "subway espresso handelsbanken swedbank nordea seb ahlsell biltema jula hm h&m kicks lindex apoteket "
    "postnord dhl budbee foodora wolt uber bolt taxi sj keolis nobina tesco asda lidl sainsbury's "
    "starbucks samhall securitas g4s iss sodexo attendo humana elgiganten systembolaget clas ohlson rusta "
    "dollarstore jysk gekås citygross skanska peab ncc"
)
"""Companies: no names, yet where one works says who one is."""
