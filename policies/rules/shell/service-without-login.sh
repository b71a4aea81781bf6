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
# --- case
# ruleid: shell.service-without-login
mongod --noauth
# --- case
# ruleid: shell.service-without-login
dockerd -H tcp://0.0.0.0:2375
# --- case
# ruleid: shell.service-without-login
jupyter notebook --NotebookApp.token=''
# --- case
# ruleid: shell.service-without-login
redis-server --protected-mode no
# --- case
# ruleid: shell.service-without-login
mysqld_safe --skip-grant-tables
# --- case
# ruleid: shell.service-without-login
x11vnc -forever -nopw
# --- case
# ruleid: shell.service-without-login
kubelet --anonymous-auth=true
# --- case
# ok: shell.service-without-login
mongod --auth
# --- case
# ok: shell.service-without-login
jupyter notebook --no-browser
# --- case
# ok: shell.service-without-login
redis-server --bind 127.0.0.1
# --- case
# ok: shell.service-without-login
dockerd -H unix:///var/run/docker.sock
