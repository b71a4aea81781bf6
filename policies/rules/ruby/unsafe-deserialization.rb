# ruleid: rules.ruby.unsafe-deserialization
obj = Marshal.load(Base64.decode64(cookies[:cart]))
# ruleid: rules.ruby.unsafe-deserialization
data = YAML.unsafe_load(text)
# ruleid: rules.ruby.unsafe-deserialization
h = Oj.load(body, mode: :object)
# ruleid: rules.ruby.unsafe-deserialization
y = YAML.load(params[:config])
# ok: rules.ruby.unsafe-deserialization
j = JSON.parse(text)
# ok: rules.ruby.unsafe-deserialization
k = YAML.safe_load(text)
# ok: rules.ruby.unsafe-deserialization
copy = Marshal.load(Marshal.dump(obj))
