# ruleid: rules.ruby.open-command
data = open(path).read
# ruleid: rules.ruby.open-command
Kernel.open(@file_path, "rb") { |io| io.read }
# ruleid: rules.ruby.open-command
lines = IO.readlines("#{folder}/names.txt")
# ok: rules.ruby.open-command
data = File.open(path).read
# ok: rules.ruby.open-command
open("names.txt") { |file| file.read }
# ok: rules.ruby.open-command
text = IO.read(File.expand_path("../version", __FILE__))
# ok: rules.ruby.open-command
open("data/#{name}.txt", "w")
# ok: rules.ruby.open-command
store.open(path)
