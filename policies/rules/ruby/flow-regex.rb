def find
  # ruleid: flow.ruby.regex
  Regexp.new(params[:pattern])
  word = params[:word]
  # ruleid: flow.ruby.regex
  names.grep(/^#{word}$/)
  # ruleid: flow.ruby.regex
  Regexp.compile("^" + params[:start])
  # ok: flow.ruby.regex
  Regexp.new(Regexp.escape(params[:pattern]))
  # ok: flow.ruby.regex
  names.grep(/^a+$/)
end
