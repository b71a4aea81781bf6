# ruleid: secrets.github-fine-grained-token
github_token = "github_pat_{{A-Za-z0-9:22}}_{{A-Za-z0-9:59}}"
# ok: secrets.github-fine-grained-token
github_token = os.environ["GITHUB_TOKEN"]
# ok: secrets.github-fine-grained-token
github_token = "github_pat_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: github-fine-grained-token.rb
# ruleid: secrets.github-fine-grained-token
client = Client.new('github_pat_{{A-Za-z0-9:22}}_{{A-Za-z0-9:59}}')
# ok: secrets.github-fine-grained-token
other = Client.new(ENV['GITHUB_TOKEN'])
# --- case: github-fine-grained-token.yaml
# ruleid: secrets.github-fine-grained-token
github_token: "github_pat_{{A-Za-z0-9:22}}_{{A-Za-z0-9:59}}"
# ok: secrets.github-fine-grained-token
github_token_file: /run/secrets/github_token
