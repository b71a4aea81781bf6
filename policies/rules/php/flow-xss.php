<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.xss
    echo '<h1>' . $_GET['name'] . '</h1>';
    $text = "<p>{$_POST['text']}</p>";
    // ruleid: flow.php.xss
    echo $text;
    // ruleid: flow.php.xss
    print $_GET['who'];
    // ok: flow.php.xss
    echo '<h1>' . htmlspecialchars($_GET['name'], ENT_QUOTES) . '</h1>';
    // ok: flow.php.xss
    echo '<h1>welcome</h1>';
    // ok: flow.php.xss
    echo (int) $_GET['page'];
}
