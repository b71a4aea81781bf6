import csv
from flask import request


def record(sheet):
    # ruleid: rules.python.csv-formula
    csv.writer(sheet).writerow([request.form["name"], request.form["comment"]])


def named(sheet):
    writer = csv.DictWriter(sheet, ["title"])
    # ruleid: rules.python.csv-formula
    writer.writerow({"title": request.form["title"]})


def several(sheet):
    # ruleid: rules.python.csv-formula
    csv.writer(sheet).writerows(request.get_json()["rows"])

# --- case
import csv
from flask import request


def record(sheet):
    # ok: rules.python.csv-formula
    csv.writer(sheet).writerow([without_formula(request.form["name"])])


def total(sheet, rows):
    # ok: rules.python.csv-formula
    csv.writer(sheet).writerow([len(rows)])
