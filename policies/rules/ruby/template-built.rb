# ruleid: rules.ruby.template-built
ERB.new(params[:template]).result(binding)
# ruleid: rules.ruby.template-built
ERB.new(source, trim_mode: "-").result_with_hash(values)
# ruleid: rules.ruby.template-built
Haml::Engine.new(record.body).render
# ok: rules.ruby.template-built
ERB.new(File.read("a.erb")).result(binding)
# ok: rules.ruby.template-built
ERB.new("<%= name %>").result(binding)
