# ruleid: rules.ruby.code-execution
eval(params[:code])
# ruleid: rules.ruby.code-execution
klass = params[:type].classify.constantize
# ruleid: rules.ruby.code-execution
user.send(params[:method], 1)
# ruleid: rules.ruby.code-execution
instance_eval(text)
# ok: rules.ruby.code-execution
klass = TYPES.fetch(params[:type])
# ok: rules.ruby.code-execution
user.send(:name)
# ok: rules.ruby.code-execution
Foo.class_eval { def x; end }
# ok: rules.ruby.code-execution
class_eval <<-CODE, __FILE__, __LINE__ + 1
  def #{name}; end
CODE
