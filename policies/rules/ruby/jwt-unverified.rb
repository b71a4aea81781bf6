# ruleid: rules.ruby.jwt-unverified
payload = JWT.decode(token, nil, false)
# ruleid: rules.ruby.jwt-unverified
t = JWT.encode(payload, nil, "none")
# ruleid: rules.ruby.jwt-unverified
p2 = JWT.decode token, nil, false
# ok: rules.ruby.jwt-unverified
p3 = JWT.decode(token, key, true, algorithm: "RS256")
# ok: rules.ruby.jwt-unverified
t2 = JWT.encode(payload, key, "RS256")
