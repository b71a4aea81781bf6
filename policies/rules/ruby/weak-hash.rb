# ruleid: rules.ruby.weak-hash
h = Digest::MD5.hexdigest(password)
def token(user)
# ruleid: rules.ruby.weak-hash
  OpenSSL::Digest::SHA1.new.update(user.email)
end
# ruleid: rules.ruby.weak-hash
signature = OpenSSL::HMAC.hexdigest("sha1", key, data)
# ok: rules.ruby.weak-hash
etag = Digest::MD5.hexdigest(body)
# ok: rules.ruby.weak-hash
b = BCrypt::Password.create(password)
