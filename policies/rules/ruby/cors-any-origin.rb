allow do
# ruleid: rules.ruby.cors-any-origin
  origins "*"
  resource "*"
end
# ruleid: rules.ruby.cors-any-origin
headers["Access-Control-Allow-Origin"] = "*"
# ruleid: rules.ruby.cors-any-origin
response.headers['Access-Control-Allow-Origin'] = request.headers['Origin']
allow do
# ok: rules.ruby.cors-any-origin
  origins "https://app.example.com"
end
# ok: rules.ruby.cors-any-origin
headers["X-Frame-Options"] = "DENY"
