@app.delete("/items/{item_id}")
# ruleid: rules.python.missing-authorization
async def remove_item(item_id: int, db: Session = Depends(get_db)):
    db.delete(db.get(Item, item_id))
    db.commit()

# --- case
# ruleid: rules.python.missing-authorization
def remove_note(request, pk):
    note = Note.objects.get(pk=pk)
    note.delete()
    return redirect("notes")

# --- case
router = APIRouter(dependencies=[Depends(signed_in)])


@router.delete("/items/{item_id}")
# ok: rules.python.missing-authorization
async def remove_item(item_id: int, db: Session = Depends(get_db)):
    db.delete(db.get(Item, item_id))
    db.commit()

# --- case
@app.route("/items/<int:item>", methods=["DELETE"])
# ruleid: rules.python.missing-authorization
def remove_item(item):
    db.session.delete(Item.query.get(item))
    db.session.commit()
    return "", 204

# --- case
@app.post("/admin/settings")
# ruleid: rules.python.missing-authorization
def change_settings():
    settings.update(mode="open")
    settings.save()
    return "done"

# --- case
# ruleid: rules.python.missing-authorization
def read_note(user_id, note_id):
    return NOTES[note_id]

# --- case
@app.route("/items/<int:item>", methods=["DELETE"])
@login_required
# ok: rules.python.missing-authorization
def remove_item(item):
    db.session.delete(Item.query.get(item))
    db.session.commit()
    return "", 204

# --- case
# ok: rules.python.missing-authorization
def read_note(user_id, note_id):
    if NOTES[note_id].owner != user_id:
        raise PermissionError
    return NOTES[note_id]
