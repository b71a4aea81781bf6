# ruleid: secrets.circleci-token
circleci_token = "CCIPAT_{{A-Za-z0-9:22}}_{{a-f0-9:40}}"
# ok: secrets.circleci-token
circleci_token = os.environ["CIRCLECI_TOKEN"]
# ok: secrets.circleci-token
circleci_token = "CCIPAT_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: circleci-token.go
// ruleid: secrets.circleci-token
var circleciToken = "CCIPAT_{{A-Za-z0-9:22}}_{{a-f0-9:40}}"
// ok: secrets.circleci-token
var other = os.Getenv("CIRCLECI_TOKEN")
# --- case: circleci-token.yaml
# ruleid: secrets.circleci-token
circleci_token: "CCIPAT_{{A-Za-z0-9:22}}_{{a-f0-9:40}}"
# ok: secrets.circleci-token
circleci_token_file: /run/secrets/circleci_token
