# --- case: Dockerfile
FROM a:1 AS b
# ruleid: iac.docker.alias-twice
FROM c:1 AS b
# --- case: Dockerfile
FROM a:1 as b
# ruleid: iac.docker.alias-twice
FROM c:1 as b
# --- case: Dockerfile
FROM a:1 AS x
FROM c:1 AS y
# ruleid: iac.docker.alias-twice
FROM d:1 AS x
# --- case: Dockerfile
FROM a:1 AS b
# ok: iac.docker.alias-twice
FROM c:1 AS d
# --- case: Dockerfile
# ok: iac.docker.alias-twice
FROM a:1 AS b
