# ruleid: secrets.age-key
age_identity = "AGE-SECRET-KEY-1{{02-9AC-HJ-NP-Z:58}}"
# ok: secrets.age-key
age_identity = os.environ["AGE_IDENTITY"]
# ok: secrets.age-key
age_identity = "AGE-SECRET-KEY-1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: age-key.go
// ruleid: secrets.age-key
var ageIdentity = "AGE-SECRET-KEY-1{{02-9AC-HJ-NP-Z:58}}"
// ok: secrets.age-key
var other = os.Getenv("AGE_IDENTITY")
# --- case: age-key.yaml
# ruleid: secrets.age-key
age_identity: "AGE-SECRET-KEY-1{{02-9AC-HJ-NP-Z:58}}"
# ok: secrets.age-key
age_identity_file: /run/secrets/age_identity
