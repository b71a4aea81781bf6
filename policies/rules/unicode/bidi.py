# ruleid: unicode.bidi
if role != "user{{U+202E}} {{U+2066}}# only for admins{{U+2069}} {{U+2066}}":
    grant(role)
# ruleid: unicode.bidi
allowed = True  # {{U+202E}}
# ok: unicode.bidi
greeting = "שלום עולם"
# ok: unicode.bidi
MARK = "\u202e"
# --- case: bidi.js
// ruleid: unicode.bidi
if (isAdmin) { /*{{U+202E}} end {{U+2066}}*/ drop(); }
// ok: unicode.bidi
const greeting = "مرحبا";
