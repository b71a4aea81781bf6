# --- case: Dockerfile
# ruleid: iac.docker.no-user
FROM a:1
RUN x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.no-user
CMD ["x"]
# --- case: Dockerfile
FROM a:1 AS b
USER app
FROM c:2
# ruleid: iac.docker.no-user
CMD x
# --- case: Dockerfile
# ok: iac.docker.no-user
FROM a:1
USER app
# --- case: Dockerfile
# ok: iac.docker.no-user
FROM scratch
COPY a /a
