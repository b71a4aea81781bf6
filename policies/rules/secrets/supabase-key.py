# ruleid: secrets.supabase-key
supabase_service_key = "sbp_{{a-f0-9:40}}"
# ok: secrets.supabase-key
supabase_service_key = os.environ["SUPABASE_SERVICE_KEY"]
# ok: secrets.supabase-key
supabase_service_key = "sbp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: supabase-key.java
// ruleid: secrets.supabase-key
Client client = new Client("sb_secret_{{A-Za-z0-9:31}}");
// ok: secrets.supabase-key
Client other = new Client(System.getenv("SUPABASE_SERVICE_KEY"));
# --- case: supabase-key.yaml
# ruleid: secrets.supabase-key
supabase_service_key: "sbp_{{a-f0-9:40}}"
# ok: secrets.supabase-key
supabase_service_key_file: /run/secrets/supabase_service_key
