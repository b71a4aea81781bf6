# ruleid: secrets.gitlab-access-token
gitlab_token = "glffct-{{A-Za-z0-9:20}}"
# ok: secrets.gitlab-access-token
gitlab_token = os.environ["GITLAB_TOKEN"]
# ok: secrets.gitlab-access-token
gitlab_token = "glffct-xxxxxxxxxxxxxxxxxxxx"
// --- case: gitlab-access-token.js
// ruleid: secrets.gitlab-access-token
const client = connect({ gitlabToken: 'glssat-{{A-Za-z0-9:24}}' })
// ok: secrets.gitlab-access-token
const other = connect({ gitlabToken: process.env.GITLAB_TOKEN })
# --- case: gitlab-access-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.gitlab-access-token
# glffct-{{A-Za-z0-9:20}}
# ok: secrets.gitlab-access-token
print("set GITLAB_TOKEN first")
