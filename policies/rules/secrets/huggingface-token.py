# ruleid: secrets.huggingface-token
hf_token = "hf_{{A-Za-z0-9:34}}"
# ok: secrets.huggingface-token
hf_token = os.environ["HF_TOKEN"]
# ok: secrets.huggingface-token
hf_token = "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: huggingface-token.rb
# ruleid: secrets.huggingface-token
client = Client.new('hf_{{A-Za-z0-9:34}}')
# ok: secrets.huggingface-token
other = Client.new(ENV['HF_TOKEN'])
# --- case: huggingface-token.sh
# ruleid: secrets.huggingface-token
export HF_TOKEN='hf_{{A-Za-z0-9:34}}'
# ok: secrets.huggingface-token
export HF_TOKEN="$(cat /run/secrets/hf_token)"
