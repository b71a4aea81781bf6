# ruleid: deps.standard-library
pip install requests sqlite3
# ruleid: deps.standard-library
python -m pip install os
# ruleid: deps.standard-library
npm install child_process
# ok: deps.standard-library
pip install pysqlite3-binary
# ok: deps.standard-library
python -m json.tool data.json
# ok: deps.standard-library
npm install fs-extra
# --- case: pyproject.toml
[project]
name = "app"
dependencies = [
  # ruleid: deps.standard-library
  "hashlib",
  # ok: deps.standard-library
  "httpx>=0.27",
]
