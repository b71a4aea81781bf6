# ruleid: shell.cloud-admin
aws iam attach-user-policy --user-name a --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
# --- case
# ruleid: shell.cloud-admin
gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/owner
# --- case
# ruleid: shell.cloud-admin
kubectl create clusterrolebinding a --clusterrole=cluster-admin --user=a
# --- case
# ok: shell.cloud-admin
aws iam list-users
# --- case
# ok: shell.cloud-admin
gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/viewer
