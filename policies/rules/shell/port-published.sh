# ruleid: shell.port-published
docker run -p 5432:5432 postgres:17
# --- case
# ruleid: shell.port-published
docker run -p 6379:6379 redis:7
# --- case
# ruleid: shell.port-published
docker run -p 0.0.0.0:27017:27017 mongo:8
# --- case
# ok: shell.port-published
docker run -p 127.0.0.1:5432:5432 postgres:17
# --- case
# ok: shell.port-published
docker run -p 8080:80 nginx:1.27
# --- case
# ruleid: shell.port-published
docker run -p 5432:5432 postgres
# --- case
# ruleid: shell.port-published
docker run -d -p 0.0.0.0:6379:6379 redis
# --- case
# ruleid: shell.port-published
docker run --publish 27017:27017 mongo
# --- case
# ok: shell.port-published
docker run -p 127.0.0.1:5432:5432 postgres
# --- case
# ok: shell.port-published
docker run -p 8080:80 nginx
