# ruleid: deps.typosquat
pip install reqeusts
# ruleid: deps.typosquat
npm install --save lodahs
# ruleid: deps.typosquat
cargo add sered@1.0
# ruleid: deps.typosquat
uv add "djnago>=5"
# ok: deps.typosquat
pip install requests
# ok: deps.typosquat
npm install lodash
# ok: deps.typosquat
pip install ./reqeusts
# ok: deps.typosquat
pip install "$reqeusts"
# --- case: app/main.py
# ruleid: deps.typosquat
import reqeusts
# ruleid: deps.typosquat
from pandsa import DataFrame
# ok: deps.typosquat
from .reqeusts import get
# ok: deps.typosquat
import requests
# ok: deps.typosquat
text = "import pandsa"
# --- case: src/app.js
// ruleid: deps.typosquat
const app = require("expresss");
// ruleid: deps.typosquat
import { useState } from "raect";
// ok: deps.typosquat
import local from "./expresss";
// ok: deps.typosquat
import express from "express";
# --- case: main.go
import (
	// ruleid: deps.typosquat
	"gihtub.com/gin-gonic/gin"
	// ok: deps.typosquat
	"github.com/gin-gonic/gin"
)
# --- case: requirements.txt
# ruleid: deps.typosquat
beautifulsop4==4.12.0
# ok: deps.typosquat
beautifulsoup4==4.12.0
# --- case: Gemfile
source "https://gems.example.com"
# ruleid: deps.typosquat
gem "railss", "~> 7.0"
# ok: deps.typosquat
gem "rails", "~> 7.0"
