class A < ApplicationController
# ruleid: rules.ruby.authorization-skipped
  skip_before_action :authenticate_user!
# ruleid: rules.ruby.authorization-skipped
  skip_before_action :require_login, only: [:create, :destroy]
# ruleid: rules.ruby.authorization-skipped
  skip_before_action :authorize, only: :update
# ok: rules.ruby.authorization-skipped
  skip_before_action :authenticate_user!, only: [:index, :show]
# ok: rules.ruby.authorization-skipped
  before_action :authenticate_user!
end
