# ruleid: shell.service-without-login
redis-server --protected-mode no
# --- case
# ruleid: shell.service-without-login
dockerd -H tcp://0.0.0.0:2375
# --- case
# ruleid: shell.service-without-login
jupyter lab --ServerApp.token=""
# --- case
# ok: shell.service-without-login
redis-server /etc/redis.conf
# --- case
# ok: shell.service-without-login
jupyter lab
