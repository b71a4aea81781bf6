# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.stale-packages
RUN apt-get update
RUN apt-get install -y x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.stale-packages
RUN apt-get -y update
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.stale-packages
RUN yum makecache
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.stale-packages
RUN apt-get update && apt-get install -y x
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.stale-packages
RUN apk add --no-cache x
