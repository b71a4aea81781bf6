# ruleid: rules.ruby.debug-on
config.consider_all_requests_local = true
# ruleid: rules.ruby.debug-on
set :show_exceptions, true
def rescue_it(e)
# ruleid: rules.ruby.debug-on
  render json: { error: e.message, trace: e.backtrace }
end
# ok: rules.ruby.debug-on
config.consider_all_requests_local = false
# ok: rules.ruby.debug-on
render json: { error: "internal error" }
