# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.secret-in-image
ENV DB_PASSWORD=Blue-4271-x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.secret-in-image
ARG GITHUB_TOKEN
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.secret-in-image
COPY .env /app/.env
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.secret-in-image
ENV DB_PASSWORD_FILE=/run/secrets/db
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.secret-in-image
COPY .env.example /app/.env.example
