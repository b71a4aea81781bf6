# ruleid: secrets.cloudflare-origin-key
cloudflare_origin_ca_key = "v1.0-{{a-f0-9:24}}-{{a-f0-9:146}}"
# ok: secrets.cloudflare-origin-key
cloudflare_origin_ca_key = os.environ["CLOUDFLARE_ORIGIN_CA_KEY"]
# ok: secrets.cloudflare-origin-key
cloudflare_origin_ca_key = "v1.0-xxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: cloudflare-origin-key.js
// ruleid: secrets.cloudflare-origin-key
const client = connect({ cloudflareOriginCaKey: 'v1.0-{{a-f0-9:24}}-{{a-f0-9:146}}' })
// ok: secrets.cloudflare-origin-key
const other = connect({ cloudflareOriginCaKey: process.env.CLOUDFLARE_ORIGIN_CA_KEY })
# --- case: cloudflare-origin-key.yaml
# ruleid: secrets.cloudflare-origin-key
cloudflare_origin_ca_key: "v1.0-{{a-f0-9:24}}-{{a-f0-9:146}}"
# ok: secrets.cloudflare-origin-key
cloudflare_origin_ca_key_file: /run/secrets/cloudflare_origin_ca_key
