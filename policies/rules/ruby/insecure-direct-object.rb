class OrdersController < ApplicationController
  def show
# ruleid: rules.ruby.insecure-direct-object
    @order = Order.find(params[:id])
  end
  def destroy
# ruleid: rules.ruby.insecure-direct-object
    Order.find(params[:id]).destroy
  end
  def update
# ruleid: rules.ruby.insecure-direct-object
    @o = Order.find_by(id: params[:order_id])
  end
  def edit
# ok: rules.ruby.insecure-direct-object
    @order = current_user.orders.find(params[:id])
  end
  def index
# ok: rules.ruby.insecure-direct-object
    @order = Order.find(params[:id])
  end
end
