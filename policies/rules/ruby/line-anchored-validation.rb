class User < ApplicationRecord
# ruleid: rules.ruby.line-anchored-validation
  validates :name, format: { with: /^[a-z]+$/ }
# ruleid: rules.ruby.line-anchored-validation
  validates_format_of :email, with: /^\S+@\S+$/i
# ruleid: rules.ruby.line-anchored-validation
  validates :url, format: { :with => /^https?:.*$/ }
# ok: rules.ruby.line-anchored-validation
  validates :name, format: { with: /\A[a-z]+\z/ }
# ok: rules.ruby.line-anchored-validation
  validates :b, length: { maximum: 3 }
end
