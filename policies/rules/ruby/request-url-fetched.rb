def fetch
# ruleid: rules.ruby.request-url-fetched
  body = Net::HTTP.get(URI(params[:url]))
# ruleid: rules.ruby.request-url-fetched
  r = HTTParty.get(params[:webhook])
# ruleid: rules.ruby.request-url-fetched
  page = URI.open(params[:page])
# ok: rules.ruby.request-url-fetched
  ok = HTTParty.get("https://api.example.com/x")
# ok: rules.ruby.request-url-fetched
  c = Faraday.new(API_URL)
end
