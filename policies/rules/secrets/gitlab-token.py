# ruleid: secrets.gitlab-token
gitlab_token = "glpat-{{A-Za-z0-9:20}}"
# ok: secrets.gitlab-token
gitlab_token = os.environ["GITLAB_TOKEN"]
# ok: secrets.gitlab-token
gitlab_token = "glpat-xxxxxxxxxxxxxxxxxxxx"
// --- case: gitlab-token.js
// ruleid: secrets.gitlab-token
const client = connect({ gitlabToken: 'glrt-{{A-Za-z0-9:24}}' })
// ok: secrets.gitlab-token
const other = connect({ gitlabToken: process.env.GITLAB_TOKEN })
# --- case: gitlab-token.yaml
# ruleid: secrets.gitlab-token
gitlab_token: "gldt-{{A-Za-z0-9:20}}"
# ok: secrets.gitlab-token
gitlab_token_file: /run/secrets/gitlab_token
