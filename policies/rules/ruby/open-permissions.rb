# ruleid: rules.ruby.open-permissions
File.chmod(0777, path)
# ruleid: rules.ruby.open-permissions
FileUtils.chmod(0o666, "a")
# ruleid: rules.ruby.open-permissions
Dir.mkdir(dir, 0777)
# ok: rules.ruby.open-permissions
File.chmod(0600, path)
# ok: rules.ruby.open-permissions
FileUtils.chmod(0o755, "bin/x")
