# Tokens of providers: made up by their formats, and cut by a seam so that they look real to no other scanner.
import os

# ruleid: secrets.perplexity-key
PERPLEXITY_API_KEY = "pplx-c5QjM4tMweBly4{{}}BsmH0M74DKIgtwNNuKzjcz7wLSwFQ40mM0PuEb"
# ruleid: secrets.perplexity-key
client = connect(host, "pplx-z2jsc0LK5kYQF{{}}IHfFA3yZjRtJ3nOI19yQikIBaqqbhQUcS5StD")
# ruleid: secrets.perplexity-key
settings["perplexity_api_key"] = "pplx-aM1w4tnmb5Qk0i{{}}AqG25bbsdvHZKiF7fT12xAa4Lxy548YxeZsH8m"
# ok: secrets.perplexity-key
PERPLEXITY_API_KEY = os.environ["PERPLEXITY_API_KEY"]
# ok: secrets.perplexity-key
PERPLEXITY_API_KEY = "pplx-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.pinecone-key
PINECONE_API_KEY = "pcsk_0p0mCo_3aOizPnK7CsYT{{}}NI1kfPIbLOkSpFMefkBHT4qdn9AnMzDRht7YdZK7LUdeAAplvVJ"
# ruleid: secrets.pinecone-key
client = connect(host, "pcsk_SUnsnc_YfHkszZQbvTfO{{}}fOrg4XqWjLouSEtN5dbtUiDSTJhu8O72iAWsF5sRWJi2UDazPC")
# ruleid: secrets.pinecone-key
settings["pinecone_api_key"] = "pcsk_ZBe2yb_u0T0H8CGLibtR{{}}ReMIPZ2T1YoQfKrarwsHdmRabNb8IuDHfpmcSCt5VH5dQ52wF4"
# ok: secrets.pinecone-key
PINECONE_API_KEY = os.environ["PINECONE_API_KEY"]
# ok: secrets.pinecone-key
PINECONE_API_KEY = "pcsk_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.planetscale-token
PLANETSCALE_TOKEN = "pscale_oauth_7O{{}}lZ8rrQVhXN1rVjrZX9MUqIbvn1XIPu"
# ruleid: secrets.planetscale-token
client = connect(host, "pscale_tkn_Jk6A{{}}7i3VrORqhnKaJQhDojJYh3IVY1Wq2K2")
# ruleid: secrets.planetscale-token
settings["planetscale_token"] = "pscale_oauth_LYB{{}}9YR3puGOPDHZkWpPA18Eg7rOThTYwnvUJ"
# ok: secrets.planetscale-token
PLANETSCALE_TOKEN = os.environ["PLANETSCALE_TOKEN"]
# ok: secrets.planetscale-token
PLANETSCALE_TOKEN = "pscale_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.postman-key
POSTMAN_API_KEY = "PMAK-9c639fe39aecfb31{{}}c40f9c51-b3889b3fa257a153ec2eaff48068adb444"
# ruleid: secrets.postman-key
client = connect(host, "PMAK-4be94988652f240b{{}}47af768c-96692cdf7fe016c1ef14d6015d4c994719")
# ruleid: secrets.postman-key
settings["postman_api_key"] = "PMAK-cf29bb802400cd52{{}}6df54ed2-ce8026f20c084b2aa4032ca630378b7480"
# ok: secrets.postman-key
POSTMAN_API_KEY = os.environ["POSTMAN_API_KEY"]
# ok: secrets.postman-key
POSTMAN_API_KEY = "PMAK-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.prefect-key
PREFECT_API_KEY = "pnu_DjIRtiZql{{}}U1UAmA25SW6XG9ebgfoh4vaeOwJ"
# ruleid: secrets.prefect-key
client = connect(host, "pnb_dpnXPAl48{{}}9wlfphzSi3ysmmBUu1PrwqNrE0h")
# ruleid: secrets.prefect-key
settings["prefect_api_key"] = "pnb_GMaFVVikP{{}}fegGBf1UPTpsgz9keTvIIP6HgBu"
# ok: secrets.prefect-key
PREFECT_API_KEY = os.environ["PREFECT_API_KEY"]
# ok: secrets.prefect-key
PREFECT_API_KEY = "pnb_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.pulumi-token
PULUMI_ACCESS_TOKEN = "pul-95845e2d28{{}}f36724d37845a7e915e96b71fd0097"
# ruleid: secrets.pulumi-token
client = connect(host, "pul-45c770e184{{}}34377ad10fdfdee56b93f5526518f5")
# ruleid: secrets.pulumi-token
settings["pulumi_access_token"] = "pul-d7e6cd9e42{{}}8fd4ad1966457a71c3d03b66b413e3"
# ok: secrets.pulumi-token
PULUMI_ACCESS_TOKEN = os.environ["PULUMI_ACCESS_TOKEN"]
# ok: secrets.pulumi-token
PULUMI_ACCESS_TOKEN = "pul-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.pypi-token
PYPI_TOKEN = "pypi-AgEIcHlwaS5vcmcMBI7maIbilXjKrMA{{}}wqHXgHNmVsyrJSuU115hwLuH4x6TQrcXOWeAkZ0YORraN1FPQBPcvqEmPzF0HuINZcZjVIlWeg"
# ruleid: secrets.pypi-token
client = connect(host, "pypi-AgEIcHlwaS5vcmcGaZeeSdKJxBzodJw{{}}bZEwnlrhwrYO0LSJO6eWXknf5AXR45HOb94EeDNkTC3lneiSedDLessXKxDeQ2wrplMWNH8EQU")
# ruleid: secrets.pypi-token
settings["pypi_token"] = "pypi-AgEIcHlwaS5vcmcmD5fZnx9NHIQKNhg{{}}kgadMpDIqM4H3NPRLSKV2WyMN100ciV2WyhLQS7XwqoLIw3xTEEbDTQ6ektmgoQtKoQiLiKizU"
# ok: secrets.pypi-token
PYPI_TOKEN = os.environ["PYPI_TOKEN"]
# ok: secrets.pypi-token
PYPI_TOKEN = "pypi-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.readme-key
README_API_KEY = "rdme_jutl9m1jgtw98lxzxng8{{}}pizjq988jyafmiu2q694t1u2khtd76mcp0h545n7duci5kc0vu"
# ruleid: secrets.readme-key
client = connect(host, "rdme_4vfn6u921l0tveyslonz{{}}adqfmz13cmubkgii2izxdkr0ljn0tg0d8693jjb8gg65t5xa9i")
# ruleid: secrets.readme-key
settings["readme_api_key"] = "rdme_gd94mhysbi10srmwyx6d{{}}m105noyoxz918s8i1hj1mlkp8phbvpziwczhlluqy1ihftq0zf"
# ok: secrets.readme-key
README_API_KEY = os.environ["README_API_KEY"]
# ok: secrets.readme-key
README_API_KEY = "rdme_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.replicate-token
REPLICATE_API_TOKEN = "r8_eH3GEljqFp{{}}sIJe3B63Ny8ITkTA0lI1OFHn5Xv"
# ruleid: secrets.replicate-token
client = connect(host, "r8_nT7yca7t0w{{}}mDOK9QrC0I8vOVwDdDoitw5l4MS")
# ruleid: secrets.replicate-token
settings["replicate_api_token"] = "r8_3sNN8GBlRz{{}}fTRIAe9wVjvwJABDokX75SHx318"
# ok: secrets.replicate-token
REPLICATE_API_TOKEN = os.environ["REPLICATE_API_TOKEN"]
# ok: secrets.replicate-token
REPLICATE_API_TOKEN = "r8_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.rubygems-key
RUBYGEMS_API_KEY = "rubygems_e82be9fa49{{}}5748c41ee3dbe7b8b12e10ea79f274ecac7c42"
# ruleid: secrets.rubygems-key
client = connect(host, "rubygems_12bf6b394c{{}}e0c9cc2cbd4b158e33168a544e6c0cfa0eef83")
# ruleid: secrets.rubygems-key
settings["rubygems_api_key"] = "rubygems_b4cee8faef{{}}fc551415f76c2f620048b672ceff2648a16cb7"
# ok: secrets.rubygems-key
RUBYGEMS_API_KEY = os.environ["RUBYGEMS_API_KEY"]
# ok: secrets.rubygems-key
RUBYGEMS_API_KEY = "rubygems_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.sendgrid-key
SENDGRID_API_KEY = "SG.QsoyeDfrPR0GwwHsvb93{{}}2m.EyIwVT8Q4chKHhIMJKndsn8ocfH5FsTiWKqOOsgGcXC"
# ruleid: secrets.sendgrid-key
client = connect(host, "SG.BEx1sh8XKsuYI7LmY19x{{}}eQ.qmWyVZmqjLWc8mmv02LZha8s2Z7O3r2ci8qVXTzkfPR")
# ruleid: secrets.sendgrid-key
settings["sendgrid_api_key"] = "SG.6KXUE4f7sCepRQ0EmH1c{{}}u0.OHw9NnQfggCKeAiIBWqVOhSC0IjlvOrUMYU7L0woQ1r"
# ok: secrets.sendgrid-key
SENDGRID_API_KEY = os.environ["SENDGRID_API_KEY"]
# ok: secrets.sendgrid-key
SENDGRID_API_KEY = "SG.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.sentry-token
SENTRY_AUTH_TOKEN = "sntryu_XjbZmjC5a{{}}TU4WtdRPCXnKFPKAzSUXmpvg6d7RDtLxa"
# ruleid: secrets.sentry-token
client = connect(host, "sntrys_OJhYIyn4{{}}xaDptTaP2MPghleYj9ZoYzMvqi7ejWA7")
# ruleid: secrets.sentry-token
settings["sentry_auth_token"] = "sntryu_OLTLclQ9{{}}kVwdWUTbgl6OtrfZpvPO6sA7pVKEmb6y"
# ok: secrets.sentry-token
SENTRY_AUTH_TOKEN = os.environ["SENTRY_AUTH_TOKEN"]
# ok: secrets.sentry-token
SENTRY_AUTH_TOKEN = "sntrys_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.shippo-token
SHIPPO_TOKEN = "shippo_live_23af2{{}}7de79bbe0bdb7fdc28752399eb5923dd386"
# ruleid: secrets.shippo-token
client = connect(host, "shippo_test_9939c{{}}b950a47867cba3c92c9b42389907e3aff6c")
# ruleid: secrets.shippo-token
settings["shippo_token"] = "shippo_test_6af25{{}}c974c6b553bb06b9876f6897a41fe02bfbb"
# ok: secrets.shippo-token
SHIPPO_TOKEN = os.environ["SHIPPO_TOKEN"]
# ok: secrets.shippo-token
SHIPPO_TOKEN = "shippo_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.shopify-token
SHOPIFY_TOKEN = "shpca_B6C4A5{{}}b117bdBFA7c74fF5766BBBCC47"
# ruleid: secrets.shopify-token
client = connect(host, "shpss_6eDA81{{}}9E79e5815eFbA0d39d44BfCd8c")
# ruleid: secrets.shopify-token
settings["shopify_token"] = "shpat_Bb51be{{}}96Aa5BDd4AdF0deeE93F4aB871"
# ok: secrets.shopify-token
SHOPIFY_TOKEN = os.environ["SHOPIFY_TOKEN"]
# ok: secrets.shopify-token
SHOPIFY_TOKEN = "shpca_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.slack-app-token
SLACK_TOKEN = "xoxe-8-Y39WOMPRsRcA3oKNE9I4zJ{{}}kcqxDptwqhd0JuSVB6QOp0S4pJtXC0EfCSROMHrAo3aEn9AgEtEJLZ0XhME"
# ruleid: secrets.slack-app-token
client = connect(host, "xoxe.xoxp-0-Z6tvOzTkWLFbOVENHyo{{}}KLErepKeAEuo5qt3GLmEnzS0JW133HwHwBZ2iITZMzWugvdmHaJ5Tr9f8grU7f")
# ruleid: secrets.slack-app-token
settings["slack_token"] = "xoxe.xoxb-9-yal6xNlEhK9KRWHc3Gm{{}}QpRwjCT5A1OhaDhA5rbh3e6Z0arodH7HOKBweYcxS1g9PGt3NacgcmWXJNooH7z"
# ok: secrets.slack-app-token
SLACK_TOKEN = os.environ["SLACK_TOKEN"]
# ok: secrets.slack-app-token
SLACK_TOKEN = "xoxe.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.slack-token
SLACK_TOKEN = "xoxb-872838911747-{{}}391147882268-jvpufku8frrifygtdoqi36iq"
# ruleid: secrets.slack-token
client = connect(host, "xoxb-590570374968-{{}}777468434720-1yeem0nogcinzw3dfyxf52og")
# ruleid: secrets.slack-token
settings["slack_token"] = "xoxb-195801686539-{{}}613044425424-xs4qx22zegd4f2tgu8jjdqud"
# ok: secrets.slack-token
SLACK_TOKEN = os.environ["SLACK_TOKEN"]
# ok: secrets.slack-token
SLACK_TOKEN = "xoxb-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.sonar-token
SONAR_TOKEN = "sqa_db3c8a8411{{}}b1bac1c77e923ef9bfa0e77c98e749"
# ruleid: secrets.sonar-token
client = connect(host, "squ_e7d069cad0{{}}e7cbc7bc75a17b88f153f89ac8fce5")
# ruleid: secrets.sonar-token
settings["sonar_token"] = "sqa_bcbd9688f2{{}}60b44fd7dca8ad7e033e4186524d6a"
# ok: secrets.sonar-token
SONAR_TOKEN = os.environ["SONAR_TOKEN"]
# ok: secrets.sonar-token
SONAR_TOKEN = "sqp_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.square-oauth-secret
SQUARE_OAUTH_SECRET = "sq0csp-qL2WCcKDH{{}}TD05HvIzvGoXKrhyPS9QqHtheVpTg1Hk5Z"
# ruleid: secrets.square-oauth-secret
client = connect(host, "sq0csp-JQuQO4ZW2{{}}S69zQhy27Lr3Y8sCuEVhQbsRBZ2qxTaKfv")
# ruleid: secrets.square-oauth-secret
settings["square_oauth_secret"] = "sq0csp-zrMZ2xdH7{{}}wFYqPzLW95JHMmZ59mcImHsNTHnoydhsg2"
# ok: secrets.square-oauth-secret
SQUARE_OAUTH_SECRET = os.environ["SQUARE_OAUTH_SECRET"]
# ok: secrets.square-oauth-secret
SQUARE_OAUTH_SECRET = "sq0csp-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.square-token
SQUARE_ACCESS_TOKEN = "EAAAscSGlCiHKh74JOJml{{}}qcKHvvR3oFWqPZhDvlVs094mtNxiF5zfBGpW2QqdaEz"
# ruleid: secrets.square-token
client = connect(host, "sq0atp-Ug{{}}3vy5RCyYLoUBjh8FbQ2G")
# ruleid: secrets.square-token
settings["square_access_token"] = "EAAAo9zXXkqhOUcTXanyU{{}}xylzyENPhYVeUwj9F3Qe8U0UQyjDQQHaPwpIgQKbxPN"
# ok: secrets.square-token
SQUARE_ACCESS_TOKEN = os.environ["SQUARE_ACCESS_TOKEN"]
# ok: secrets.square-token
SQUARE_ACCESS_TOKEN = "EAAAxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.stripe-key
STRIPE_API_KEY = "sk_live_B6{{}}BgNVN93anWi0Xww23YCatx"
# ruleid: secrets.stripe-key
client = connect(host, "sk_live_qL{{}}OXlpuSnreFgHdZzN0vPE7u")
# ruleid: secrets.stripe-key
settings["stripe_api_key"] = "sk_live_LJ{{}}Bm9e2HANCKjrMrymVA58HG"
# ok: secrets.stripe-key
STRIPE_API_KEY = os.environ["STRIPE_API_KEY"]
# ok: secrets.stripe-key
STRIPE_API_KEY = "sk_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.stripe-secret
STRIPE_SECRET = "whsec_QS1ubH3e{{}}44vKIyp3IDlsjxtPPEwvmnr8OCCq"
# ruleid: secrets.stripe-secret
client = connect(host, "rk_live_{{}}B140la837U47llmN")
# ruleid: secrets.stripe-secret
settings["stripe_secret"] = "whsec_P9ZB38V{{}}BmKFnepBr54BsJujD6Im1hHc9eAF"
# ok: secrets.stripe-secret
STRIPE_SECRET = os.environ["STRIPE_SECRET"]
# ok: secrets.stripe-secret
STRIPE_SECRET = "rk_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.stripe-test-key
STRIPE_API_KEY = "sk_test_bb{{}}QBSfQfSqXd3JjFsTI4l5Ly"
# ruleid: secrets.stripe-test-key
client = connect(host, "sk_test_e7{{}}hiLaxynl0wCELRbZCK1w0S")
# ruleid: secrets.stripe-test-key
settings["stripe_api_key"] = "sk_test_v7{{}}eH4xoL1DYHxHOwQgb7XIRY"
# ok: secrets.stripe-test-key
STRIPE_API_KEY = os.environ["STRIPE_API_KEY"]
# ok: secrets.stripe-test-key
STRIPE_API_KEY = "sk_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.supabase-key
SUPABASE_SERVICE_KEY = "sb_secret_{{}}lEIeGUz28dJQDZGfWP73"
# ruleid: secrets.supabase-key
client = connect(host, "sbp_6995279afb{{}}c208fee950dcba2d52e06ca4c0be60")
# ruleid: secrets.supabase-key
settings["supabase_service_key"] = "sbp_c98fa2e486{{}}c98922ff45053408d63ac0ba3b2d94"
# ok: secrets.supabase-key
SUPABASE_SERVICE_KEY = os.environ["SUPABASE_SERVICE_KEY"]
# ok: secrets.supabase-key
SUPABASE_SERVICE_KEY = "sb_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.tailscale-key
TAILSCALE_AUTH_KEY = "tskey-scim-y{{}}CLZb037t8-kqf992sx35FxbHol"
# ruleid: secrets.tailscale-key
client = connect(host, "tskey-webhook{{}}-jBIM29FC-vEzvMMBU8N3UKQze")
# ruleid: secrets.tailscale-key
settings["tailscale_auth_key"] = "tskey-client-A{{}}B2IXbJ2mHIl-uX7nKPgm40YhoU2Ktg"
# ok: secrets.tailscale-key
TAILSCALE_AUTH_KEY = os.environ["TAILSCALE_AUTH_KEY"]
# ok: secrets.tailscale-key
TAILSCALE_AUTH_KEY = "tskey-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.tavily-key
TAVILY_API_KEY = "tvly-dev-bnrR{{}}r5lAuntyiohaHzDy6VpYkwPx2zm"
# ruleid: secrets.tavily-key
client = connect(host, "tvly-woe7LGs{{}}hO4zVVrBOjxQ2qaX7aADKJlU8")
# ruleid: secrets.tavily-key
settings["tavily_api_key"] = "tvly-ETADV0{{}}FhEEJOsihxW9R6UjNrRPkki"
# ok: secrets.tavily-key
TAVILY_API_KEY = os.environ["TAVILY_API_KEY"]
# ok: secrets.tavily-key
TAVILY_API_KEY = "tvly-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.teams-webhook
TEAMS_WEBHOOK_URL = "https://0f.webhook.office.com/webhookb2/116441aD-B2bB-ac33-9bCF-BC{{}}b52ABFa6a5@35D2cDFa-Dfbf-38a6-C0ff-C3Fa5D7f5fEd/IncomingWebhook/37c306d5335a96143aa44548f30de32e/3FDaA8C8-8AEa-1B2b-43FF-223aCB60EdA8"
# ruleid: secrets.teams-webhook
client = connect(host, "https://r29b.webhook.office.com/webhookb2/3D8da7bB-6dFd-6Be1-512B-d{{}}8ccCe74f9Da@f1BA08AD-FA7e-2105-E87E-FE0BFc8B8c2A/IncomingWebhook/ebf84cfb2cbb1f8b0dd53432a5a31fc0/Fff52A25-B72D-3c3A-ED45-9e756fbff47e")
# ruleid: secrets.teams-webhook
settings["teams_webhook_url"] = "https://dsp.webhook.office.com/webhookb2/fDdf4ad2-C476-4BB3-aA26-A{{}}CfBc6d73858@1A9FC6BA-ACDC-7994-9CD6-85AC7018079a/IncomingWebhook/5b9799782aa1bc043abb3d4177b0d886/dCedfd2C-5a11-aE29-9909-eBCdCa8B7fa9"
# ok: secrets.teams-webhook
TEAMS_WEBHOOK_URL = os.environ["TEAMS_WEBHOOK_URL"]
# ok: secrets.teams-webhook
TEAMS_WEBHOOK_URL = "httpxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.telegram-bot-token
TELEGRAM_TOKEN = "1784583824:AAhF{{}}mVzSOPOR1sZI91KuEarT1wfM9BQ2RG5"
# ruleid: secrets.telegram-bot-token
client = connect(host, "3946005979:AAFG{{}}1SKm1k7biqkAc5xvVQuGNaPIobKGD4C")
# ruleid: secrets.telegram-bot-token
settings["telegram_token"] = "919274968:AAgmp{{}}PEgTOrX8tPwpl7hTRLnDTJ4gRPtA4S"
# ok: secrets.telegram-bot-token
TELEGRAM_TOKEN = os.environ["TELEGRAM_TOKEN"]
# ok: secrets.telegram-bot-token
TELEGRAM_TOKEN = "1107xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.tencent-access-key
TENCENTCLOUD_SECRET_ID = "AKIDBLWc08ok{{}}DPuK2XRE7i1znIFOdjSE8RNu"
# ruleid: secrets.tencent-access-key
client = connect(host, "AKID5cdNjvta{{}}hczjM6LkPzhpk39adZENv1tz")
# ruleid: secrets.tencent-access-key
settings["tencentcloud_secret_id"] = "AKIDAppT9X0Y{{}}eDWy2ze2Y2aPIzwhzShSoFdT"
# ok: secrets.tencent-access-key
TENCENTCLOUD_SECRET_ID = os.environ["TENCENTCLOUD_SECRET_ID"]
# ok: secrets.tencent-access-key
TENCENTCLOUD_SECRET_ID = "AKIDxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.terraform-token
TFE_TOKEN = "nXnJJwbVMRYcsW.atlasv1.7tKn{{}}Z5hjyP9DjUwFcFrRArDh25qeWYdmGoKsmQyudepACQS7hUkbs3FGU1Zo"
# ruleid: secrets.terraform-token
client = connect(host, "wPtBISQtgkp6gs.atlasv1.apdZwt{{}}cUapIavONwXcVelVNjxTurpJciRcrXhWb8FypfPAigoo29sESKZjLY26FQ")
# ruleid: secrets.terraform-token
settings["tfe_token"] = "IGcO6ZdXmAnQBF.atlasv1.vNldX{{}}9myvP2CDCIBYR9iFibbjdT1OZz4rG6J8Ob093M58CFOcWO73bE71UZQk"
# ok: secrets.terraform-token
TFE_TOKEN = os.environ["TFE_TOKEN"]
# ok: secrets.terraform-token
TFE_TOKEN = "gI2xxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.twilio-key
TWILIO_AUTH_TOKEN = "SKd3cfba3f4{{}}6317c1f68ee5be7f1933346"
# ruleid: secrets.twilio-key
client = connect(host, "SK5bff06d78{{}}7fcb85f00f2db2063175a0b")
# ruleid: secrets.twilio-key
settings["twilio_auth_token"] = "SKf579fe10d{{}}ada8d75ca17e97dcf21ff92"
# ok: secrets.twilio-key
TWILIO_AUTH_TOKEN = os.environ["TWILIO_AUTH_TOKEN"]
# ok: secrets.twilio-key
TWILIO_AUTH_TOKEN = "SK88xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.typeform-token
TYPEFORM_TOKEN = "tfp_uyQgRKvav4r1{{}}fbDMI43Aa17QNpePJ5ojtp4uKbmD22xn4E"
# ruleid: secrets.typeform-token
client = connect(host, "tfp_RmFo19O9HFQdh{{}}2fEQs2y3dry7W5sVl749G5c84PfhpAqsZd")
# ruleid: secrets.typeform-token
settings["typeform_token"] = "tfp_xdy1fRHRwhPQ{{}}EOoXB1sEoYrnfXq41qTMATSlUxCsKPkyo"
# ok: secrets.typeform-token
TYPEFORM_TOKEN = os.environ["TYPEFORM_TOKEN"]
# ok: secrets.typeform-token
TYPEFORM_TOKEN = "tfp_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.vault-token
VAULT_TOKEN = "hvb.2V1GdV{{}}50ztyuxcXNpXmfiQn4NK"
# ruleid: secrets.vault-token
client = connect(host, "hvs.cT68yl{{}}raVWNJcuQxo1BFUFdOmV")
# ruleid: secrets.vault-token
settings["vault_token"] = "hvr.93GyFl{{}}JV4RK6VbSTfJ40oo314FTN"
# ok: secrets.vault-token
VAULT_TOKEN = os.environ["VAULT_TOKEN"]
# ok: secrets.vault-token
VAULT_TOKEN = "hvs.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.xai-key
XAI_API_KEY = "xai-f8r8b0RtfoMgG1410JNw8{{}}FLKAiHS8jsoRkICFGMftjbyE5lnyUROLv6U8eqQLdOCSK9P5CsE"
# ruleid: secrets.xai-key
client = connect(host, "xai-yt7qnqkqU8jWRG7p8SqBG{{}}SAyn0FwL49BgpfvFGu9DtdGy4oqSSF7pbjfC8675iGosOEMDiaLr")
# ruleid: secrets.xai-key
settings["xai_api_key"] = "xai-TH9AyaPbRzRw3HyyrEAKAB{{}}BCe8Nh0v7hV4XpQKFvatqFstJluAfmYD6F7RHdccQaZqQPI1bU0n"
# ok: secrets.xai-key
XAI_API_KEY = os.environ["XAI_API_KEY"]
# ok: secrets.xai-key
XAI_API_KEY = "xai-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.yandex-key
YANDEX_API_KEY = "AQVNud7oI2vQMi{{}}yGlgArMNwRNyB4E2e0GX6mnHMNOw"
# ruleid: secrets.yandex-key
client = connect(host, "AQVNh9lPfmb50{{}}2PssLTCgi7wcl0Cv0irnJevOIm")
# ruleid: secrets.yandex-key
settings["yandex_api_key"] = "AQVN00SE8g0LFT{{}}BqXnKq4TjrNfgsKTi2tN14NCYb6h"
# ok: secrets.yandex-key
YANDEX_API_KEY = os.environ["YANDEX_API_KEY"]
# ok: secrets.yandex-key
YANDEX_API_KEY = "AQVNxxxxxxxxxxxxxxxxxxxxxxxx"
