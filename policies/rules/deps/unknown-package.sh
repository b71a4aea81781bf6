# ruleid: deps.unknown-package
pip install fastgraph-secure-helpers
# ruleid: deps.unknown-package
npm install @nobody-knows-this-scope/thing
# ruleid: deps.unknown-package
gem install rails-totally-made-up
# ok: deps.unknown-package
pip install numpy
# ok: deps.unknown-package
npm install react
# ok: deps.unknown-package
pip install your-package
# --- case: app/main.py
# ruleid: deps.unknown-package
from fastgraph_secure_helpers import guard
# ok: deps.unknown-package
import json
# ok: deps.unknown-package
from sklearn.model_selection import train_test_split
# ok: deps.unknown-package
from .helpers import guard
