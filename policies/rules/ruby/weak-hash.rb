# ruleid: rules.ruby.weak-hash
h = Digest::MD5.hexdigest(password)
# ruleid: rules.ruby.weak-hash
s = OpenSSL::Digest::SHA1.new
# ruleid: rules.ruby.weak-hash
d = OpenSSL::HMAC.hexdigest("sha1", key, data)
# ok: rules.ruby.weak-hash
ok = Digest::SHA256.hexdigest(data)
# ok: rules.ruby.weak-hash
b = BCrypt::Password.create(password)
