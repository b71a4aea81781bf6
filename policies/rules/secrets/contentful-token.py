# ruleid: secrets.contentful-token
contentful_token = "CFPAT-{{A-Za-z0-9:43}}"
# ok: secrets.contentful-token
contentful_token = os.environ["CONTENTFUL_TOKEN"]
# ok: secrets.contentful-token
contentful_token = "CFPAT-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: contentful-token.go
// ruleid: secrets.contentful-token
var contentfulToken = "CFPAT-{{A-Za-z0-9:43}}"
// ok: secrets.contentful-token
var other = os.Getenv("CONTENTFUL_TOKEN")
# --- case: contentful-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.contentful-token
# CFPAT-{{A-Za-z0-9:43}}
# ok: secrets.contentful-token
print("set CONTENTFUL_TOKEN first")
