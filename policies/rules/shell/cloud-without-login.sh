# ruleid: shell.cloud-without-login
gcloud run deploy a --image i --allow-unauthenticated
# --- case
# ruleid: shell.cloud-without-login
gcloud functions deploy f --allow-unauthenticated
# --- case
# ruleid: shell.cloud-without-login
aws lambda create-function-url-config --function-name f --auth-type NONE
# --- case
# ok: shell.cloud-without-login
gcloud run deploy a --image i --no-allow-unauthenticated
# --- case
# ok: shell.cloud-without-login
aws lambda list-functions
