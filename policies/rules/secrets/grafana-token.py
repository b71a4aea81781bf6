# ruleid: secrets.grafana-token
grafana_token = "glsa_{{A-Za-z0-9:32}}_{{a-f0-9:8}}"
# ok: secrets.grafana-token
grafana_token = os.environ["GRAFANA_TOKEN"]
# ok: secrets.grafana-token
grafana_token = "glsa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxx"
# --- case: grafana-token.rb
# ruleid: secrets.grafana-token
client = Client.new('glsa_{{A-Za-z0-9:32}}_{{a-f0-9:8}}')
# ok: secrets.grafana-token
other = Client.new(ENV['GRAFANA_TOKEN'])
# --- case: grafana-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.grafana-token
# glsa_{{A-Za-z0-9:32}}_{{a-f0-9:8}}
# ok: secrets.grafana-token
print("set GRAFANA_TOKEN first")
