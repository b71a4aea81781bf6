"""Token formats of providers, as the providers publish them: a fixed beginning, an alphabet, a length.

A format with a beginning of its own is certain; one of letters and digits only is asked for beside its provider's name by kingfisher, not
here.
Lengths are lower bounds where a provider has changed them, so that a newer token is found too; secrets.py takes a token to its end.
Source: each provider's own documentation of its keys.
Rules for this file: a table; each expression is bounded and starts with a fixed word.
Counterparts: secret_rules.py (detect-secrets' formats), secrets.py (runs them).
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.secret_rules import Format, SecretRule

_UUID: Final = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_FRONT: Final = r"(?<![A-Za-z0-9])"  # a token begins where a word does; `_` and `-` may stand before it
_BACK: Final = (
    r"(?![A-Za-z0-9]|==?(?:[\"'`\s]|$))"  # and it ends where one does; what is padded is something else that is encoded
)
# Rule name | noun | environment variable | hints (lower case, one must occur) | expression.
_TABLE: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("adafruit-key", "An Adafruit IO key", "ADAFRUIT_IO_KEY", "aio_", r"aio_[A-Za-z0-9]{28}"),
    ("age-key", "An age identity", "AGE_IDENTITY", "age-secret-key-1", r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{50,60}"),
    ("airtable-token", "An Airtable token", "AIRTABLE_TOKEN", "pat", r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    ("alibaba-access-key", "An Alibaba Cloud access key", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ltai", r"LTAI[A-Za-z0-9]{16,24}"),
    ("amazon-mws-token", "An Amazon MWS token", "MWS_AUTH_TOKEN", "amzn.mws.", rf"amzn\.mws\.{_UUID}"),
    ("anthropic-key", "An Anthropic key", "ANTHROPIC_API_KEY", "sk-ant-", r"sk-ant-[a-z]{2,8}\d{2}-[\w-]{80,120}AA"),
    ("asana-token", "An Asana token", "ASANA_TOKEN", "/", r"[12]/\d{16}(?:/\d{16})?:[a-f0-9]{32}"),
    ("atlassian-token", "An Atlassian token", "ATLASSIAN_API_TOKEN", "atatt3 atctt3 atbb", r"(?:AT[AC]TT3[\w=-]{60,250}|ATBB[A-Za-z0-9]{32})"),
    ("aws-appsync-key", "An AWS AppSync key", "APPSYNC_API_KEY", "da2-", r"da2-[a-z0-9]{26}"),
    ("aws-bedrock-key", "An AWS Bedrock key", "AWS_BEARER_TOKEN_BEDROCK", "absk bedrock-api-key-", r"(?:ABSK[A-Za-z0-9+/]{90,300}|bedrock-api-key-[A-Za-z0-9+/]{60,2000})"),
    ("azure-devops-token", "An Azure DevOps token", "AZURE_DEVOPS_TOKEN", "azdo", r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
    ("azure-service-key", "An Azure service key", "AZURE_API_KEY", "azfu acdb +ast +acr azse jqqj", r"(?:[A-Za-z0-9_+/-]{32,88}(?:AzFu|ACDb|\+ASt|\+ACR|AzSe)[A-Za-z0-9+/=]{4,16}|[A-Za-z0-9]{40,60}JQQJ9[A-Za-z0-9]{20,40})"),
    ("braintree-token", "A Braintree token", "BRAINTREE_ACCESS_TOKEN", "$production$", r"access_token\$production\$[a-z0-9]{16}\$[a-f0-9]{32}"),
    ("brevo-key", "A Brevo key", "BREVO_API_KEY", "xkeysib- xsmtpsib-", r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),
    ("buildkite-token", "A Buildkite token", "BUILDKITE_TOKEN", "bkua_", r"bkua_[a-f0-9]{40}"),
    ("cargo-token", "A crates.io token", "CARGO_REGISTRY_TOKEN", "cio", r"cio[A-Za-z0-9]{32}"),
    ("circleci-token", "A CircleCI token", "CIRCLECI_TOKEN", "ccipat_", r"CCIPAT_[A-Za-z0-9]{22}_[a-f0-9]{40}"),
    ("clickup-token", "A ClickUp token", "CLICKUP_TOKEN", "pk_", r"pk_\d{6,10}_[A-Z0-9]{32}"),
    ("clojars-token", "A Clojars token", "CLOJARS_TOKEN", "clojars_", r"CLOJARS_[a-z0-9]{60}"),
    ("cloudflare-origin-key", "A Cloudflare origin CA key", "CLOUDFLARE_ORIGIN_CA_KEY", "v1.0-", r"v1\.0-[a-f0-9]{24}-[a-f0-9]{120,160}"),
    ("contentful-token", "A Contentful token", "CONTENTFUL_TOKEN", "cfpat-", r"CFPAT-[\w-]{43}"),
    ("databricks-token", "A Databricks token", "DATABRICKS_TOKEN", "dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    ("digitalocean-token", "A DigitalOcean token", "DIGITALOCEAN_TOKEN", "_v1_", r"do[opr]_v1_[a-f0-9]{64}"),
    ("discord-webhook", "A Discord webhook", "DISCORD_WEBHOOK_URL", "/webhooks/", r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{17,20}/[\w-]{60,80}"),
    ("docker-token", "A Docker Hub token", "DOCKER_TOKEN", "dckr_", r"dckr_(?:pat|oat)_[\w-]{27,40}"),
    ("doppler-token", "A Doppler token", "DOPPLER_TOKEN", "dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,48}"),
    ("duffel-token", "A Duffel token", "DUFFEL_TOKEN", "duffel_", r"duffel_(?:test|live)_[\w=-]{43}"),
    ("dynatrace-token", "A Dynatrace token", "DYNATRACE_TOKEN", "dt0", r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    ("easypost-key", "An EasyPost key", "EASYPOST_API_KEY", "ezak eztk", r"EZ[AT]K[A-Za-z0-9]{54}"),
    ("facebook-token", "A Facebook token", "FACEBOOK_ACCESS_TOKEN", "eaac eaam", r"EAA[CM][A-Za-z0-9]{90,300}"),
    ("figma-token", "A Figma token", "FIGMA_TOKEN", "figd_ figo_ figor_ figu_ figur_", r"fig(?:d|or?|ur?)_[\w-]{38,60}"),
    ("flutterwave-key", "A Flutterwave key", "FLUTTERWAVE_SECRET_KEY", "flwseck", r"FLWSECK(?:_TEST)?-[a-h0-9]{12,40}-X"),
    ("fly-token", "A Fly.io token", "FLY_API_TOKEN", "fm1 fm2_ fo1_", r"(?:fm(?:1[ar]|2)_[A-Za-z0-9+/=]{100,2000}|fo1_[\w-]{43})"),
    ("frameio-token", "A Frame.io token", "FRAMEIO_TOKEN", "fio-u-", r"fio-u-[\w=-]{64}"),
    ("github-fine-grained-token", "A GitHub token", "GITHUB_TOKEN", "github_pat_", r"github_pat_\w{36,255}"),
    ("gitlab-access-token", "A GitLab token", "GITLAB_TOKEN", "gl", r"gl(?:pat|ptt|rt|dt|cbt|ft|imt|agent|oas|soat|ffct|ssat)-[\w-]{20,64}(?:\.[\w.]{2,20})?"),
    ("google-api-key", "A Google API key", "GOOGLE_API_KEY", "aiza", r"AIza[\w-]{35}"),
    ("google-oauth-secret", "A Google OAuth client secret", "GOOGLE_CLIENT_SECRET", "gocspx-", r"GOCSPX-[\w-]{24,40}"),
    ("google-oauth-token", "A Google OAuth token", "GOOGLE_ACCESS_TOKEN", "ya29.", r"ya29\.[\w-]{30,2000}"),
    ("grafana-token", "A Grafana token", "GRAFANA_TOKEN", "glsa_ glc_", r"gl(?:sa|c)_[\w+/=]{28,400}"),
    ("groq-key", "A Groq key", "GROQ_API_KEY", "gsk_", r"gsk_[A-Za-z0-9]{48,60}"),
    ("heroku-key", "A Heroku key", "HEROKU_API_KEY", "hrku-", r"HRKU-[\w-]{36,70}"),
    ("hubspot-token", "A HubSpot token", "HUBSPOT_TOKEN", "pat-", rf"pat-(?:na|eu|ap)\d-{_UUID}"),
    ("huggingface-token", "A Hugging Face token", "HF_TOKEN", "hf_ api_org_", r"(?:hf_|api_org_)[A-Za-z0-9]{30,40}"),
    ("infracost-key", "An Infracost key", "INFRACOST_API_KEY", "ico-", r"ico-[A-Za-z0-9]{32}"),
    ("jfrog-token", "A JFrog token", "JFROG_TOKEN", "cmvmdgtu akcp", r"(?:cmVmdGtu[A-Za-z0-9]{56}|AKCp[A-Za-z0-9]{60,80})"),
    ("langchain-key", "A LangSmith key", "LANGSMITH_API_KEY", "lsv2_", r"lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}"),
    ("linear-key", "A Linear key", "LINEAR_API_KEY", "lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{40,64}"),
    ("mailgun-key", "A Mailgun key", "MAILGUN_API_KEY", "key-", r"(?:pub)?key-[a-f0-9]{32}"),
    ("mapbox-token", "A Mapbox secret token", "MAPBOX_TOKEN", "sk.eyj", r"sk\.eyJ[\w-]{20,300}\.[\w-]{20,30}"),
    ("netlify-token", "A Netlify token", "NETLIFY_TOKEN", "nfp_", r"nfp_[A-Za-z0-9]{36}"),
    ("newrelic-key", "A New Relic key", "NEW_RELIC_API_KEY", "nrak- nrii- nrjs- nraa-", r"NR(?:AK|II|JS|AA)-[\w-]{19,40}"),
    ("notion-token", "A Notion token", "NOTION_TOKEN", "ntn_ secret_", r"(?:ntn_[A-Za-z0-9]{43,50}|secret_[A-Za-z0-9]{43})"),
    ("npm-access-token", "An npm token", "NPM_TOKEN", "npm_", r"npm_[A-Za-z0-9]{36}"),
    ("nuget-key", "A NuGet key", "NUGET_API_KEY", "oy2", r"oy2[a-z0-9]{43}"),
    ("nvidia-key", "An NVIDIA key", "NVIDIA_API_KEY", "nvapi-", r"nvapi-[\w-]{60,80}"),
    ("onfido-token", "An Onfido token", "ONFIDO_API_TOKEN", "api_live", r"api_live(?:_[a-z]{2})?\.[\w-]{11}\.[\w-]{32}"),
    ("openai-project-key", "An OpenAI key", "OPENAI_API_KEY", "sk-", r"(?:sk-(?:proj|svcacct|admin|None)-[\w-]{20,200}|sk-(?=[a-zA-Z]{0,40}\d)[A-Za-z0-9]{48})"),
    ("openshift-token", "An OpenShift token", "OPENSHIFT_TOKEN", "sha256~", r"sha256~[\w-]{43}"),
    ("perplexity-key", "A Perplexity key", "PERPLEXITY_API_KEY", "pplx-", r"pplx-[A-Za-z0-9]{48,56}"),
    ("pinecone-key", "A Pinecone key", "PINECONE_API_KEY", "pcsk_", r"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}"),
    ("planetscale-token", "A PlanetScale credential", "PLANETSCALE_TOKEN", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}"),
    ("postman-key", "A Postman key", "POSTMAN_API_KEY", "pmak-", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    ("prefect-key", "A Prefect key", "PREFECT_API_KEY", "pnu_ pnb_", r"pn[ub]_[A-Za-z0-9]{36}"),
    ("pulumi-token", "A Pulumi token", "PULUMI_ACCESS_TOKEN", "pul-", r"pul-[a-f0-9]{40}"),
    ("readme-key", "A ReadMe key", "README_API_KEY", "rdme_", r"rdme_[a-z0-9]{70}"),
    ("replicate-token", "A Replicate token", "REPLICATE_API_TOKEN", "r8_", r"r8_[A-Za-z0-9]{37}"),
    ("rubygems-key", "A RubyGems key", "RUBYGEMS_API_KEY", "rubygems_", r"rubygems_[a-f0-9]{48}"),
    ("sentry-token", "A Sentry token", "SENTRY_AUTH_TOKEN", "sntrys_ sntryu_", r"sntry[su]_[\w+/=]{40,400}"),
    ("shippo-token", "A Shippo token", "SHIPPO_TOKEN", "shippo_", r"shippo_(?:live|test)_[a-f0-9]{40}"),
    ("shopify-token", "A Shopify token", "SHOPIFY_TOKEN", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    ("slack-app-token", "A Slack token", "SLACK_TOKEN", "xapp- xoxe", r"(?:xapp-\d-[A-Z0-9]{8,14}-\d{9,16}-[A-Za-z0-9]{32,80}|xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{80,300})"),
    ("sonar-token", "A SonarQube token", "SONAR_TOKEN", "sqp_ squ_ sqa_", r"sq[pua]_[a-f0-9]{40}"),
    ("square-token", "A Square token", "SQUARE_ACCESS_TOKEN", "sq0atp- eaaa", r"(?:sq0atp-[\w-]{22}|EAAA[\w-]{60})"),
    ("stripe-secret", "A Stripe secret", "STRIPE_SECRET", "rk_live_ whsec_", r"(?:rk_live_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{32,64})"),
    ("supabase-key", "A Supabase key", "SUPABASE_SERVICE_KEY", "sbp_ sb_secret_", r"(?:sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,60})"),
    ("tailscale-key", "A Tailscale key", "TAILSCALE_AUTH_KEY", "tskey-", r"tskey-(?:api|auth|client|scim|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,40}"),
    ("tavily-key", "A Tavily key", "TAVILY_API_KEY", "tvly-", r"tvly-(?:dev-|prod-)?[A-Za-z0-9]{28,40}"),
    ("teams-webhook", "A Microsoft Teams webhook", "TEAMS_WEBHOOK_URL", "/incomingwebhook/", rf"https://[a-z0-9-]{{1,60}}\.webhook\.office\.com/webhookb2/{_UUID}@{_UUID}/IncomingWebhook/[a-f0-9]{{32}}/{_UUID}"),
    ("tencent-access-key", "A Tencent Cloud access key", "TENCENTCLOUD_SECRET_ID", "akid", r"AKID[A-Za-z0-9]{32}"),
    ("terraform-token", "A Terraform Cloud token", "TFE_TOKEN", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,80}"),
    ("typeform-token", "A Typeform token", "TYPEFORM_TOKEN", "tfp_", r"tfp_[\w.-]{44,66}"),
    ("vault-token", "A Vault token", "VAULT_TOKEN", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{24,300}"),
    ("xai-key", "An xAI key", "XAI_API_KEY", "xai-", r"xai-[A-Za-z0-9]{70,90}"),
    ("yandex-key", "A Yandex Cloud key", "YANDEX_API_KEY", "aqvn", r"AQVN[\w-]{35,38}"),
)  # fmt: skip
# Keys of a test mode move no money, but they open an account all the same.
_TEST: Final = SecretRule("stripe-test-key", "A Stripe test key", "STRIPE_API_KEY", Severity.MEDIUM, Confidence.MEDIUM)
# Without a fixed beginning of their own: likely, not certain.
_LIKELY: Final = frozenset({"asana-token", "cargo-token", "mailgun-key", "airtable-token", "google-oauth-token"})


@lru_cache(maxsize=1)
def provider_formats() -> tuple[Format, ...]:
    """The formats, compiled once a process."""
    test = Format(_TEST, ("k_test_",), (_compiled(r"[rs]k_test_(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{16,250}"),))
    return test, *(
        Format(
            SecretRule(name, noun, variable, confidence=Confidence.MEDIUM if name in _LIKELY else Confidence.HIGH),
            tuple(hints.split()),
            (_compiled(expression),),
        )
        for name, noun, variable, hints, expression in _TABLE
    )


def _compiled(expression: str) -> re.Pattern[str]:
    front = "" if expression.startswith("https:") else _FRONT
    return re.compile(f"{front}(?:{expression}){_BACK}", re.ASCII)
