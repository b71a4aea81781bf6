# ruleid: rules.ruby.jwt-literal-key
t = JWT.encode(payload, "my-secret", "HS256")
# ruleid: rules.ruby.jwt-literal-key
d = JWT.decode(token, 'my-secret', true, algorithm: 'HS256')
# ruleid: rules.ruby.jwt-literal-key
e = JWT.encode({ id: 1 }, "k")
# ok: rules.ruby.jwt-literal-key
f = JWT.encode(payload, ENV.fetch("JWT_KEY"), "HS256")
# ok: rules.ruby.jwt-literal-key
g = JWT.decode(token, key, true, algorithm: "HS256")
