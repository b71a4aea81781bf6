# ruleid: rules.ruby.insecure-transport
HTTParty.get("http://api.example.com/x")
# ruleid: rules.ruby.insecure-transport
uri = URI("http://example.com/index.html")
# ruleid: rules.ruby.insecure-transport
ftp = Net::FTP.new("ftp.example.com")
# ok: rules.ruby.insecure-transport
HTTParty.get("https://api.example.com/x")
# ok: rules.ruby.insecure-transport
HTTParty.get("http://localhost:3000")
