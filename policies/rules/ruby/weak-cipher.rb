# ruleid: rules.ruby.weak-cipher
c = OpenSSL::Cipher.new("des-cbc")
# ruleid: rules.ruby.weak-cipher
d = OpenSSL::Cipher.new('AES-128-ECB')
# ruleid: rules.ruby.weak-cipher
e = OpenSSL::Cipher::RC4.new
# ok: rules.ruby.weak-cipher
f = OpenSSL::Cipher.new("aes-256-gcm")
# ok: rules.ruby.weak-cipher
g = OpenSSL::Cipher::AES.new(256, :GCM)
