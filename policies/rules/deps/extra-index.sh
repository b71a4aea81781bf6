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
