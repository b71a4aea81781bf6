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
# --- case
# ruleid: shell.fork-bomb
:(){ :|:& };:
# --- case
# ruleid: shell.fork-bomb
bomb() { bomb | bomb & }; bomb
# --- case
# ruleid: shell.fork-bomb
x(){ x|x& };x
# --- case
# ok: shell.fork-bomb
run() { build | tee log & }; run
# --- case
# ok: shell.fork-bomb
: "${NAME:=x}"
