class SessionsController < ApplicationController
  def create
    # ruleid: flow.ruby.redirect
    redirect_to params[:return_to]
    target = params[:next] || "/"
    # ruleid: flow.ruby.redirect
    redirect_to(target)
    # ruleid: flow.ruby.redirect
    redirect_to "https://#{params[:host]}/"
    # ok: flow.ruby.redirect
    redirect_to "/users/#{params[:id]}"
    # ok: flow.ruby.redirect
    redirect_to user_path(params[:id])
    # ok: flow.ruby.redirect
    redirect_to(url_from(params[:next]) || root_path)
  end
end
