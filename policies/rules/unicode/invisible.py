# ruleid: unicode.invisible
is_ad{{U+200B}}min = True
# ruleid: unicode.invisible
url = "https://exa{{U+2060}}mple.com"
# ok: unicode.invisible
is_admin = True
# ok: unicode.invisible
family = "👩{{U+200D}}👩{{U+200D}}👧"
# ok: unicode.invisible
ZERO_WIDTH = "\u200b"
# --- case: invisible.js
// ruleid: unicode.invisible
const total{{U+3164}} = order.total;
// ok: unicode.invisible
const heart = "❤{{U+FE0F}}";
