def login
  # ruleid: flow.ruby.log
  logger.info("login of #{params[:name]}")
  # ruleid: flow.ruby.log
  Rails.logger.warn("no user " + params[:name])
  agent = request.user_agent
  # ruleid: flow.ruby.log
  @logger.error("agent: #{agent}")
  # ok: flow.ruby.log
  logger.info("login of #{params[:name].inspect}")
  # ok: flow.ruby.log
  logger.info("login of user #{params[:id].to_i}")
end
