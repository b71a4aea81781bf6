# ruleid: secrets.aws-bedrock-key
aws_bearer_token_bedrock = "ABSK{{A-Za-z0-9:128}}"
# ok: secrets.aws-bedrock-key
aws_bearer_token_bedrock = os.environ["AWS_BEARER_TOKEN_BEDROCK"]
# ok: secrets.aws-bedrock-key
aws_bearer_token_bedrock = "ABSKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: aws-bedrock-key.rb
# ruleid: secrets.aws-bedrock-key
client = Client.new('ABSK{{A-Za-z0-9:128}}')
# ok: secrets.aws-bedrock-key
other = Client.new(ENV['AWS_BEARER_TOKEN_BEDROCK'])
# --- case: aws-bedrock-key.yaml
# ruleid: secrets.aws-bedrock-key
aws_bearer_token_bedrock: "ABSK{{A-Za-z0-9:128}}"
# ok: secrets.aws-bedrock-key
aws_bearer_token_bedrock_file: /run/secrets/aws_bearer_token_bedrock
