def create
# ruleid: rules.ruby.open-redirect
  redirect_to params[:return_to]
# ruleid: rules.ruby.open-redirect
  redirect_to(params[:url], allow_other_host: true)
# ruleid: rules.ruby.open-redirect
  redirect_to request.referer
# ok: rules.ruby.open-redirect
  redirect_to root_path
# ok: rules.ruby.open-redirect
  redirect_to url_from(params[:return_to]) || root_path
end
# ok: rules.ruby.open-redirect
redirect_to(params[:continue] ? new_group_path : groups_path)
