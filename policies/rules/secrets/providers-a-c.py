# Tokens of providers: made up by their formats, and cut by a seam so that they look real to no other scanner.
import os

# ruleid: secrets.adafruit-key
ADAFRUIT_IO_KEY = "aio_wk59pf{{}}KL0jFi2YYvLBpEGbpRuHrz"
# ruleid: secrets.adafruit-key
client = connect(host, "aio_DSVdqU{{}}C8DwRDe03wkPM15uelHuoU")
# ruleid: secrets.adafruit-key
settings["adafruit_io_key"] = "aio_zaZhX4{{}}lp4aZuDig1ohQTTIDVrZfr"
# ok: secrets.adafruit-key
ADAFRUIT_IO_KEY = os.environ["ADAFRUIT_IO_KEY"]
# ok: secrets.adafruit-key
ADAFRUIT_IO_KEY = "aio_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.age-key
AGE_IDENTITY = "AGE-SECRET-KEY-1U39J8V{{}}HPCLJPTDVMF2TG3Z5G74P2TXHEZEHTPJMK2NPQFNXARS3"
# ruleid: secrets.age-key
client = connect(host, "AGE-SECRET-KEY-1U6N98P{{}}ENUN6H2EL46KFV88SVFL2LU9DKCWAJQGZJRMHNTTMH3J")
# ruleid: secrets.age-key
settings["age_identity"] = "AGE-SECRET-KEY-1S6DG8C{{}}AU6T7EFWRC802ZZ9WPM34GWC3SV9UJGTU4S86Q8SATRCP"
# ok: secrets.age-key
AGE_IDENTITY = os.environ["AGE_IDENTITY"]
# ok: secrets.age-key
AGE_IDENTITY = "AGE-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.airtable-token
AIRTABLE_TOKEN = "patw8dGkACN26CdbB.61e9b6542{{}}05dfd55af1363ba0c1a85f40f61c8c31064b29216f1447bbeca42f7"
# ruleid: secrets.airtable-token
client = connect(host, "patBCIWu1nsL25Npk.1ff17d3b6{{}}d19c08bc74e64726a07aa88287a905618ab2d9d4fa0a0b3bed2a6c2")
# ruleid: secrets.airtable-token
settings["airtable_token"] = "patFb8MeFqsE8TFsG.747328c28{{}}3eb5d861fa13752d3543cb9d5b2ebc71be5bfb47908fd2e5f141aed"
# ok: secrets.airtable-token
AIRTABLE_TOKEN = os.environ["AIRTABLE_TOKEN"]
# ok: secrets.airtable-token
AIRTABLE_TOKEN = "patKxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.alibaba-access-key
ALIBABA_CLOUD_ACCESS_KEY_ID = "LTAITeJ{{}}uROyYEQ3c7QHUmK9"
# ruleid: secrets.alibaba-access-key
client = connect(host, "LTAIQgc{{}}aK7e3vO9uCTOLFt")
# ruleid: secrets.alibaba-access-key
settings["alibaba_cloud_access_key_id"] = "LTAI0MT{{}}scTJxs6VTd4YskCQ"
# ok: secrets.alibaba-access-key
ALIBABA_CLOUD_ACCESS_KEY_ID = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
# ok: secrets.alibaba-access-key
ALIBABA_CLOUD_ACCESS_KEY_ID = "LTAIxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.amazon-mws-token
MWS_AUTH_TOKEN = "amzn.mws.fd5a2e{{}}Eb-4eAB-6C0e-CDbC-AEDfE4c74eCf"
# ruleid: secrets.amazon-mws-token
client = connect(host, "amzn.mws.d7eD3a{{}}Fd-68EB-Ad81-aC7C-175bEcCCDedc")
# ruleid: secrets.amazon-mws-token
settings["mws_auth_token"] = "amzn.mws.AC1322{{}}D0-2cEa-C138-70C4-b95Bab59D84b"
# ok: secrets.amazon-mws-token
MWS_AUTH_TOKEN = os.environ["MWS_AUTH_TOKEN"]
# ok: secrets.amazon-mws-token
MWS_AUTH_TOKEN = "amzn.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.anthropic-key
ANTHROPIC_API_KEY = "sk-ant-zubkvb67-41G2lGFgkU3dV7Hq{{}}wf3k3vlgfdWSxQBHTmHpP8oR10zTA5JF4x2J3hLKcZsFiXaELf81GrQOsZJ7u9LyAA"
# ruleid: secrets.anthropic-key
client = connect(host, "sk-ant-yewzx99-I2Ua1nojqRN54jeF0C{{}}nKrdLgo0mezWznCSfxnKaVTFc40mAEkFy1Av7eOcPCIiahIBHkiXQqiAS4yCNsSqNXAA")
# ruleid: secrets.anthropic-key
settings["anthropic_api_key"] = "sk-ant-jlhurf54-syROx7tsZq0PK7lu{{}}OXplt6r2DaFIcUpdx98diMhn0dHQwu4ryzagypDmeEpQPMfwoKEZmGLRX1GcZtAuAA"
# ok: secrets.anthropic-key
ANTHROPIC_API_KEY = os.environ["ANTHROPIC_API_KEY"]
# ok: secrets.anthropic-key
ANTHROPIC_API_KEY = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.artifactory-token
ARTIFACTORY_TOKEN = "AKCnPNnEvjnyToNBv0YNQ{{}}jTVCa9jE0gBAdnNxGPykFx6yjzxBgrNULZXRzERZKw"
# ruleid: secrets.artifactory-token
client = connect(host, "AKCCZezTrj5WpQ0LW1MQK{{}}S4lHWhZ7d5il9DPDJvrxLZtINLRjBv0rGgIkkBb4RU")
# ruleid: secrets.artifactory-token
settings["artifactory_token"] = "AKCc9x7yuZgW8SvrDgVf5{{}}3eYfugPp1R8lzy1d31RLu1n4ZSrv6XnRe5yXh5G1NU"
# ok: secrets.artifactory-token
ARTIFACTORY_TOKEN = os.environ["ARTIFACTORY_TOKEN"]
# ok: secrets.artifactory-token
ARTIFACTORY_TOKEN = "AKCVxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.asana-token
ASANA_TOKEN = "2/5940923356005008/607{{}}1200277796508:d659f6d31e38c6e3b853e21d3fab2913"
# ruleid: secrets.asana-token
client = connect(host, "1/2778037233497770/855{{}}8230735176267:66b7535879749c923d3600f6d6f74c1a")
# ruleid: secrets.asana-token
settings["asana_token"] = "2/7454207447032761/066{{}}4064306917725:91710ba461429bdacc63750fa8af9a71"
# ok: secrets.asana-token
ASANA_TOKEN = os.environ["ASANA_TOKEN"]
# ok: secrets.asana-token
ASANA_TOKEN = "1/66xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.atlassian-token
ATLASSIAN_API_TOKEN = "ATBBSsfobpnN{{}}gPsBLBV2LUvEA0tceAh05M3q"
# ruleid: secrets.atlassian-token
client = connect(host, "ATATT3LrtcKCbZ9vxbMXMEo{{}}kbV8QixpN71b4fYjODdKX0yPe9EdvL7bzjfnzzVDGvrGuIP")
# ruleid: secrets.atlassian-token
settings["atlassian_api_token"] = "ATATT30mQvC4nNmRwGNCjG{{}}BQMd9B4MWQRmD6inXj9vpdgYroxdxD5ynJHgFKvFW6oJM"
# ok: secrets.atlassian-token
ATLASSIAN_API_TOKEN = os.environ["ATLASSIAN_API_TOKEN"]
# ok: secrets.atlassian-token
ATLASSIAN_API_TOKEN = "ATCTxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.aws-access-key
AWS_ACCESS_KEY_ID = "AKIAHE{{}}URGVNE3XSUUBDD"
# ruleid: secrets.aws-access-key
client = connect(host, "AKIA6G{{}}77DWJFDLH6QQZG")
# ruleid: secrets.aws-access-key
settings["aws_access_key_id"] = "AKIASY{{}}VZPWTA72755BCU"
# ok: secrets.aws-access-key
AWS_ACCESS_KEY_ID = os.environ["AWS_ACCESS_KEY_ID"]
# ok: secrets.aws-access-key
AWS_ACCESS_KEY_ID = "AKIAxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.aws-appsync-key
APPSYNC_API_KEY = "da2-teo1v1{{}}8uf8ovcwhit9jnipikk7"
# ruleid: secrets.aws-appsync-key
client = connect(host, "da2-sj3r3i{{}}jrqaden6c0q40lgx7ya2")
# ruleid: secrets.aws-appsync-key
settings["appsync_api_key"] = "da2-msb93p{{}}htjxyahe95ipkfsbdxsh"
# ok: secrets.aws-appsync-key
APPSYNC_API_KEY = os.environ["APPSYNC_API_KEY"]
# ok: secrets.aws-appsync-key
APPSYNC_API_KEY = "da2-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.aws-bedrock-key
AWS_BEARER_TOKEN_BEDROCK = "bedrock-api-key-yk6tYE4ZDn{{}}v6gjmM9oeGIeV1njnV1GVG9TYC7DiV0v5dKyrGzBd1b2HpngondpM"
# ruleid: secrets.aws-bedrock-key
client = connect(host, "ABSKGAmENbg5NuhR9ij9SJbPvGYZ5d1{{}}iU9hqQG5VxBekfh6PSt4AMUOk7S4IhGXxXeLmFdfMMbxYspSsvu5Wqb2P6mRfBnU")
# ruleid: secrets.aws-bedrock-key
settings["aws_bearer_token_bedrock"] = "bedrock-api-key-i8PY3qx47h{{}}OKT8T9puwyzHdxMOXdPtgmFp6u0QXOcRpzQPCVnHYFes5TLkslBXc"
# ok: secrets.aws-bedrock-key
AWS_BEARER_TOKEN_BEDROCK = os.environ["AWS_BEARER_TOKEN_BEDROCK"]
# ok: secrets.aws-bedrock-key
AWS_BEARER_TOKEN_BEDROCK = "ABSKxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.azure-client-secret
AZURE_CLIENT_SECRET = "0wY8Q~YpugVKe{{}}yBVwSR1qsLTyYugkm9UybEpkmdl"
# ruleid: secrets.azure-client-secret
client = connect(host, "w4r8Q~cvsDhTL{{}}gBoRBApGm92sWtdhekFIZiLlsWD")
# ruleid: secrets.azure-client-secret
settings["azure_client_secret"] = "VlY8Q~bH5V6I5{{}}w7csHZgHKhJe7MNk72JDjEnybZv"
# ok: secrets.azure-client-secret
AZURE_CLIENT_SECRET = os.environ["AZURE_CLIENT_SECRET"]
# ok: secrets.azure-client-secret
AZURE_CLIENT_SECRET = "z2n8xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.azure-devops-token
AZURE_DEVOPS_TOKEN = "ZcheMn7xdaZrXNJBmMqtHWiNdetm{{}}dhbSWwJORQ3NTsg5hqH27ivmggiCuVKrFrf9iWVEYPDdJOAqAZDOPHy4"
# ruleid: secrets.azure-devops-token
client = connect(host, "p0SnW33fxUDkgGZZ3473rZL9Q61y{{}}rvIM5Sa5c5XYN4EJoxlfb3E28EFCPgkEwlznP9Lj8VDCNLRrAZDOOx1W")
# ruleid: secrets.azure-devops-token
settings["azure_devops_token"] = "IgD4Lw5hVFCDkEN1XHF0JvtA0GSs{{}}mJaVzM3pLQHoiWFlqp2tW5cNiKtxatDiEaDelJmuxEQrVhqSAZDOyO42"
# ok: secrets.azure-devops-token
AZURE_DEVOPS_TOKEN = os.environ["AZURE_DEVOPS_TOKEN"]
# ok: secrets.azure-devops-token
AZURE_DEVOPS_TOKEN = "Rwvmxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.azure-service-key
AZURE_API_KEY = "7wzpJTfcByzDm2mrUoyDXB3g{{}}RGtC59BBFccMMcJsFSqdJQQJ9LXPUcEdZKDZI1p1JrSjvMTg"
# ruleid: secrets.azure-service-key
client = connect(host, "MNh4hu6zc9Yl5GPCVq87D18w{{}}S2Hnuq9ojYwNIhIXanGUJQQJ9rxpz8s5FFQ1NntFHAw8LQm4")
# ruleid: secrets.azure-service-key
settings["azure_api_key"] = "EMOi7JYQDE5FOt{{}}PG3ic4BSwaei7LpOW138x+ACR1gq0"
# ok: secrets.azure-service-key
AZURE_API_KEY = os.environ["AZURE_API_KEY"]
# ok: secrets.azure-service-key
AZURE_API_KEY = "UIuxxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.azure-storage-key
AZURE_STORAGE_KEY = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={{}}q6f8jmfBCtWKLTrRWI4GgS8saQqpSArxGD2JrRNNvLdzOFgy4zZipLZ5ekW5W4ason8A2G81hCuSU9QUBnQD08==;EndpointSuffix=core.windows.net"
# ruleid: secrets.azure-storage-key
client = connect(host, "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={{}}O9kDkKfgBlaUkFJRpFvOsiDCSVmLbVMTkGxdpZPD4Q54IBjhnrpDzi2x14fyQvqXOj3xhN8j85MvCc2cpi6FCU==;EndpointSuffix=core.windows.net")
# ruleid: secrets.azure-storage-key
settings["azure_storage_key"] = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={{}}BHTg9f3CS6PzhiCyIJCtUln8AXRTXXtyB6hTr2tuav4bYOL6MZ8PIpKPJ8f2CXDcN6e6Bl0e0c5ywWgDvsUf4l==;EndpointSuffix=core.windows.net"
# ok: secrets.azure-storage-key
AZURE_STORAGE_KEY = os.environ["AZURE_STORAGE_KEY"]
# ok: secrets.azure-storage-key
AZURE_STORAGE_KEY = "Defaxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.braintree-token
BRAINTREE_ACCESS_TOKEN = "access_token$production${{}}4ydo7mpwa7pin80o$1f5da88abb387f070507a86043aba2b2"
# ruleid: secrets.braintree-token
client = connect(host, "access_token$production${{}}qrq1nyxsmg6r01n1$69cfd7c2fea63ff9db012a3c37c721e5")
# ruleid: secrets.braintree-token
settings["braintree_access_token"] = "access_token$production${{}}875t0ye8oo15xlsb$7e1fbfb3dafc01b4e06fd6e9ad08c8fe"
# ok: secrets.braintree-token
BRAINTREE_ACCESS_TOKEN = os.environ["BRAINTREE_ACCESS_TOKEN"]
# ok: secrets.braintree-token
BRAINTREE_ACCESS_TOKEN = "access_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.brevo-key
BREVO_API_KEY = "xkeysib-fbe9f1c621a922fc9ffd0{{}}bc4b2a24bb5d2bc50eefaa223ee7ff2fea049d5a9b9-eE5amNMCld7fPvxO"
# ruleid: secrets.brevo-key
client = connect(host, "xsmtpsib-5f3f606653f8db4f3f4bb{{}}0916e3cf9656efe7faf8da1e55f7e5c542ff835264f-v0jp00iW4kLZBVDY")
# ruleid: secrets.brevo-key
settings["brevo_api_key"] = "xsmtpsib-b182d53db3a2c60377bb0{{}}d68523c6f538b44e20235234cb5515287c32b9f46d8-r19DBD0wuMj2g21S"
# ok: secrets.brevo-key
BREVO_API_KEY = os.environ["BREVO_API_KEY"]
# ok: secrets.brevo-key
BREVO_API_KEY = "xsmtpsib-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.buildkite-token
BUILDKITE_TOKEN = "bkua_9e39c68cd4{{}}ad21e5ffaf85162387d04116e3cf86"
# ruleid: secrets.buildkite-token
client = connect(host, "bkua_a33f7e7ef5{{}}c44d1b870325dadf9536182fa5acca")
# ruleid: secrets.buildkite-token
settings["buildkite_token"] = "bkua_7b87805d77{{}}8c8750b7ddcfc1bdae3cff87108e4f"
# ok: secrets.buildkite-token
BUILDKITE_TOKEN = os.environ["BUILDKITE_TOKEN"]
# ok: secrets.buildkite-token
BUILDKITE_TOKEN = "bkua_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.cargo-token
CARGO_REGISTRY_TOKEN = "cioCdwY8Ugr{{}}hblORYAeJhf684XdX1Wic83I"
# ruleid: secrets.cargo-token
client = connect(host, "cio9NP6jSWc{{}}zZEjn4D6UmoH975vu3Ly9aZm")
# ruleid: secrets.cargo-token
settings["cargo_registry_token"] = "cio9dvl8cn9{{}}ubworZxqgk16cVFXwfZS3gC9"
# ok: secrets.cargo-token
CARGO_REGISTRY_TOKEN = os.environ["CARGO_REGISTRY_TOKEN"]
# ok: secrets.cargo-token
CARGO_REGISTRY_TOKEN = "ciocxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.circleci-token
CIRCLECI_TOKEN = "CCIPAT_iT1h3lJYLarv9R0W{{}}xrXs4y_fa9ebe10b6f82025403a27ffae0197b23202659c"
# ruleid: secrets.circleci-token
client = connect(host, "CCIPAT_fMXbiI9R9EMhgZMr{{}}LHxhkw_f5abcc215f9a4a2fba50eb1fe3dece45606a1543")
# ruleid: secrets.circleci-token
settings["circleci_token"] = "CCIPAT_DDhYPPwSfKOxQFAb{{}}1nCLWS_4ef721e03927eacaa307cc4e0db1f89fddef82e9"
# ok: secrets.circleci-token
CIRCLECI_TOKEN = os.environ["CIRCLECI_TOKEN"]
# ok: secrets.circleci-token
CIRCLECI_TOKEN = "CCIPAT_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.clickup-token
CLICKUP_TOKEN = "pk_528830_NW3N{{}}3050CH98H4UNE439FKU2UMPDLYM9"
# ruleid: secrets.clickup-token
client = connect(host, "pk_5261487959_V{{}}4O9CU70DEFH7TPQYIRVY88KOJNSCCCC")
# ruleid: secrets.clickup-token
settings["clickup_token"] = "pk_86362991_Z8{{}}S4W4XM360O6OQ5Z7XKJ4PZW5Y6AYMQ"
# ok: secrets.clickup-token
CLICKUP_TOKEN = os.environ["CLICKUP_TOKEN"]
# ok: secrets.clickup-token
CLICKUP_TOKEN = "pk_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.clojars-token
CLOJARS_TOKEN = "CLOJARS_1wx2ukinwrlau6{{}}dhbaaemilku7ccoixdrjbko8xd0qrux3y87ohfglfbgh0o"
# ruleid: secrets.clojars-token
client = connect(host, "CLOJARS_81xobsvdyh0q6x{{}}udxh7qhmjprvhwcw3kvej8ahm68eok6p17dr71wxbdzwf8")
# ruleid: secrets.clojars-token
settings["clojars_token"] = "CLOJARS_wd1lq6gr0dznl7{{}}l7jhmdg5r4agz6lvoc3iml8fwazukq4gf2vxkzubja6u4u"
# ok: secrets.clojars-token
CLOJARS_TOKEN = os.environ["CLOJARS_TOKEN"]
# ok: secrets.clojars-token
CLOJARS_TOKEN = "CLOJARS_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.cloudflare-origin-key
CLOUDFLARE_ORIGIN_CA_KEY = "v1.0-4404f5417ac6ccb919683623-2e734601fe5d4252def23{{}}fe078d339e0e97b0e72f70c6c94102fb79fff62a685aa950bfaf92436d202a7c3980bbb270911ae5e6db274fd8bde4a89522094"
# ruleid: secrets.cloudflare-origin-key
client = connect(host, "v1.0-9eb79345a875e7d34f547024-05fc8ff7dbcd25cd80e2{{}}5531ce2245e9c6a6fef09447390d8d6fc0347547abf4a3fa097b86936be4225823da780cc5dc159d825a7dc8632053236eca")
# ruleid: secrets.cloudflare-origin-key
settings["cloudflare_origin_ca_key"] = "v1.0-c513cae7f47b4a3f42a266cf-b2bd391ea823f1d5ec7a{{}}8fed9cd33178276ac6874fa009c4ead1bbe92af0ea47f3e5e7abc10750eb5752a0a232a0f3dc8e5e27ee2623b5cf7f7fd296"
# ok: secrets.cloudflare-origin-key
CLOUDFLARE_ORIGIN_CA_KEY = os.environ["CLOUDFLARE_ORIGIN_CA_KEY"]
# ok: secrets.cloudflare-origin-key
CLOUDFLARE_ORIGIN_CA_KEY = "v1.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.contentful-token
CONTENTFUL_TOKEN = "CFPAT-TPJKT3QIFA{{}}3DVgFEq3wzbXBxG9OF9Yqq2f04amSut3z"
# ruleid: secrets.contentful-token
client = connect(host, "CFPAT-KyYOOYI0AD{{}}0LulK8aai00qRJl97ahlyarLrYBPkooGE")
# ruleid: secrets.contentful-token
settings["contentful_token"] = "CFPAT-I6PVL7kv6A{{}}yWhetCQvuWmf8l11wO0OPmd7YEayKoGcz"
# ok: secrets.contentful-token
CONTENTFUL_TOKEN = os.environ["CONTENTFUL_TOKEN"]
# ok: secrets.contentful-token
CONTENTFUL_TOKEN = "CFPAT-xxxxxxxxxxxxxxxxxxxxxxxx"
