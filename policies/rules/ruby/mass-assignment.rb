class UsersController < ApplicationController
  def create
# ruleid: rules.ruby.mass-assignment
    @user = User.create(params[:user])
# ruleid: rules.ruby.mass-assignment
    params.require(:user).permit!
# ruleid: rules.ruby.mass-assignment
    @u2 = User.new(params.to_unsafe_h)
# ruleid: rules.ruby.mass-assignment
    params.require(:user).permit(:name, :admin)
# ok: rules.ruby.mass-assignment
    @ok = User.new(user_params)
# ok: rules.ruby.mass-assignment
    params.require(:user).permit(:name, :email)
  end
end
# ok: rules.ruby.mass-assignment
def build(params)
  Sheet.new(params)
end
