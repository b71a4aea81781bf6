def removing(id)
  "DELETE FROM users WHERE id = #{id}"
end

class PagesController < ApplicationController
  def index
    # ruleid: flow.ruby.sql
    @users = User.where("name = '#{params[:name]}'").first
    query = "SELECT * FROM users WHERE id = "
    query << params[:id]
    # ruleid: flow.ruby.sql
    User.find_by_sql(query)
    # ruleid: flow.ruby.sql
    User.connection.execute(removing(params[:id]))
    words = params[:q].split(" ").map { |word| "title LIKE '%#{word}%'" }
    # ruleid: flow.ruby.sql
    Post.where(words.join(" OR "))
    # ok: flow.ruby.sql
    User.where("name = ?", params[:name])
    id = params[:id].to_i
    # ok: flow.ruby.sql
    User.where("id = #{id}")
    # ok: flow.ruby.sql
    User.where(name: params[:name])
    order = %w[name age].include?(params[:sort]) ? params[:sort] : "name"
    # ok: flow.ruby.sql
    User.order("#{order} ASC")
  end
end
