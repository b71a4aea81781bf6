# ruleid: deps.advisory
npm install event-stream@3.3.6
# ruleid: deps.advisory
pip install ultralytics==8.3.41
# ruleid: deps.advisory
gem install rest-client -v 1.6.13
# ok: deps.advisory
npm install event-stream@4.0.1
# ok: deps.advisory
pip install ultralytics
# ok: deps.advisory
gem install rest-client
# --- case: package.json
// ok: deps.advisory
{"name": "app", "dependencies": {"lodash": "^4.17.21"},
// ruleid: deps.advisory
 "devDependencies": {"ua-parser-js": "0.7.29"}}
