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
# --- case: pom.xml
<dependencies><dependency>
<!-- ruleid: deps.typosquat -->
<groupId>org.fasterxml.jackson.core</groupId>
<artifactId>jackson-databind</artifactId>
<version>2.17.0</version>
</dependency><dependency>
<!-- ok: deps.typosquat -->
<groupId>com.fasterxml.jackson.core</groupId>
<artifactId>jackson-databind</artifactId>
</dependency><dependency>
<!-- ok: deps.typosquat -->
<groupId>com.fasterxml.jackson.core</groupId>
<artifactId>jackson-databinds</artifactId>
</dependency></dependencies>
# --- case: build.gradle.kts
dependencies {
  // ruleid: deps.typosquat
  implementation("org.springframewrok.boot:spring-boot-starter-web:3.3.0")
  // ok: deps.typosquat
  implementation("org.springframework.boot:spring-boot-starter-web:3.3.0")
  // ok: deps.typosquat
  println("org.springframewrok.boot:spring-boot-starter-web")
}
# --- case: app.csproj
<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
<!-- ruleid: deps.typosquat -->
<PackageReference Include="Newtonsof.Json" Version="13.0.3" />
<!-- ok: deps.typosquat -->
<PackageReference Include="Newtonsoft.Json" Version="13.0.3" />
</ItemGroup></Project>
# --- case: composer.json
{"require": {"php": ">=8.2",
// ruleid: deps.typosquat
"guzlehttp/guzzle": "^7.0",
// ok: deps.typosquat
"guzzlehttp/guzzle": "^7.0"}}
# --- case: go.mod
module git.example.com/team/app

require (
	// ruleid: deps.typosquat
	github.com/gorila/mux v1.8.1
	// ok: deps.typosquat
	github.com/gorilla/mux v1.8.1
	// ok: deps.typosquat
	github.com/somebody/mux v1.8.1
)
# --- case: tool.gemspec
Gem::Specification.new do |spec|
  # ruleid: deps.typosquat
  spec.add_dependency "nokogirii", "~> 1.16"
  # ok: deps.typosquat
  spec.add_development_dependency "rspec", "~> 3.13"
end
# --- case: add.sh
# ruleid: deps.typosquat
dotnet add package Serilogg --version 4.0.0
# ruleid: deps.typosquat
composer require symfonny/console
# ruleid: deps.typosquat
go get github.com/stretcher/testify@v1.9.0
# ok: deps.typosquat
dotnet add package Serilog --version 4.0.0
