# ruleid: secrets.docker-token
docker_token = "dckr_pat_{{A-Za-z0-9:27}}"
# ok: secrets.docker-token
docker_token = os.environ["DOCKER_TOKEN"]
# ok: secrets.docker-token
docker_token = "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: docker-token.go
// ruleid: secrets.docker-token
var dockerToken = "dckr_pat_{{A-Za-z0-9:27}}"
// ok: secrets.docker-token
var other = os.Getenv("DOCKER_TOKEN")
# --- case: docker-token.sh
# ruleid: secrets.docker-token
export DOCKER_TOKEN='dckr_pat_{{A-Za-z0-9:27}}'
# ok: secrets.docker-token
export DOCKER_TOKEN="$(cat /run/secrets/docker_token)"
