def show
# ruleid: rules.ruby.path-from-request
  send_file(params[:path])
# ruleid: rules.ruby.path-from-request
  text = File.read("files/#{params[:name]}")
# ruleid: rules.ruby.path-from-request
  FileUtils.rm_rf(Rails.root.join("tmp", params[:dir]))
# ok: rules.ruby.path-from-request
  send_file Rails.root.join("files", File.basename(params[:name]))
# ok: rules.ruby.path-from-request
  text2 = File.read("config.yml")
end
