# ruleid: rules.ruby.tls-unverified
http.verify_mode = OpenSSL::SSL::VERIFY_NONE
# ruleid: rules.ruby.tls-unverified
HTTParty.get(url, verify: false)
# ruleid: rules.ruby.tls-unverified
RestClient::Request.execute(url: url, verify_ssl: false)
# ok: rules.ruby.tls-unverified
http.verify_mode = OpenSSL::SSL::VERIFY_PEER
# ok: rules.ruby.tls-unverified
HTTParty.get(url, verify: true)
# ok: rules.ruby.tls-unverified
check(name) if context.verify_mode != OpenSSL::SSL::VERIFY_NONE
