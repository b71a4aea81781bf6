def fetch
  # ruleid: flow.ruby.ssrf
  Net::HTTP.get(URI(params[:url]))
  address = "https://#{params[:host]}/status"
  # ruleid: flow.ruby.ssrf
  HTTParty.get(address)
  # ruleid: flow.ruby.ssrf
  URI.open(params[:feed])
  # ok: flow.ruby.ssrf
  HTTParty.get("https://api.example.com/users/#{params[:id]}")
  uri = URI.parse(params[:url])
  raise ArgumentError unless ALLOWED.include?(uri.host)
  # ok: flow.ruby.ssrf
  Net::HTTP.get(uri)
end
