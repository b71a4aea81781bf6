# ruleid: secrets.nuget-key
nuget_api_key = "oy2{{a-z0-9:43}}"
# ok: secrets.nuget-key
nuget_api_key = os.environ["NUGET_API_KEY"]
# ok: secrets.nuget-key
nuget_api_key = "oy2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: nuget-key.go
// ruleid: secrets.nuget-key
var nugetApiKey = "oy2{{a-z0-9:43}}"
// ok: secrets.nuget-key
var other = os.Getenv("NUGET_API_KEY")
# --- case: nuget-key.yaml
# ruleid: secrets.nuget-key
nuget_api_key: "oy2{{a-z0-9:43}}"
# ok: secrets.nuget-key
nuget_api_key_file: /run/secrets/nuget_api_key
