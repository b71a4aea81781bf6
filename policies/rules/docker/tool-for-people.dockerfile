# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.tool-for-people
RUN apt install -y x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.tool-for-people
RUN apt update
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.tool-for-people
RUN echo a && apt install x
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.tool-for-people
RUN apt-get install -y x
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.tool-for-people
RUN apt-key list
