# ruleid: secrets.airtable-token
airtable_token = "pat{{A-Za-z0-9:14}}.{{a-f0-9:64}}"
# ok: secrets.airtable-token
airtable_token = os.environ["AIRTABLE_TOKEN"]
# ok: secrets.airtable-token
airtable_token = "patxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: airtable-token.rb
# ruleid: secrets.airtable-token
client = Client.new('pat{{A-Za-z0-9:14}}.{{a-f0-9:64}}')
# ok: secrets.airtable-token
other = Client.new(ENV['AIRTABLE_TOKEN'])
# --- case: airtable-token.sh
# ruleid: secrets.airtable-token
export AIRTABLE_TOKEN='pat{{A-Za-z0-9:14}}.{{a-f0-9:64}}'
# ok: secrets.airtable-token
export AIRTABLE_TOKEN="$(cat /run/secrets/airtable_token)"
