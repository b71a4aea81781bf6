# ruleid: secrets.typeform-token
typeform_token = "tfp_{{A-Za-z0-9:44}}"
# ok: secrets.typeform-token
typeform_token = os.environ["TYPEFORM_TOKEN"]
# ok: secrets.typeform-token
typeform_token = "tfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: typeform-token.js
// ruleid: secrets.typeform-token
const client = connect({ typeformToken: 'tfp_{{A-Za-z0-9:44}}' })
// ok: secrets.typeform-token
const other = connect({ typeformToken: process.env.TYPEFORM_TOKEN })
# --- case: typeform-token.yaml
# ruleid: secrets.typeform-token
typeform_token: "tfp_{{A-Za-z0-9:44}}"
# ok: secrets.typeform-token
typeform_token_file: /run/secrets/typeform_token
