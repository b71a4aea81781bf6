def build
  # ruleid: flow.ruby.reflection
  params[:type].constantize.new
  name = params[:type].classify
  # ruleid: flow.ruby.reflection
  Object.const_get(name)
  # ruleid: flow.ruby.reflection
  @report.public_send(params[:action_name])
  # ok: flow.ruby.reflection
  { "report" => Report }.fetch(params[:type]).new
  # ok: flow.ruby.reflection
  @report.public_send(:title)
  if ALLOWED.include?(params[:type])
    # ok: flow.ruby.reflection
    params[:type].constantize.new
  end
end
