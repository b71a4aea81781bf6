# ruleid: deps.unverified-index
pip install --trusted-host packages.example.com requests
# ruleid: deps.unverified-index
npm config set strict-ssl false
# ruleid: deps.unverified-index
pip install --trusted-host=packages.example.com -r requirements.txt
# ok: deps.unverified-index
pip install --trusted-host localhost requests
# ok: deps.unverified-index
npm config set strict-ssl true
# ok: deps.unverified-index
pip install --cert ca.pem requests
# --- case: composer.json
{"config": {
// ruleid: deps.unverified-index
"secure-http": false}}
# --- case: pip.ini
[global]
# ruleid: deps.unverified-index
trusted-host = packages.example.com
# --- case: settings.sh
# ruleid: deps.unverified-index
mvn -Dmaven.wagon.http.ssl.insecure=true package
# ruleid: deps.unverified-index
bundle config set ssl_verify_mode 0
# ok: deps.unverified-index
bundle config set ssl_verify_mode 1
