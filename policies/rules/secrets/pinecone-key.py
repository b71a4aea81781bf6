# ruleid: secrets.pinecone-key
pinecone_api_key = "pcsk_{{A-Za-z0-9:5}}_{{A-Za-z0-9:63}}"
# ok: secrets.pinecone-key
pinecone_api_key = os.environ["PINECONE_API_KEY"]
# ok: secrets.pinecone-key
pinecone_api_key = "pcsk_xxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: pinecone-key.rb
# ruleid: secrets.pinecone-key
client = Client.new('pcsk_{{A-Za-z0-9:5}}_{{A-Za-z0-9:63}}')
# ok: secrets.pinecone-key
other = Client.new(ENV['PINECONE_API_KEY'])
# --- case: pinecone-key.yaml
# ruleid: secrets.pinecone-key
pinecone_api_key: "pcsk_{{A-Za-z0-9:5}}_{{A-Za-z0-9:63}}"
# ok: secrets.pinecone-key
pinecone_api_key_file: /run/secrets/pinecone_api_key
