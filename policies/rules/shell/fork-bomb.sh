# ruleid: shell.fork-bomb
:(){ :|:& };:
# --- case
# ruleid: shell.fork-bomb
b(){ b|b& };b
# --- case
# ruleid: shell.fork-bomb
:(){ : | : & } ; :
# --- case
# ok: shell.fork-bomb
f(){ echo a; }; f
# --- case
# ok: shell.fork-bomb
a | b &
