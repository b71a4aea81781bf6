<?php
// ruleid: rules.php.file-included
include $_GET['page'];
// ruleid: rules.php.file-included
require_once("pages/" . $_REQUEST['p'] . ".php");
// ruleid: rules.php.file-included
include "lang/$lang.php";
// ok: rules.php.file-included
include $pages[$page] ?? "404.php";
// ok: rules.php.file-included
include "header.php";
// ok: rules.php.file-included
require_once __DIR__ . "/vendor/autoload.php";
