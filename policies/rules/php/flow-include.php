<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.include
    include $_GET['page'];
    $page = 'pages/' . $_GET['page'] . '.php';
    // ruleid: flow.php.include
    require $page;
    // ruleid: flow.php.include
    require_once($_REQUEST['module']);
    // ok: flow.php.include
    include 'pages/home.php';
    $known = in_array($_GET['page'], ['a', 'b'], true) ? $_GET['page'] : 'a';
    // ok: flow.php.include
    include "pages/$known.php";
}
