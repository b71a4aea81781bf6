# ruleid: secrets.yandex-key
yandex_api_key = "AQVN{{A-Za-z0-9:37}}"
# ok: secrets.yandex-key
yandex_api_key = os.environ["YANDEX_API_KEY"]
# ok: secrets.yandex-key
yandex_api_key = "AQVNxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: yandex-key.rb
# ruleid: secrets.yandex-key
client = Client.new('AQVN{{A-Za-z0-9:37}}')
# ok: secrets.yandex-key
other = Client.new(ENV['YANDEX_API_KEY'])
# --- case: yandex-key.yaml
# ruleid: secrets.yandex-key
yandex_api_key: "AQVN{{A-Za-z0-9:37}}"
# ok: secrets.yandex-key
yandex_api_key_file: /run/secrets/yandex_api_key
