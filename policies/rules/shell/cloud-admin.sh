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
# --- case
# ruleid: shell.cloud-admin
aws iam attach-user-policy --user-name u --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
# --- case
# ruleid: shell.cloud-admin
gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/owner
# --- case
# ruleid: shell.cloud-admin
kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=u
# --- case
# ruleid: shell.cloud-admin
az role assignment create --assignee a --role Owner
# --- case
# ok: shell.cloud-admin
aws iam attach-user-policy --user-name u --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
# --- case
# ok: shell.cloud-admin
gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/viewer
# --- case
# ok: shell.cloud-admin
kubectl create rolebinding x --clusterrole=view --user=u
