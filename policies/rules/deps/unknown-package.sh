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
# --- case: add.sh
# ruleid: deps.unknown-package
dotnet add App.csproj package Fast.Graph.Helpers.Made.Up
# ruleid: deps.unknown-package
composer require nobody-at-all/fast-graph
# ok: deps.unknown-package
dotnet add App.csproj package Dapper
# ok: deps.unknown-package
composer require monolog/monolog
# --- case: pom.xml
<dependency>
<!-- ruleid: deps.unknown-package -->
<groupId>com.example.nobody</groupId>
<artifactId>fast-graph</artifactId>
</dependency>
<dependency>
<!-- ok: deps.unknown-package -->
<groupId>org.apache.commons</groupId>
<artifactId>commons-lang3</artifactId>
</dependency>
