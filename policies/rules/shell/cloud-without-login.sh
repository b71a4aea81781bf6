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
# --- case
# ruleid: shell.cloud-without-login
gcloud run deploy app --image i --allow-unauthenticated
# --- case
# ruleid: shell.cloud-without-login
aws lambda create-function-url-config --function-name f --auth-type NONE
# --- case
# ruleid: shell.cloud-without-login
gcloud functions add-iam-policy-binding f --member=allUsers --role=roles/cloudfunctions.invoker
# --- case
# ruleid: shell.cloud-without-login
kubectl proxy --address=0.0.0.0 --accept-hosts=.*
# --- case
# ruleid: shell.cloud-without-login
aws lambda add-permission --function-name f --principal '*' --action lambda:InvokeFunction
# --- case
# ok: shell.cloud-without-login
gcloud run deploy app --image i --no-allow-unauthenticated
# --- case
# ok: shell.cloud-without-login
aws lambda create-function-url-config --function-name f --auth-type AWS_IAM
# --- case
# ok: shell.cloud-without-login
kubectl proxy --port=8001
