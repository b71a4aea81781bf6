# ruleid: rules.ruby.json-load
data = JSON.load(text)
# ruleid: rules.ruby.json-load
data = ::JSON.load(response.body, nil)
# ruleid: rules.ruby.json-load
JSON.restore(stored)
# ok: rules.ruby.json-load
data = JSON.parse(text)
# ok: rules.ruby.json-load
data = JSON.load(text, create_additions: false)
# ok: rules.ruby.json-load
data = JSON.load(File.read("a.json"))
