# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.root
USER root
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.root
USER 0
# --- case: Dockerfile
FROM a:1
USER app
# ruleid: iac.docker.root
USER root:root
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.root
USER app
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.root
USER root
RUN x
USER app
