# ruleid: secrets.notion-token
notion_token = "ntn_{{A-Za-z0-9:46}}"
# ok: secrets.notion-token
notion_token = os.environ["NOTION_TOKEN"]
# ok: secrets.notion-token
notion_token = "ntn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: notion-token.rb
# ruleid: secrets.notion-token
client = Client.new('secret_{{A-Za-z0-9:43}}')
# ok: secrets.notion-token
other = Client.new(ENV['NOTION_TOKEN'])
# --- case: notion-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.notion-token
# ntn_{{A-Za-z0-9:46}}
# ok: secrets.notion-token
print("set NOTION_TOKEN first")
