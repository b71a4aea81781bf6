<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.ssrf
    $handle = curl_init($_GET['url']);
    $target = 'https://' . $_POST['host'] . '/status';
    // ruleid: flow.php.ssrf
    $handle = curl_init($target);
    // ruleid: flow.php.ssrf
    curl_setopt($handle, CURLOPT_URL, $_GET['callback']);
    // ok: flow.php.ssrf
    $handle = curl_init('https://api.example.com/users/' . $_GET['id']);
    // ok: flow.php.ssrf
    $handle = curl_init('https://api.example.com/status');
}
