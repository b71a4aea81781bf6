@app.get("/orders")
@login_required
def orders():
    # ruleid: rules.python.insecure-direct-object
    user_id = request.args.get("user_id")
    return jsonify([each.to_dict() for each in Order.query.filter_by(user_id=user_id)])


@app.get("/own")
@login_required
def own():
    # ok: rules.python.insecure-direct-object
    user_id = current_user.id
    return jsonify([each.to_dict() for each in Order.query.filter_by(user_id=user_id)])


@app.post("/transfer")
@login_required
def transfer():
    data = request.get_json()
    # ruleid: rules.python.insecure-direct-object
    account = Account.query.get(data["account_id"])
    account.balance -= data["amount"]
    return "done"

# --- case
@router.get("/invoices")
def invoices(user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    return db.query(Invoice).filter(Invoice.owner_id == user.id).all()


@router.get("/invoices/{invoice_id}")
def invoice(invoice_id: int, user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    # ruleid: rules.python.insecure-direct-object
    return db.get(Invoice, invoice_id)


@router.delete("/invoices/{invoice_id}")
def remove(invoice_id: int, user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    # ok: rules.python.insecure-direct-object
    found = db.query(Invoice).filter_by(id=invoice_id, owner_id=user.id).one()
    db.delete(found)

# --- case
@app.get("/invoices/<int:invoice_id>")
@login_required
def invoice(invoice_id):
    # ruleid: rules.python.insecure-direct-object
    return Invoice.query.get_or_404(invoice_id)

# --- case
@app.route("/documents/<doc_id>")
@jwt_required()
def document(doc_id):
    # ruleid: rules.python.insecure-direct-object
    found = Document.query.filter_by(id=doc_id).first()
    return jsonify(found.to_dict())

# --- case
@login_required
@app.route("/letters/<letter_id>")
def letter(letter_id):
    # ruleid: rules.python.insecure-direct-object
    return jsonify(letters.find_one(letter_id))

# --- case
@app.get("/invoices/<int:invoice_id>")
@login_required
def invoice(invoice_id):
    # ok: rules.python.insecure-direct-object
    return Invoice.query.filter_by(id=invoice_id, owner=current_user.id).first_or_404()

# --- case
@app.get("/articles/<int:article_id>")
def article(article_id):
    # ok: rules.python.insecure-direct-object
    return Article.query.get_or_404(article_id)
