# ruleid: secrets.pulumi-token
pulumi_access_token = "pul-{{a-f0-9:40}}"
# ok: secrets.pulumi-token
pulumi_access_token = os.environ["PULUMI_ACCESS_TOKEN"]
# ok: secrets.pulumi-token
pulumi_access_token = "pul-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: pulumi-token.rb
# ruleid: secrets.pulumi-token
client = Client.new('pul-{{a-f0-9:40}}')
# ok: secrets.pulumi-token
other = Client.new(ENV['PULUMI_ACCESS_TOKEN'])
# --- case: pulumi-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.pulumi-token
# pul-{{a-f0-9:40}}
# ok: secrets.pulumi-token
print("set PULUMI_ACCESS_TOKEN first")
