# ruleid: rules.ruby.predictable-random
token = rand(1_000_000)
# ruleid: rules.ruby.predictable-random
self.reset_token = Random.rand(10**9).to_s
def generate_password
# ruleid: rules.ruby.predictable-random
  (0...8).map { ('a'..'z').to_a.sample }.join
end
# ok: rules.ruby.predictable-random
x = rand(6)
# ok: rules.ruby.predictable-random
token = SecureRandom.hex(16)
