class UsersController < ApplicationController
  def index
# ruleid: rules.ruby.sql-built
    @users = User.where("name = '#{params[:name]}'")
# ruleid: rules.ruby.sql-built
    User.find_by_sql("SELECT * FROM users WHERE id = #{id}")
# ruleid: rules.ruby.sql-built
    ActiveRecord::Base.connection.execute("DELETE FROM items WHERE id = " + params[:id])
# ruleid: rules.ruby.sql-built
    @sorted = User.order(params[:sort])
# ok: rules.ruby.sql-built
    @ok = User.where("name = ?", params[:name])
# ok: rules.ruby.sql-built
    @named = User.where(name: params[:name])
# ok: rules.ruby.sql-built
    puts "select a value #{x}"
  end
end
