# ruleid: deps.extra-index
pip install --extra-index-url https://packages.example.com/simple tool
# ruleid: deps.extra-index
uv pip install --extra-index-url=https://packages.example.com/simple tool
# ruleid: deps.extra-index
python -m pip install tool --extra-index-url https://packages.example.com/simple
# ok: deps.extra-index
pip install --index-url https://packages.example.com/simple tool
# ok: deps.extra-index
pip install tool
# ruleid: deps.extra-index
export PIP_EXTRA_INDEX_URL=https://packages.example.com/simple
# ruleid: deps.extra-index
uv pip install --index-strategy unsafe-best-match tool
# ok: deps.extra-index
export PIP_INDEX_URL=https://packages.example.com/simple
# --- case: pip.ini
[global]
# ruleid: deps.extra-index
extra-index-url = https://packages.example.com/simple
# --- case: NuGet.config
<configuration><packageSources>
<!-- ok: deps.extra-index -->
<add key="first" value="https://packages.example.com/v3/index.json" />
<!-- ruleid: deps.extra-index -->
<add key="ours" value="https://nuget.example.com/v3/index.json" />
</packageSources></configuration>
# --- case: nuget.config
<configuration><packageSources>
<add key="first" value="https://packages.example.com/v3/index.json" />
<!-- ok: deps.extra-index -->
<add key="ours" value="https://nuget.example.com/v3/index.json" />
</packageSources><packageSourceMapping /></configuration>
# --- case: Gemfile
source "https://gems.example.com"
# ruleid: deps.extra-index
source "https://ours.example.com"
# ok: deps.extra-index
source "https://team.example.com" do
  gem "tool"
end
