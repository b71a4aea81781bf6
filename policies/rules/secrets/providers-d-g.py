# Tokens of providers: made up by their formats, and cut by a seam so that they look real to no other scanner.
import os

# ruleid: secrets.databricks-token
DATABRICKS_TOKEN = "dapi45b1b639{{}}b0aa7b17e6508d5a2bf3b331"
# ruleid: secrets.databricks-token
client = connect(host, "dapi8ad84054{{}}7b5538c71e5adb4ce00ad708")
# ruleid: secrets.databricks-token
settings["databricks_token"] = "dapi5a69030f{{}}df9493acfd6e1871bda14e10-3"
# ok: secrets.databricks-token
DATABRICKS_TOKEN = os.environ["DATABRICKS_TOKEN"]
# ok: secrets.databricks-token
DATABRICKS_TOKEN = "dapixxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.digitalocean-token
DIGITALOCEAN_TOKEN = "doo_v1_a25b30530f2526ab{{}}8bcc325edf3a30aee5597b3414ae9b91657497e88a9818e3"
# ruleid: secrets.digitalocean-token
client = connect(host, "doo_v1_0610e04d8eeed7bc{{}}64c5a15f788c28decb3f998ff3c497ea1f7c3c0f19db8b6c")
# ruleid: secrets.digitalocean-token
settings["digitalocean_token"] = "dor_v1_afc03c675e2af697{{}}1d5d96ebb75a2b892eeef1e7c7b2da8dc2b3527caca0cb34"
# ok: secrets.digitalocean-token
DIGITALOCEAN_TOKEN = os.environ["DIGITALOCEAN_TOKEN"]
# ok: secrets.digitalocean-token
DIGITALOCEAN_TOKEN = "doo_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.discord-bot-token
DISCORD_TOKEN = "ML2d9chXxFyuzCIbHjrj{{}}iXsr6.4txVyf.dkTKYBWGEGEM1dWDddlPZHio1QY"
# ruleid: secrets.discord-bot-token
client = connect(host, "MRFR5Q5yGxRYHy2cMcwZ{{}}Rv56X.rsqdNS.XS9I371exc7zGPU1L3p3Yhzu85g")
# ruleid: secrets.discord-bot-token
settings["discord_token"] = "MIvchm97I4EMzn5YbpTT{{}}gi78B.TxjI1r.iP7CmH6S4gYe2Jt2TUbzOa2KkfX"
# ok: secrets.discord-bot-token
DISCORD_TOKEN = os.environ["DISCORD_TOKEN"]
# ok: secrets.discord-bot-token
DISCORD_TOKEN = "M4g7xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.discord-webhook
DISCORD_WEBHOOK_URL = "https://ptb.discord.com/api/v48/webhooks{{}}/11891452933257969257/EPHGmDHcjjZn2aaBHtQZ411bptDzP5HLH387BQEP01xxpo4R1VAxloVOxdu1"
# ruleid: secrets.discord-webhook
client = connect(host, "https://discordapp.com/api/webhooks/21{{}}446591340135948/tRxZN96VkXhaRqcyCIhb5JBdoDdWKwrAlUOnDQ3xqnKGN3Rxydg2jNVoMJQEB")
# ruleid: secrets.discord-webhook
settings["discord_webhook_url"] = "https://discordapp.com/api/webhooks/048{{}}30212785792009/B2W6oI5AIFNgwP5sc8tLz5BscY4Mh5qa8zLfCF3m2cODPmGC78K71LiB7MGGp2H"
# ok: secrets.discord-webhook
DISCORD_WEBHOOK_URL = os.environ["DISCORD_WEBHOOK_URL"]
# ok: secrets.discord-webhook
DISCORD_WEBHOOK_URL = "httpxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.docker-token
DOCKER_TOKEN = "dckr_pat_kpl{{}}fIYIU6c9otGFqdezDBLfZz5g"
# ruleid: secrets.docker-token
client = connect(host, "dckr_oat_BOl{{}}5b0h7YAaNwPiFcb0y7o3D3P7")
# ruleid: secrets.docker-token
settings["docker_token"] = "dckr_pat_TgpQ{{}}FSbjFYVxRCuH1hg26ZQJFzZqS5"
# ok: secrets.docker-token
DOCKER_TOKEN = os.environ["DOCKER_TOKEN"]
# ok: secrets.docker-token
DOCKER_TOKEN = "dckr_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.doppler-token
DOPPLER_TOKEN = "dp.sa.91r22w.4DYx{{}}pyNyNCdYqPmMLXjhQKp7BxjLk3XDZlf0nl8M"
# ruleid: secrets.doppler-token
client = connect(host, "dp.pt.jiok46.62n5{{}}FFzxT8ZkAJqdLhg0H44NSGm4rZkMbjx3OKDC")
# ruleid: secrets.doppler-token
settings["doppler_token"] = "dp.pt.u70.c6nVIlx{{}}SiWN7MoVkZgS4dJTwjutT2FHBi0zU0zMOfOU"
# ok: secrets.doppler-token
DOPPLER_TOKEN = os.environ["DOPPLER_TOKEN"]
# ok: secrets.doppler-token
DOPPLER_TOKEN = "dp.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.duffel-token
DUFFEL_TOKEN = "duffel_live_DLlpNn{{}}vps50tuNrqOlvMJbZMyOdX05S3z4EbJhh7ckX"
# ruleid: secrets.duffel-token
client = connect(host, "duffel_test_WOSCNq{{}}LyL8BnE0gIKcjggDnPVygMbGOLqpEOcNh44Gh")
# ruleid: secrets.duffel-token
settings["duffel_token"] = "duffel_live_T8k3uf{{}}l8SLqRe7FwQHiJ8jFR4466cO7RJwXfE6zsYsK"
# ok: secrets.duffel-token
DUFFEL_TOKEN = os.environ["DUFFEL_TOKEN"]
# ok: secrets.duffel-token
DUFFEL_TOKEN = "duffel_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.dynatrace-token
DYNATRACE_TOKEN = "dt0z56.9C25X6WIZUZ5LSZZR5KBI6FE.{{}}S32A85BEUV7BRD6XR0L9UDF3Y4XEQRWG5CIGLK79S3OK0UL0ZO3MAP8IOS8VM0PU"
# ruleid: secrets.dynatrace-token
client = connect(host, "dt0r63.4BUHITXS1TR66RCSOPWHJY2L.{{}}H3RJG88WRVFPC5XH8VJKBLGQI7FCS8HAR6W5T3A6E07Z00M2C9BXK4OKIMFQJIY6")
# ruleid: secrets.dynatrace-token
settings["dynatrace_token"] = "dt0c39.313LMWSIO06C6H3BBY5JHZP7.{{}}81GPXO8PND7HQ4Y0ZSQWHDT6O56PUTFKOBB992FROOCQNV894KDQE7ZWTJDJ7LR6"
# ok: secrets.dynatrace-token
DYNATRACE_TOKEN = os.environ["DYNATRACE_TOKEN"]
# ok: secrets.dynatrace-token
DYNATRACE_TOKEN = "dt0e99.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.easypost-key
EASYPOST_API_KEY = "EZAKmhWnFngKUh6Tlha{{}}TjSzmrPhkLJsOAfngoXKNw5XC7Z0VtwCxl0r0Ks"
# ruleid: secrets.easypost-key
client = connect(host, "EZTK2qIabkUDCqk8Rx1{{}}ySWJaIkQB16Gg6WRXEirdw5NQy0uFYHJCyQehEO")
# ruleid: secrets.easypost-key
settings["easypost_api_key"] = "EZTKbQQSJG6XuAIeuIs{{}}A0qdqOCDdIPsOnxmdl14DXnJdIRTSlZWyMpslHe"
# ok: secrets.easypost-key
EASYPOST_API_KEY = os.environ["EASYPOST_API_KEY"]
# ok: secrets.easypost-key
EASYPOST_API_KEY = "EZTKxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.facebook-token
FACEBOOK_ACCESS_TOKEN = "EAAC0ShmBObUUNb2tt37D8oUWfMDD8gy{{}}xF9zjgyAXD9g2EHj69SiIb8qNrq8hdjYAxDjAa0rEYdVmswzbuIoA2trJG3QavUQF0"
# ruleid: secrets.facebook-token
client = connect(host, "EAACug2MstqewJ3J8o7sSADRYZH5KDsX{{}}M8D0c3svssiwSaqZ2ow9FXoDZeC5yibV37msBtjHQXLdJ2k58BP0qeA2IC9dtBhVuh")
# ruleid: secrets.facebook-token
settings["facebook_access_token"] = "EAACmeRfARcFzKkFoktBTFUJSLTCQj3W{{}}PY7XrDZvTfNHv3tpgtPircqmTeM2S77eSOabrOakXTBDKjauXs3KaHNpJEbh8oxFI"
# ok: secrets.facebook-token
FACEBOOK_ACCESS_TOKEN = os.environ["FACEBOOK_ACCESS_TOKEN"]
# ok: secrets.facebook-token
FACEBOOK_ACCESS_TOKEN = "EAAMxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.figma-token
FIGMA_TOKEN = "figo_a6iRwFUeTX{{}}r90ORxsBZPR8NZ3aS7bxJfEzqSPQU9"
# ruleid: secrets.figma-token
client = connect(host, "figo_QOtbguDnB{{}}iBZs7vqWcJXDQh6kqAbSnH4ZMhfkR")
# ruleid: secrets.figma-token
settings["figma_token"] = "figor_OdK3QpTWc{{}}iLGuNLgSrhEWoBF9MmBX1vF5pgAml02T"
# ok: secrets.figma-token
FIGMA_TOKEN = os.environ["FIGMA_TOKEN"]
# ok: secrets.figma-token
FIGMA_TOKEN = "figd_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.flutterwave-key
FLUTTERWAVE_SECRET_KEY = "FLWSECK_TE{{}}ST-f7e01c3f02c4c7d-X"
# ruleid: secrets.flutterwave-key
client = connect(host, "FLWSECK{{}}-ecga57f65gf35-X")
# ruleid: secrets.flutterwave-key
settings["flutterwave_secret_key"] = "FLWSECK_T{{}}EST-a6g9h6221843-X"
# ok: secrets.flutterwave-key
FLUTTERWAVE_SECRET_KEY = os.environ["FLUTTERWAVE_SECRET_KEY"]
# ok: secrets.flutterwave-key
FLUTTERWAVE_SECRET_KEY = "FLWSECK_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.fly-token
FLY_API_TOKEN = "fm2_Ii2UUVQ3cbRhJxSCu3Il30GGemvtnL{{}}X5Pjq70Gy7PaEVYqx1qosMb31oN1ZhMxZVtvj1e5L3YAyxv9G2SL1TZBvZAdghFZedwiNU"
# ruleid: secrets.fly-token
client = connect(host, "fm2_TuzM9NcK0O4PgyOyIPD6wVn1LmEQpo{{}}Qga5LvJ8HiQa8zkanAj5WWMUHTNhXjvErPNGBXjbBaZyptOVz1OdE2ONLyvwx7RRZPLIVX")
# ruleid: secrets.fly-token
settings["fly_api_token"] = "fm2_FYyWLdsV74xwpsQUod2QfY1K8I5KO0O{{}}d2Slr0q7uf8u6FZEIbUQwqL4D8dC3k1Ggk4RQmIiuwdLg3yJzZgB4BOC32vOgUULLzbEqW"
# ok: secrets.fly-token
FLY_API_TOKEN = os.environ["FLY_API_TOKEN"]
# ok: secrets.fly-token
FLY_API_TOKEN = "fo1_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.frameio-token
FRAMEIO_TOKEN = "fio-u-lZGJDfeVOF390O7TS{{}}KbkNDYo7eH0RP7ouYY7Ie1aofopPcWBJ7cn1rz4NFOWyAaf"
# ruleid: secrets.frameio-token
client = connect(host, "fio-u-JTUFHcWFYeXRinW01{{}}4VaLgNaKv8eaH5pXLEhBqLuURR3Ys59lHaTZkKuvRWJBt4f")
# ruleid: secrets.frameio-token
settings["frameio_token"] = "fio-u-UifvqTF7GCxs9vpIL{{}}5aoYlzCgOHkwDrrwhRvWH3gS58sV1n64Y8Ic80DUmsbqU2d"
# ok: secrets.frameio-token
FRAMEIO_TOKEN = os.environ["FRAMEIO_TOKEN"]
# ok: secrets.frameio-token
FRAMEIO_TOKEN = "fio-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.github-fine-grained-token
GITHUB_TOKEN = "github_pat_sLY8J{{}}QuV2TfZPJLMONsX2AYb1bUnNu4zaK7ThR9"
# ruleid: secrets.github-fine-grained-token
client = connect(host, "github_pat_ZJZQL{{}}1418K2ep7Owc1CMyWrNmbGWt9efMRc13eb")
# ruleid: secrets.github-fine-grained-token
settings["github_token"] = "github_pat_kXWUq{{}}rUSNy2lksSXWkRoPGXp0PMFnWylpFlP1O"
# ok: secrets.github-fine-grained-token
GITHUB_TOKEN = os.environ["GITHUB_TOKEN"]
# ok: secrets.github-fine-grained-token
GITHUB_TOKEN = "github_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.github-token
GITHUB_TOKEN = "ghp_ANMetsHDm{{}}h53b9KyXZYfX5xjlqEDitWsjscB"
# ruleid: secrets.github-token
client = connect(host, "ghp_eaVkHbAW7{{}}s5n7WZmaHvBqytET6hymnoeRExm")
# ruleid: secrets.github-token
settings["github_token"] = "ghp_JG7i2rXfg{{}}yBCmxAp92lIbfB9L9XTd8YJnG9v"
# ok: secrets.github-token
GITHUB_TOKEN = os.environ["GITHUB_TOKEN"]
# ok: secrets.github-token
GITHUB_TOKEN = "ghp_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.gitlab-access-token
GITLAB_TOKEN = "glffct-wL{{}}xiNUwNiMvz6fnXz2H0"
# ruleid: secrets.gitlab-access-token
client = connect(host, "glptt-Xw{{}}k0h5VCck4wW2wOxeJT")
# ruleid: secrets.gitlab-access-token
settings["gitlab_token"] = "glffct-5Y{{}}ssvh8D7qWUJ4KcRtEP"
# ok: secrets.gitlab-access-token
GITLAB_TOKEN = os.environ["GITLAB_TOKEN"]
# ok: secrets.gitlab-access-token
GITLAB_TOKEN = "glptt-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.gitlab-token
GITLAB_TOKEN = "glpat-bJ{{}}Kv1kts6PFaIVfVpcrf"
# ruleid: secrets.gitlab-token
client = connect(host, "glpat-uu{{}}VGeZk1hziJfF6rU8Nq")
# ruleid: secrets.gitlab-token
settings["gitlab_token"] = "glpat-gS{{}}HM9hw8ctBKdG2QpXFU"
# ok: secrets.gitlab-token
GITLAB_TOKEN = os.environ["GITLAB_TOKEN"]
# ok: secrets.gitlab-token
GITLAB_TOKEN = "glpat-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.google-api-key
GOOGLE_API_KEY = "AIzaIpBRoYPa5{{}}WGidNXynxt1Q7Gi1W6IgRQI0gD"
# ruleid: secrets.google-api-key
client = connect(host, "AIzaoQws2FUjs{{}}NUwStX3gcal2h2czqTrK8UTacz")
# ruleid: secrets.google-api-key
settings["google_api_key"] = "AIzaGyyEAFG1O{{}}AaLJJI6xmaEck2hpn2uBBU0Wkh"
# ok: secrets.google-api-key
GOOGLE_API_KEY = os.environ["GOOGLE_API_KEY"]
# ok: secrets.google-api-key
GOOGLE_API_KEY = "AIzaxxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.google-oauth-secret
GOOGLE_CLIENT_SECRET = "GOCSPX-rxDO{{}}QupS45q9V2F7IpnTVZUShAjh"
# ruleid: secrets.google-oauth-secret
client = connect(host, "GOCSPX-EBfv{{}}FsI4YP1TApIBo9a6IS9YFA6")
# ruleid: secrets.google-oauth-secret
settings["google_client_secret"] = "GOCSPX-3mFS{{}}QxREkBoxRaW99xCFLTXAIxU"
# ok: secrets.google-oauth-secret
GOOGLE_CLIENT_SECRET = os.environ["GOOGLE_CLIENT_SECRET"]
# ok: secrets.google-oauth-secret
GOOGLE_CLIENT_SECRET = "GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.google-oauth-token
GOOGLE_ACCESS_TOKEN = "ya29.jb0J4Lu{{}}wQOM62TrU8D8bVciePmB7tCG0"
# ruleid: secrets.google-oauth-token
client = connect(host, "ya29.f8sMhw{{}}aIvOoag7FI9Gp7kZhVTUWfPZ")
# ruleid: secrets.google-oauth-token
settings["google_access_token"] = "ya29.YuLdce0{{}}UrUvuHgjbkXur0NXHpDvaX1X"
# ok: secrets.google-oauth-token
GOOGLE_ACCESS_TOKEN = os.environ["GOOGLE_ACCESS_TOKEN"]
# ok: secrets.google-oauth-token
GOOGLE_ACCESS_TOKEN = "ya29.xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.grafana-token
GRAFANA_TOKEN = "glc_NBtMIYy{{}}neqxYMn2p9f7BmQAUZdusUt"
# ruleid: secrets.grafana-token
client = connect(host, "glc_4u7h4vK{{}}aEWHmXHxDVyCyjfkHkiJ03")
# ruleid: secrets.grafana-token
settings["grafana_token"] = "glsa_oDt96f{{}}x5prGW67GBg0P4yhynrJ4iIW"
# ok: secrets.grafana-token
GRAFANA_TOKEN = os.environ["GRAFANA_TOKEN"]
# ok: secrets.grafana-token
GRAFANA_TOKEN = "glsa_xxxxxxxxxxxxxxxxxxxxxxxx"

# ruleid: secrets.groq-key
GROQ_API_KEY = "gsk_iDYPEWMCTcS24J{{}}qhDt2GjdMmXexhAIMuexBOwTq6tGXjINYoFVV"
# ruleid: secrets.groq-key
client = connect(host, "gsk_18CcXTgdj6Zxss{{}}X37vMWfAJa4o6C7p9AmAnmIkFz9MwrTYnk9C")
# ruleid: secrets.groq-key
settings["groq_api_key"] = "gsk_SCW5kg65Jj4rOO{{}}8R3oatYA4nSmAjzPP4i5F6jPWGnMpUk6zWeB"
# ok: secrets.groq-key
GROQ_API_KEY = os.environ["GROQ_API_KEY"]
# ok: secrets.groq-key
GROQ_API_KEY = "gsk_xxxxxxxxxxxxxxxxxxxxxxxx"
