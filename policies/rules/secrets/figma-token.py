# ruleid: secrets.figma-token
figma_token = "figd_{{A-Za-z0-9:40}}"
# ok: secrets.figma-token
figma_token = os.environ["FIGMA_TOKEN"]
# ok: secrets.figma-token
figma_token = "figd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: figma-token.rb
# ruleid: secrets.figma-token
client = Client.new('figd_{{A-Za-z0-9:40}}')
# ok: secrets.figma-token
other = Client.new(ENV['FIGMA_TOKEN'])
# --- case: figma-token.sh
# ruleid: secrets.figma-token
export FIGMA_TOKEN='figd_{{A-Za-z0-9:40}}'
# ok: secrets.figma-token
export FIGMA_TOKEN="$(cat /run/secrets/figma_token)"
