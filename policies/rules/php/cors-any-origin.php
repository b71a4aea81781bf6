<?php
// ruleid: rules.php.cors-any-origin
header("Access-Control-Allow-Origin: *");
// ruleid: rules.php.cors-any-origin
header("Access-Control-Allow-Origin: {$_SERVER['HTTP_ORIGIN']}");
// ruleid: rules.php.cors-any-origin
$response->header('Access-Control-Allow-Origin', '*');
// ruleid: rules.php.cors-any-origin
$r = new Response('x', 200, ['Access-Control-Allow-Origin' => '*']);
// ok: rules.php.cors-any-origin
header("Access-Control-Allow-Origin: https://app.example.com");
// ok: rules.php.cors-any-origin
header("X-Frame-Options: DENY");
