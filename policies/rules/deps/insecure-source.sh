# ruleid: deps.insecure-source
pip install git+http://git.example.com/team/tool.git
# ruleid: deps.insecure-source
npm install http://files.example.com/tool-1.0.0.tgz
# ruleid: deps.insecure-source
go get -insecure git.example.com/team/tool
# ruleid: deps.insecure-source
cargo install --git http://git.example.com/team/tool
# ok: deps.insecure-source
pip install git+https://git.example.com/team/tool.git@v1.2.3
# ok: deps.insecure-source
npm install https://files.example.com/tool-1.0.0.tgz
# ok: deps.insecure-source
pip install git+ssh://git@git.example.com/team/tool.git
# --- case: package.json
{"name": "app", "dependencies": {
// ruleid: deps.insecure-source
"tool": "git+http://git.example.com/team/tool.git",
// ok: deps.insecure-source
"other": "git+https://git.example.com/team/other.git"}}
# --- case: Gemfile
# ruleid: deps.insecure-source
gem "tool", git: "git://git.example.com/team/tool.git"
# ok: deps.insecure-source
gem "tool", git: "https://git.example.com/team/tool.git"
# --- case: Cargo.toml
[dependencies]
# ruleid: deps.insecure-source
tool = { git = "http://git.example.com/team/tool" }
# ok: deps.insecure-source
serde = { version = "1", features = ["derive"] }
