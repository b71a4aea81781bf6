get "/ping" do
  host = params["host"]
  # ruleid: flow.ruby.command
  system("ping -c 1 #{host}")
  # ruleid: flow.ruby.command
  out = `dig #{params["name"]}`
  parts = ["convert"]
  parts << params["file"]
  # ruleid: flow.ruby.command
  Open3.capture2(parts.join(" "))
  # ok: flow.ruby.command
  system("ping", "-c", "1", host)
  # ok: flow.ruby.command
  system("dig #{Shellwords.escape(params["name"])}")
  # ok: flow.ruby.command
  system("ls -la")
end

def crypt(password)
  # ruleid: flow.ruby.command
  system("openssl enc -k #{password} -in a")
end
