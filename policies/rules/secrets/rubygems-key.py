# ruleid: secrets.rubygems-key
rubygems_api_key = "rubygems_{{a-f0-9:48}}"
# ok: secrets.rubygems-key
rubygems_api_key = os.environ["RUBYGEMS_API_KEY"]
# ok: secrets.rubygems-key
rubygems_api_key = "rubygems_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: rubygems-key.java
// ruleid: secrets.rubygems-key
Client client = new Client("rubygems_{{a-f0-9:48}}");
// ok: secrets.rubygems-key
Client other = new Client(System.getenv("RUBYGEMS_API_KEY"));
# --- case: rubygems-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.rubygems-key
# rubygems_{{a-f0-9:48}}
# ok: secrets.rubygems-key
print("set RUBYGEMS_API_KEY first")
