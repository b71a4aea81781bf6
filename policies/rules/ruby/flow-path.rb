class FilesController < ApplicationController
  def show
    # ruleid: flow.ruby.path
    send_file Rails.root.join("files", params[:name])
    name = params[:name]
    # ruleid: flow.ruby.path
    File.read("files/#{name}")
    # ruleid: flow.ruby.path
    FileUtils.rm_rf(File.join("uploads", params[:folder]))
    # ok: flow.ruby.path
    File.read(File.join("files", File.basename(params[:name])))
    # ok: flow.ruby.path
    File.read("files/#{params[:id].to_i}.txt")
    raise ArgumentError unless name.match?(/\A\w+\z/)
    # ok: flow.ruby.path
    File.read("files/#{name}")
  end
end
