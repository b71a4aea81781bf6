# ruleid: secrets.aws-access-key
aws_access_key_id = "AKIA{{A-Z0-9:16}}"
# ok: secrets.aws-access-key
aws_access_key_id = os.environ["AWS_ACCESS_KEY_ID"]
# ok: secrets.aws-access-key
aws_access_key_id = "AKIAxxxxxxxxxxxxxxxx"
// --- case: aws-access-key.go
// ruleid: secrets.aws-access-key
var awsAccessKeyId = "ASIA{{A-Z0-9:16}}"
// ok: secrets.aws-access-key
var other = os.Getenv("AWS_ACCESS_KEY_ID")
# --- case: aws-access-key.yaml
# ruleid: secrets.aws-access-key
aws_access_key_id: "ABIA{{A-Z0-9:16}}"
# ok: secrets.aws-access-key
aws_access_key_id_file: /run/secrets/aws_access_key_id
