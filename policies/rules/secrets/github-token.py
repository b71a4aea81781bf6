# ruleid: secrets.github-token
github_token = "ghp_{{A-Za-z0-9:36}}"
# ok: secrets.github-token
github_token = os.environ["GITHUB_TOKEN"]
# ok: secrets.github-token
github_token = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: github-token.rb
# ruleid: secrets.github-token
client = Client.new('gho_{{A-Za-z0-9:36}}')
# ok: secrets.github-token
other = Client.new(ENV['GITHUB_TOKEN'])
# --- case: github-token.sh
# ruleid: secrets.github-token
export GITHUB_TOKEN='ghs_{{A-Za-z0-9:36}}'
# ok: secrets.github-token
export GITHUB_TOKEN="$(cat /run/secrets/github_token)"
