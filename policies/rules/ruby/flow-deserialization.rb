def restore
  # ruleid: flow.ruby.deserialization
  Marshal.load(Base64.decode64(cookies[:cart]))
  text = params[:settings]
  # ruleid: flow.ruby.deserialization
  YAML.load(text)
  # ruleid: flow.ruby.deserialization
  Oj.object_load(request.raw_post)
  # ok: flow.ruby.deserialization
  YAML.safe_load(text)
  # ok: flow.ruby.deserialization
  JSON.parse(params[:settings])
end
