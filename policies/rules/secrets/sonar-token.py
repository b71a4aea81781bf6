# ruleid: secrets.sonar-token
sonar_token = "sqp_{{a-f0-9:40}}"
# ok: secrets.sonar-token
sonar_token = os.environ["SONAR_TOKEN"]
# ok: secrets.sonar-token
sonar_token = "sqp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: sonar-token.rb
# ruleid: secrets.sonar-token
client = Client.new('squ_{{a-f0-9:40}}')
# ok: secrets.sonar-token
other = Client.new(ENV['SONAR_TOKEN'])
# --- case: sonar-token.yaml
# ruleid: secrets.sonar-token
sonar_token: "sqp_{{a-f0-9:40}}"
# ok: secrets.sonar-token
sonar_token_file: /run/secrets/sonar_token
