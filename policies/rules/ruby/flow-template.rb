class PagesController < ApplicationController
  def show
    # ruleid: flow.ruby.template
    render inline: "<p>#{params[:name]}</p>"
    source = params[:template]
    # ruleid: flow.ruby.template
    ERB.new(source).result(binding)
    # ruleid: flow.ruby.template
    Haml::Engine.new("%p " + params[:text]).render
    # ok: flow.ruby.template
    render inline: "<p><%= @name %></p>"
    # ok: flow.ruby.template
    ERB.new(File.read("page.erb")).result(binding)
  end
end
