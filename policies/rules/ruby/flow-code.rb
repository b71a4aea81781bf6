def calculate
  # ruleid: flow.ruby.code
  eval(params[:formula])
  text = "result = #{params[:formula]}"
  # ruleid: flow.ruby.code
  binding.eval(text)
  # ruleid: flow.ruby.code
  @report.instance_eval(cookies[:script])
  # ok: flow.ruby.code
  eval("1 + 1")
  # ok: flow.ruby.code
  eval("#{params[:count].to_i} * 2")
end
