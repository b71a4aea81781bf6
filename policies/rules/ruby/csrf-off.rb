class A < ApplicationController
# ruleid: rules.ruby.csrf-off
  skip_before_action :verify_authenticity_token
# ruleid: rules.ruby.csrf-off
  skip_forgery_protection
# ruleid: rules.ruby.csrf-off
  protect_from_forgery with: :null_session
# ok: rules.ruby.csrf-off
  protect_from_forgery with: :exception
# ok: rules.ruby.csrf-off
  before_action :authenticate_user!
end
