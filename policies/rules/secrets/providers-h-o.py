# Tokens of providers: made up by their formats, and cut by a seam so that they look real to no other scanner.
import os

# ruleid: secrets.heroku-key
HEROKU_API_KEY = "HRKU-T25VsI1Hs{{}}TPlVdPGKJkpfwMOqGOsZGbr6kNxYQ"
# ruleid: secrets.heroku-key
client = connect(host, "HRKU-W8VatQZOh{{}}LmBIAoMsxyZa6tcdcEW1hPXxHnZ3Lf")
# ruleid: secrets.heroku-key
settings["heroku_api_key"] = "HRKU-nLZBAbiEj{{}}1ZPNKcY9YuHFmGSBovUUz03NEJoeGq"
# ok: secrets.heroku-key
HEROKU_API_KEY = os.environ["HEROKU_API_KEY"]
# ok: secrets.heroku-key
HEROKU_API_KEY = "HRKU-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.hubspot-token
HUBSPOT_TOKEN = "pat-na1-21d776{{}}aA-c3B5-2E4F-927F-79baA7CE876d"
# ruleid: secrets.hubspot-token
client = connect(host, "pat-eu0-cCdA48{{}}2d-aC65-aBdc-4cEE-BB7cc17ef7F4")
# ruleid: secrets.hubspot-token
settings["hubspot_token"] = "pat-eu4-2d4A6A{{}}81-18a6-06AC-AB07-E83c0CC8ce3A"
# ok: secrets.hubspot-token
HUBSPOT_TOKEN = os.environ["HUBSPOT_TOKEN"]
# ok: secrets.hubspot-token
HUBSPOT_TOKEN = "pat-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.huggingface-token
HF_TOKEN = "hf_9rIRCOl8{{}}6uTMOiPSzmK9Prt3ArRMsOId"
# ruleid: secrets.huggingface-token
client = connect(host, "api_org_RcFycu{{}}qpo8eMYhqnJIJ8b72S918YK1zGzB")
# ruleid: secrets.huggingface-token
settings["hf_token"] = "api_org_GwCyD{{}}TbWS925Aev8xnq5GJ6161X1PEV"
# ok: secrets.huggingface-token
HF_TOKEN = os.environ["HF_TOKEN"]
# ok: secrets.huggingface-token
HF_TOKEN = "api_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.infracost-key
INFRACOST_API_KEY = "ico-ZzZhefd6{{}}u3Lxv1KjQ3mwTBHomjS4ZJRH"
# ruleid: secrets.infracost-key
client = connect(host, "ico-jWt2Xf0I{{}}N573bGlRqbOJIcjBuRmOuxD1")
# ruleid: secrets.infracost-key
settings["infracost_api_key"] = "ico-fFpe8DF4{{}}72ligGLPea7lWv8RWPK6p0Gz"
# ok: secrets.infracost-key
INFRACOST_API_KEY = os.environ["INFRACOST_API_KEY"]
# ok: secrets.infracost-key
INFRACOST_API_KEY = "ico-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.jfrog-token
JFROG_TOKEN = "cmVmdGtuAg5PhVSkOAAf3{{}}QrSCnkjev3AtM0X27Win65iHsq4ensCZAPzNNvlXg4s"
# ruleid: secrets.jfrog-token
client = connect(host, "AKCpYmADDcLCWCc2ucbIxL{{}}FMzfaHMuIpPhIbUyqbKjwy6FOHr6aPOw6k1dSKlKGYN9Sz")
# ruleid: secrets.jfrog-token
settings["jfrog_token"] = "cmVmdGtuaZzNwVhf2kWZA{{}}05ykcFVjEPvJoq2DsThr1FNeoFwWRDBZetjQhOT7CeD"
# ok: secrets.jfrog-token
JFROG_TOKEN = os.environ["JFROG_TOKEN"]
# ok: secrets.jfrog-token
JFROG_TOKEN = "cmVmxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.jwt
JWT = "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJz{{}}dWIiOiAiMTg4YTQwYzgiLCAiaWF0IjogMTY2MTg4OTQ4OH0.B3vcj3CldDS1MAjEj37QgpBVeSkncwPDJYjz4HmnXyn"
# ruleid: secrets.jwt
client = connect(host, "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJz{{}}dWIiOiAiMDU0OGUzNjgiLCAiaWF0IjogMTY4MjA2ODA1N30.ZcMVXGEBVJ2xsAEtPqykBSVFqPhX1RKlpcvqJYU8C5o")
# ruleid: secrets.jwt
settings["jwt"] = "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJz{{}}dWIiOiAiZjIwNDM2N2MiLCAiaWF0IjogMTY5MTg0NTY2NH0.WJdH7ZSwhPkxdXB6Tkq5IRE4fOAH5LJMiIwnr5tFscn"
# ok: secrets.jwt
JWT = os.environ["JWT"]
# ok: secrets.jwt
JWT = "eyJhxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.langchain-key
LANGSMITH_API_KEY = "lsv2_sk_1918a03ff{{}}5d64aba1913457c36b738ee_4585b5272f"
# ruleid: secrets.langchain-key
client = connect(host, "lsv2_sk_6d372fb3b{{}}f87356864431b1fcb939644_310b2a6aed")
# ruleid: secrets.langchain-key
settings["langsmith_api_key"] = "lsv2_sk_89dfcb23e{{}}449758042d0fbd6d1a3532b_8238500605"
# ok: secrets.langchain-key
LANGSMITH_API_KEY = os.environ["LANGSMITH_API_KEY"]
# ok: secrets.langchain-key
LANGSMITH_API_KEY = "lsv2_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.linear-key
LINEAR_API_KEY = "lin_api_oSRehZRAN{{}}Gf7m1TY6cAAN9UsWTpbPDzjQIVrhFa4iGT"
# ruleid: secrets.linear-key
client = connect(host, "lin_api_gbkbFLh0{{}}JIqhw9rBVrNZyQVA9x7un9Kf9veNod2k")
# ruleid: secrets.linear-key
settings["linear_api_key"] = "lin_api_UrRyQk6Ps{{}}TFh8rSqFdksOlFZqhnqL8eEuIkWPRURmTE"
# ok: secrets.linear-key
LINEAR_API_KEY = os.environ["LINEAR_API_KEY"]
# ok: secrets.linear-key
LINEAR_API_KEY = "lin_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.mailchimp-key
MAILCHIMP_API_KEY = "6ad23231cdc3{{}}ff9ee60ac87c9ac2be62-us8"
# ruleid: secrets.mailchimp-key
client = connect(host, "1269b74a5297{{}}79c36663ef6250bc26b2-us2")
# ruleid: secrets.mailchimp-key
settings["mailchimp_api_key"] = "bc842841ae2e{{}}cae050c6554f74818d45-us4"
# ok: secrets.mailchimp-key
MAILCHIMP_API_KEY = os.environ["MAILCHIMP_API_KEY"]
# ok: secrets.mailchimp-key
MAILCHIMP_API_KEY = "b165xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.mailgun-key
MAILGUN_API_KEY = "pubkey-70291b{{}}6a4cbe8b8c183658c20f20a62c"
# ruleid: secrets.mailgun-key
client = connect(host, "pubkey-b92b2d{{}}6838004191b85744e76c39e876")
# ruleid: secrets.mailgun-key
settings["mailgun_api_key"] = "pubkey-ac78a9{{}}32cb15abb365085d070ca42070"
# ok: secrets.mailgun-key
MAILGUN_API_KEY = os.environ["MAILGUN_API_KEY"]
# ok: secrets.mailgun-key
MAILGUN_API_KEY = "key-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.mapbox-token
MAPBOX_TOKEN = "sk.eyJFa8ypg9CE2{{}}5POg2mfNOe.FXnXfcq0FmpLAZP3IO7Z3X"
# ruleid: secrets.mapbox-token
client = connect(host, "sk.eyJxVwfwbxTq4gB{{}}tR1m0rPqAoX1.cweHtPEepLaoRSWz2xTd2HMV")
# ruleid: secrets.mapbox-token
settings["mapbox_token"] = "sk.eyJdHy8Tx0kNp9{{}}dCndByOBjP1l.M9hWZumz2f7PfRYU0anyz"
# ok: secrets.mapbox-token
MAPBOX_TOKEN = os.environ["MAPBOX_TOKEN"]
# ok: secrets.mapbox-token
MAPBOX_TOKEN = "sk.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.netlify-token
NETLIFY_TOKEN = "nfp_SnmHkoPUZ{{}}xF8ZD0ZX8SKOolwBaeH3yni01zm"
# ruleid: secrets.netlify-token
client = connect(host, "nfp_exxemVcu9{{}}u5trHZKWXJr7HotJl0rWMEAUV5M")
# ruleid: secrets.netlify-token
settings["netlify_token"] = "nfp_dlJngEVNT{{}}neCyok7iLxIAV3ww0HLicTXO44o"
# ok: secrets.netlify-token
NETLIFY_TOKEN = os.environ["NETLIFY_TOKEN"]
# ok: secrets.netlify-token
NETLIFY_TOKEN = "nfp_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.newrelic-key
NEW_RELIC_API_KEY = "NRJS-NFZ{{}}cSygct89mzMLa5fd"
# ruleid: secrets.newrelic-key
client = connect(host, "NRAA-9qQ{{}}HMg3v6IyLqlN8v4F")
# ruleid: secrets.newrelic-key
settings["new_relic_api_key"] = "NRAA-lE5p{{}}zEz25jio7SIrauzyrjz"
# ok: secrets.newrelic-key
NEW_RELIC_API_KEY = os.environ["NEW_RELIC_API_KEY"]
# ok: secrets.newrelic-key
NEW_RELIC_API_KEY = "NRAK-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.notion-token
NOTION_TOKEN = "secret_lFNxUAZMs{{}}I80FYhlQISzoQByliK3hVzmtbzJ59WQgTp"
# ruleid: secrets.notion-token
client = connect(host, "secret_rImIg4xIJ{{}}2HxRgmGtr7fqsPRps4LOQ31MqFGm0aKU6C")
# ruleid: secrets.notion-token
settings["notion_token"] = "ntn_AKqr7qdO1AKZ{{}}BvHQs9jMSpqnoWIVOBUTbXIYoXHXeWYwk0"
# ok: secrets.notion-token
NOTION_TOKEN = os.environ["NOTION_TOKEN"]
# ok: secrets.notion-token
NOTION_TOKEN = "ntn_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.npm-access-token
NPM_TOKEN = "npm_2BY5Gw5L2{{}}xIVUMuwS51ovXDULuoQzXNUKYaY"
# ruleid: secrets.npm-access-token
client = connect(host, "npm_My2HrULAd{{}}yRvjSCCZFfLKEyFxJ9x5Zww10SQ")
# ruleid: secrets.npm-access-token
settings["npm_token"] = "npm_KpiFMeVCm{{}}3Hn6CoK1w0ZzHYOOZZF8tZHxeS1"
# ok: secrets.npm-access-token
NPM_TOKEN = os.environ["NPM_TOKEN"]
# ok: secrets.npm-access-token
NPM_TOKEN = "npm_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.nuget-key
NUGET_API_KEY = "oy2b8vwd9jfrq0q{{}}aafgy4ztlmlrvkyndv7agsv0433rvg4"
# ruleid: secrets.nuget-key
client = connect(host, "oy273naw9asijuk{{}}7u9i1yaxto48vmmmayt66zxv0lot0og")
# ruleid: secrets.nuget-key
settings["nuget_api_key"] = "oy24ako3zqa2n72{{}}n7e5io7z97jyh9uhf6hyl8erbcuh4rl"
# ok: secrets.nuget-key
NUGET_API_KEY = os.environ["NUGET_API_KEY"]
# ok: secrets.nuget-key
NUGET_API_KEY = "oy2rxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.nvidia-key
NVIDIA_API_KEY = "nvapi-XsoH805IxIVXHLjQ{{}}Yi3plU4BVFr4HRp9bYMIOgkvbBPOK0D02C5pqbhVUwMIA"
# ruleid: secrets.nvidia-key
client = connect(host, "nvapi-1WB4OZaNTEYoIT33{{}}Mcth7eLNa90VKtyYCwyrpv1EwJvjVKMsXYWzrll28Irq")
# ruleid: secrets.nvidia-key
settings["nvidia_api_key"] = "nvapi-FV8Xd6eqDaSDLFyv{{}}bkqdmqAWepHzYutTewLSZjJE1AVfeHfOiWj1z0LPPDMb"
# ok: secrets.nvidia-key
NVIDIA_API_KEY = os.environ["NVIDIA_API_KEY"]
# ok: secrets.nvidia-key
NVIDIA_API_KEY = "nvapi-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.onfido-token
ONFIDO_API_TOKEN = "api_live.OHZOmJjL{{}}Cwj.kezjUD0Xdque6UVGwf8pAvx1q27WhaSp"
# ruleid: secrets.onfido-token
client = connect(host, "api_live.1fyJkGoe{{}}XO7.NarTganJQf8c84BUXAczQmeyuZl3eUVy")
# ruleid: secrets.onfido-token
settings["onfido_api_token"] = "api_live.XSn7eZ8v{{}}oBW.HpdAw7pXk6jLbJxMaxP1z5sIypcYLY4V"
# ok: secrets.onfido-token
ONFIDO_API_TOKEN = os.environ["ONFIDO_API_TOKEN"]
# ok: secrets.onfido-token
ONFIDO_API_TOKEN = "api_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.openai-key
OPENAI_API_KEY = "sk-DX7OrhhaOuPW6y{{}}Y9e9aAT3BlbkFJVM3jVgvOzPTBlERL0ULb"
# ruleid: secrets.openai-key
client = connect(host, "sk-XkMqmBwgvnaneG{{}}JoZzIBT3BlbkFJmL7XB1PXBjYXcHZCtTtc")
# ruleid: secrets.openai-key
settings["openai_api_key"] = "sk-IhSSMN5nBnIn3B{{}}HcirTsT3BlbkFJYPwDIE62qbgUHwn4CoLF"
# ok: secrets.openai-key
OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
# ok: secrets.openai-key
OPENAI_API_KEY = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.openai-project-key
OPENAI_API_KEY = "sk-4n5oCjktgiBdMV{{}}oEk9FKjf9KOK9ubjVLB4gUqSyv8PRFKDPa"
# ruleid: secrets.openai-project-key
client = connect(host, "sk-WEOayuskX7y2SQ{{}}VE2dLyoQoopX79wbK8cIf9BM6AW3U0gu07")
# ruleid: secrets.openai-project-key
settings["openai_api_key"] = "sk-RUs9rkdoi4tHgx{{}}c4Lj38H2RbVrkZvpalPT0YlwaLYZ3r2cDG"
# ok: secrets.openai-project-key
OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
# ok: secrets.openai-project-key
OPENAI_API_KEY = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.openshift-token
OPENSHIFT_TOKEN = "sha256~LgwoZdxzj{{}}ROdGTcvNaYG7CrzGq7XiGtQuU5LbGkuasc"
# ruleid: secrets.openshift-token
client = connect(host, "sha256~CwV29KU8w{{}}r1folAKAdzw1Dx3hVECmgs8mIRkK3PVTEC")
# ruleid: secrets.openshift-token
settings["openshift_token"] = "sha256~DtTGRsIvX{{}}tkIlumVBDdOjzjEot6S5DJXfD9dOEIyjdX"
# ok: secrets.openshift-token
OPENSHIFT_TOKEN = os.environ["OPENSHIFT_TOKEN"]
# ok: secrets.openshift-token
OPENSHIFT_TOKEN = "sha2xxxxxxxxxxxxxxxxxxxxxxxx"
