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
# --- case: pom.xml
<dependency>
<!-- ruleid: deps.advisory -->
<groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.1</version>
</dependency><dependency>
<!-- ok: deps.advisory -->
<groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.23.1</version>
</dependency>
# --- case: composer.json
{"require-dev": {
// ruleid: deps.advisory
"phpunit/phpunit": "4.8.27"},
"require": {
// ok: deps.advisory
"monolog/monolog": "3.7.0"}}
