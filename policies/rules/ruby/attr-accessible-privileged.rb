class U < ActiveRecord::Base
# ruleid: rules.ruby.attr-accessible-privileged
  attr_accessible :name, :admin
# ruleid: rules.ruby.attr-accessible-privileged
  attr_accessible :role
# ruleid: rules.ruby.attr-accessible-privileged
  attr_accessible :title, :account_id, as: :create
# ok: rules.ruby.attr-accessible-privileged
  attr_accessible :name, :email
# ok: rules.ruby.attr-accessible-privileged
  attr_reader :admin
end
