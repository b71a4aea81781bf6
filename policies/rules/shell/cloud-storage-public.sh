# ruleid: shell.cloud-storage-public
aws s3api put-bucket-acl --bucket b --acl public-read
# --- case
# ruleid: shell.cloud-storage-public
gsutil iam ch allUsers:objectViewer gs://b
# --- case
# ruleid: shell.cloud-storage-public
aws s3 cp a s3://b/a --acl public-read
# --- case
# ok: shell.cloud-storage-public
aws s3 cp a s3://b/a
# --- case
# ok: shell.cloud-storage-public
gsutil ls gs://b
# --- case
# ruleid: shell.cloud-storage-public
aws s3api put-bucket-acl --bucket b --acl public-read
# --- case
# ruleid: shell.cloud-storage-public
aws s3 cp f s3://b/f --acl public-read
# --- case
# ruleid: shell.cloud-storage-public
gsutil iam ch allUsers:objectViewer gs://b
# --- case
# ruleid: shell.cloud-storage-public
aws s3api delete-public-access-block --bucket b
# --- case
# ruleid: shell.cloud-storage-public
aws s3api put-bucket-policy --bucket b --policy '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}'
# --- case
# ruleid: shell.cloud-storage-public
az storage container create -n c --public-access blob
# --- case
# ruleid: shell.cloud-storage-public
gcloud storage buckets add-iam-policy-binding gs://b --member=allUsers --role=roles/storage.objectViewer
# --- case
# ok: shell.cloud-storage-public
aws s3 cp f s3://b/f
# --- case
# ok: shell.cloud-storage-public
aws s3api put-bucket-acl --bucket b --acl private
# --- case
# ok: shell.cloud-storage-public
gsutil cp f gs://b
# --- case
# ok: shell.cloud-storage-public
az storage container create -n c --public-access off
# --- case
# ok: shell.cloud-storage-public
az network nsg rule create -g g --nsg-name n -n out --direction Outbound --source-address-prefixes "*" --destination-port-ranges "*"
