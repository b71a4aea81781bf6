# ruleid: secrets.clojars-token
clojars_token = "CLOJARS_{{a-z0-9:60}}"
# ok: secrets.clojars-token
clojars_token = os.environ["CLOJARS_TOKEN"]
# ok: secrets.clojars-token
clojars_token = "CLOJARS_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: clojars-token.rb
# ruleid: secrets.clojars-token
client = Client.new('CLOJARS_{{a-z0-9:60}}')
# ok: secrets.clojars-token
other = Client.new(ENV['CLOJARS_TOKEN'])
# --- case: clojars-token.sh
# ruleid: secrets.clojars-token
export CLOJARS_TOKEN='CLOJARS_{{a-z0-9:60}}'
# ok: secrets.clojars-token
export CLOJARS_TOKEN="$(cat /run/secrets/clojars_token)"
