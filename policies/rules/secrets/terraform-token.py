# ruleid: secrets.terraform-token
tfe_token = "{{A-Za-z0-9:14}}.atlasv1.{{A-Za-z0-9:67}}"
# ok: secrets.terraform-token
tfe_token = os.environ["TFE_TOKEN"]
# ok: secrets.terraform-token
tfe_token = "xxxxxxxxxxxxxx.atlasv1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: terraform-token.rb
# ruleid: secrets.terraform-token
client = Client.new('{{A-Za-z0-9:14}}.atlasv1.{{A-Za-z0-9:67}}')
# ok: secrets.terraform-token
other = Client.new(ENV['TFE_TOKEN'])
# --- case: terraform-token.sh
# ruleid: secrets.terraform-token
export TFE_TOKEN='{{A-Za-z0-9:14}}.atlasv1.{{A-Za-z0-9:67}}'
# ok: secrets.terraform-token
export TFE_TOKEN="$(cat /run/secrets/tfe_token)"
