# ruleid: rules.ruby.regex-from-value
r = Regexp.new(params[:q])
# ruleid: rules.ruby.regex-from-value
names.grep(/#{params[:q]}/)
# ruleid: rules.ruby.regex-from-value
pattern = Regexp.new(text)
# ok: rules.ruby.regex-from-value
r = Regexp.new(Regexp.escape(params[:q]))
# ok: rules.ruby.regex-from-value
r = Regexp.new("a+b")
# ok: rules.ruby.regex-from-value
pattern = Regexp.new("[#{Regexp.quote(chars)}]")
