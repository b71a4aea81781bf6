# ruleid: deps.insecure-index
pip install --index-url http://packages.example.com/simple requests
# ruleid: deps.insecure-index
npm install --registry=http://npm.example.com left-pad
# ruleid: deps.insecure-index
export PIP_INDEX_URL=http://packages.example.com/simple
# ok: deps.insecure-index
pip install --index-url https://packages.example.com/simple requests
# ok: deps.insecure-index
pip install --index-url http://localhost:3141/team/dev requests
# ok: deps.insecure-index
curl http://packages.example.com/simple
# --- case: pom.xml
<project><repositories><repository>
<!-- ruleid: deps.insecure-index -->
<url>http://maven.example.com/releases</url>
</repository><repository>
<!-- ok: deps.insecure-index -->
<url>https://maven.example.com/releases</url>
</repository></repositories>
<!-- ok: deps.insecure-index -->
<url>http://project.example.com</url></project>
# --- case: build.gradle
repositories {
  // ruleid: deps.insecure-index
  maven { url "http://maven.example.com/releases" }
  // ok: deps.insecure-index
  maven { url "https://maven.example.com/releases" }
}
# --- case: Gemfile
# ruleid: deps.insecure-index
source "http://gems.example.com"
# --- case: requirements.txt
# ruleid: deps.insecure-index
-i http://packages.example.com/simple
# ok: deps.insecure-index
--extra-index-url https://packages.example.com/simple
# --- case: pyproject.toml
[[tool.poetry.source]]
name = "inner"
# ruleid: deps.insecure-index
url = "http://packages.example.com/simple"
# --- case: sources.sh
# ruleid: deps.insecure-index
dotnet nuget add source http://nuget.example.com/v3/index.json
# ruleid: deps.insecure-index
mvn package -DremoteRepositories=http://maven.example.com/releases
# ok: deps.insecure-index
dotnet nuget add source https://nuget.example.com/v3/index.json
