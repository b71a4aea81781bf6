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
