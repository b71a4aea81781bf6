def plugin
  # ruleid: flow.ruby.include
  load(params[:plugin])
  name = "plugins/" + params[:plugin]
  # ruleid: flow.ruby.include
  require name
  # ruleid: flow.ruby.include
  require_relative "plugins/#{cookies[:theme]}"
  # ok: flow.ruby.include
  require "json"
  # ok: flow.ruby.include
  require "plugins/#{File.basename(params[:plugin])}"
end
