# ruleid: rules.ruby.command-built
system("ping -c 1 #{host}")
# ruleid: rules.ruby.command-built
out = `ls #{params[:dir]}`
# ruleid: rules.ruby.command-built
Open3.capture2("convert " + file + " out.png")
# ok: rules.ruby.command-built
system("ping", "-c", "1", host)
# ok: rules.ruby.command-built
out = `ls -la`
# ok: rules.ruby.command-built
system("ls #{Shellwords.escape(dir)}")
