# ruleid: rules.ruby.yaml-load
config = YAML.load(text)
# ruleid: rules.ruby.yaml-load
@params = ::YAML.load(body || "")
# ruleid: rules.ruby.yaml-load
Psych.load(ERB.new(source).result)
# ok: rules.ruby.yaml-load
config = YAML.safe_load(text)
# ok: rules.ruby.yaml-load
config = YAML.load(text, permitted_classes: [Symbol])
# ok: rules.ruby.yaml-load
copy = YAML.load(YAML.dump(settings))
# ok: rules.ruby.yaml-load
two = YAML.load("a: 1")
